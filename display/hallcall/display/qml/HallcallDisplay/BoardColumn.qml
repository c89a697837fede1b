pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// A column of the board: where it is, how many are called, one page of rows.
Rectangle {
    id: root

    required property var column
    required property int firstRow
    required property int rowCount
    property int type: 170
    property real pulse: 0

    radius: Fit.px(40)
    color: Theme.wallCard

    Core {
        ground: root
    }

    Label {
        id: floors

        objectName: "column.floors"
        x: Fit.px(56)
        height: Fit.px(150)
        text: root.column.floors === undefined ? "" : Texts.f("display-floor", {
            floors: root.column.floors
        })
        size: Fit.px(104)
        strong: true
        color: Theme.wallText
        verticalAlignment: Text.AlignVCenter
    }

    Label {
        anchors.left: floors.right
        anchors.leftMargin: Fit.px(60)
        anchors.right: calling.left
        anchors.rightMargin: Fit.px(30)
        height: Fit.px(158)
        text: root.column.zones === undefined ? "" : Texts.f("display-zones", {
            zones: root.column.zones,
            count: root.column.zoneCount
        }) + (root.column.counters === "" || root.column.pages > 1 ? "" : " · " + Texts.f("display-counters", {
            counters: root.column.counters,
            count: root.column.counterCount
        }))
        size: Fit.px(64)
        color: Theme.wallSoft
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(40)
    }

    Label {
        id: calling

        objectName: "column.calling"
        anchors.right: parent.right
        anchors.rightMargin: Fit.px(56)
        height: Fit.px(158)
        text: (root.column.calling === undefined ? "" : Texts.f("display-calling", {
                count: root.column.calling
            })) + ((root.column.pages ?? 1) > 1 ? " · " + Texts.f("display-page", {
                page: root.column.page,
                pages: root.column.pages
            }) : "")
        size: Fit.px(64)
        color: Theme.wallSoft
        verticalAlignment: Text.AlignVCenter
    }

    Repeater {
        model: root.rowCount

        Item {
            id: slot

            required property int index
            readonly property var call: root.column.rows[index] ?? ({})
            readonly property int pitch: Math.floor(Fit.px(1490) / root.rowCount)

            x: Fit.px(56)
            y: Fit.px(152) + pitch * index
            width: root.width - 2 * x
            height: pitch

            Rectangle {
                visible: row.isShown || slot.index === 0
                x: row.isShown && !row.call.startsZone && slot.index > 0 ? Math.round(slot.width * 0.27) : 0
                width: parent.width - x
                height: Fit.px(4)
                color: Theme.wallLine
            }

            BoardRow {
                id: row

                objectName: prefix.slice(0, -1)
                anchors.fill: parent
                prefix: "row." + (root.firstRow + slot.index) + "."
                call: slot.call
                type: root.type
                pulse: root.pulse
            }
        }
    }
}
