pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// The calls beside a message: the newest large, four below it. This pane is never covered.
Item {
    id: root

    required property var wall
    readonly property var call: wall.hero
    readonly property bool hasCall: call.number !== undefined
    readonly property bool isAmber: call.style === "amber"
    readonly property bool isMoved: call.style === "moved"
    readonly property bool isPast: call.style === "past" || call.style === "done"
    readonly property color ink: isAmber ? Theme.wallAmberText : isPast ? Theme.wallSoft : Theme.wallText
    readonly property color goal: isAmber ? Theme.wallAmberText : isPast ? Theme.wallSoft : Theme.wallAmber

    Rectangle {
        id: card

        width: parent.width
        height: Fit.px(900)
        radius: Fit.px(36)
        color: root.isAmber ? Theme.wallAmber : "transparent"
        border.width: root.isAmber ? 0 : Fit.px(8)
        border.color: Theme.wallHeading

        Label {
            visible: !root.hasCall
            objectName: "calls.empty"
            anchors.fill: parent
            anchors.margins: Fit.px(60)
            text: Texts.t("display-hero-empty") + "\n" + Texts.t("display-hero-empty-hint")
            size: Fit.px(104)
            strong: true
            color: Theme.wallText
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }

        Label {
            objectName: "calls.top"
            x: Fit.px(56)
            y: Fit.px(24)
            width: parent.width - 2 * x
            height: Fit.px(130)
            text: root.hasCall ? Texts.t("display-hero-" + (root.isPast ? "past" : root.isMoved ? "moved" : root.isAmber ? "amber" : "live")) : ""
            size: Fit.px(92)
            strong: true
            color: root.ink
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(60)
        }

        Digits {
            objectName: "calls.number"
            visible: root.hasCall
            x: Fit.px(56)
            y: Fit.px(176)
            width: Math.min(implicitWidth, maximumWidth)
            text: root.call.number ?? ""
            size: Fit.px(330)
            maximumWidth: parent.width - 2 * x
            flush: true
            color: root.ink
        }

        Rectangle {
            visible: root.hasCall
            x: Fit.px(56)
            y: Fit.px(470)
            width: parent.width - 2 * x
            height: Fit.px(8)
            color: root.isAmber ? Theme.wallAmberText : Theme.wallHeading
        }

        Digits {
            id: counter

            objectName: "calls.counter"
            visible: root.hasCall && !root.isMoved
            x: Fit.px(56)
            y: Fit.px(560)
            width: Math.min(implicitWidth, maximumWidth)
            text: root.call.counter ?? ""
            size: Fit.px(300)
            maximumWidth: Fit.px(420)
            flush: true
            color: root.goal
        }

        Label {
            objectName: "calls.after"
            x: root.isMoved ? Fit.px(56) : counter.x + counter.width + Fit.px(40)
            y: Fit.px(510)
            width: parent.width - x - Fit.px(40)
            height: Fit.px(170)
            text: !root.hasCall ? "" : root.isMoved ? Texts.f("display-moved-row", {
                floor: root.call.movedFloor,
                zone: root.call.movedZone
            }) : Texts.t("display-counter-word")
            size: Fit.px(116)
            strong: true
            color: root.isMoved ? root.goal : root.ink
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(72)
        }

        Label {
            objectName: "calls.place"
            visible: root.hasCall && !root.isMoved
            x: counter.x + counter.width + Fit.px(40)
            y: Fit.px(680)
            width: parent.width - x - Fit.px(40)
            height: Fit.px(140)
            text: root.hasCall ? Texts.f("display-place", {
                floor: root.call.floor,
                zone: root.call.zone
            }) : ""
            size: Fit.px(92)
            strong: true
            color: root.ink
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(60)
        }
    }

    Repeater {
        model: 4

        Item {
            id: row

            required property int index
            readonly property var call: root.wall.recent[index] ?? ({})
            readonly property bool isMoved: call.style === "moved"

            visible: call.number !== undefined
            y: card.height + Fit.px(40 + 236 * index)
            width: root.width
            height: Fit.px(236)

            Label {
                objectName: "calls." + row.index + ".number"
                width: Fit.px(480)
                height: parent.height - Fit.px(8)
                text: row.call.number ?? ""
                size: Fit.px(150)
                strong: true
                color: Theme.wallText
                verticalAlignment: Text.AlignVCenter
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Fit.px(96)
            }

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.horizontalCenterOffset: Fit.px(80)
                anchors.verticalCenter: parent.verticalCenter
                name: "arrow-right"
                size: Fit.px(104)
                stroke: 3
                color: Theme.wallAmber
            }

            Label {
                objectName: "calls." + row.index + ".counter"
                anchors.right: parent.right
                width: parent.width / 2 - Fit.px(150)
                height: parent.height - Fit.px(8)
                text: row.call.number === undefined ? "" : row.isMoved ? row.call.movedZone : row.call.counter
                size: Fit.px(150)
                strong: true
                color: Theme.wallAmber
                horizontalAlignment: Text.AlignRight
                verticalAlignment: Text.AlignVCenter
            }

            Rectangle {
                visible: root.wall.recent[row.index + 1] !== undefined && row.index < 3
                y: parent.height - height
                width: parent.width
                height: Fit.px(6)
                color: Theme.wallHeading
            }
        }
    }

    Label {
        visible: root.wall.isLate
        objectName: "calls.late"
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        text: root.wall.isLate ? Texts.f("display-updated", {
            time: root.wall.dataTime
        }) : ""
        size: Fit.px(84)
        strong: true
        color: Theme.wallText
    }
}
