pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// Many calls at once: a column for each floor.
Item {
    id: root

    required property var wall
    readonly property int columnCount: Math.max(1, wall.columns.length)
    // A single column is not drawn so wide that the eye loses the line between number and counter.
    readonly property int columnWidth: columnCount === 1 ? Fit.px(2600) : Fit.px(1800)

    function carriedZones(format: var): string {
        return wall.carried.map(entry => format("display-carried-zone", entry)).join(format("display-carried-separator", {}));
    }

    Repeater {
        model: root.columnCount

        BoardColumn {
            required property int index

            objectName: "column." + index
            x: root.columnCount === 1 ? Fit.px(620) : Fit.px(96) + index * Fit.px(1848)
            width: root.columnWidth
            height: Fit.px(1660)
            column: root.wall.columns[index] ?? ({
                    rows: []
                })
            firstRow: index * root.wall.rowCount
            rowCount: root.wall.rowCount
            type: root.wall.rowType
            pulse: root.wall.pulse
        }
    }

    Rectangle {
        y: Fit.px(1700)
        width: parent.width
        height: parent.height - y
        color: Qt.darker(Theme.wallGround, 1.7)

        Label {
            objectName: "board.line"
            x: Fit.px(96)
            y: Fit.px(26)
            width: Fit.px(2780)
            height: Fit.px(130)
            text: root.wall.carried.length > 0 ? Texts.f("display-carried", {
                zones: root.carriedZones(Texts.f)
            }) : root.wall.live === 0 ? Texts.t("display-board-none") : Texts.f(root.wall.live > 2 ? "display-burst" : "display-board", {
                count: root.wall.live
            })
            size: Fit.px(96)
            strong: true
            color: Theme.wallText
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(56)
        }

        Label {
            objectName: "board.line2"
            x: Fit.px(96)
            y: Fit.px(148)
            width: Fit.px(2780)
            height: Fit.px(90)
            text: root.wall.carried.length > 0 ? Fit.f("display-carried", {
                zones: root.carriedZones(Fit.f)
            }) : root.wall.live === 0 ? Fit.t("display-board-none") : Fit.f(root.wall.live > 2 ? "display-burst" : "display-board", {
                count: root.wall.live
            })
            size: Fit.px(64)
            color: Theme.wallSoft
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(44)
        }

        Rectangle {
            id: legend

            anchors.right: legendTime.left
            anchors.rightMargin: Fit.px(32)
            anchors.verticalCenter: parent.verticalCenter
            width: legendText.implicitWidth + Fit.px(48)
            height: Fit.px(100)
            radius: Fit.px(16)
            color: Theme.wallAmber

            Label {
                id: legendText

                anchors.centerIn: parent
                height: parent.height
                text: Texts.t("display-new")
                size: Fit.px(64)
                strong: true
                color: Theme.wallAmberText
                verticalAlignment: Text.AlignVCenter
            }
        }

        Label {
            id: legendTime

            anchors.right: parent.right
            anchors.rightMargin: Fit.px(96)
            anchors.verticalCenter: parent.verticalCenter
            height: Fit.px(100)
            text: Texts.t("display-new-time")
            size: Fit.px(64)
            color: Theme.wallSoft
            verticalAlignment: Text.AlignVCenter
        }
    }
}
