import QtQuick
import Hallcall

// People must leave: what to do, and the nearest way out; without one that was agreed, the green signs and no arrow.
Rectangle {
    id: root

    required property var facts
    readonly property bool isDrill: facts.isDrill === true
    readonly property var way: (facts.exits ?? [])[0] ?? null
    readonly property bool isLeft: way !== null && way.side === "left"

    color: isDrill ? Theme.wallPlaque : Theme.wallEmergency

    Icon {
        x: Fit.px(44)
        anchors.verticalCenter: parent.verticalCenter
        name: "triangle-alert"
        size: Fit.px(150)
        color: Theme.wallText
    }

    BarText {
        objectName: "window.title"
        x: Fit.px(228)
        y: Fit.px(62)
        width: sign.x - x - Fit.px(36)
        height: Fit.px(150)
        text: Texts.t(root.isDrill ? "evacuate-drill-headline" : "evacuate-headline")
        size: Fit.px(116)
        strong: true
        least: 60
    }

    BarText {
        objectName: "window.second"
        x: Fit.px(228)
        y: Fit.px(212)
        width: sign.x - x - Fit.px(36)
        text: Fit.t(root.isDrill ? "evacuate-drill-headline" : "evacuate-headline")
        size: Fit.px(56)
        strong: true
    }

    Rectangle {
        id: sign

        anchors.right: parent.right
        anchors.rightMargin: Fit.px(28)
        y: Fit.px(28)
        width: Fit.px(480)
        height: parent.height - 2 * y
        radius: Fit.px(20)
        color: Theme.wallExit
        border.color: Theme.wallText
        border.width: Fit.px(6)

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Fit.px(26)
            spacing: Fit.px(32)
            layoutDirection: root.isLeft || root.way === null ? Qt.LeftToRight : Qt.RightToLeft

            Icon {
                objectName: "window.arrow"
                visible: root.way !== null
                name: !root.way || root.isLeft || root.way.side === "right" ? "arrow-right" : root.way.side === "ahead" ? "arrow-up" : "arrow-down"
                mirror: root.isLeft
                size: Fit.px(148)
                stroke: 3.5
                color: Theme.wallText
            }

            Icon {
                name: "exit-running"
                mirror: root.way !== null && root.way.side === "right"
                size: Fit.px(148)
                color: Theme.wallText
            }
        }

        BarText {
            objectName: "window.exit"
            x: Fit.px(24)
            y: Fit.px(178)
            width: parent.width - 2 * x
            height: Fit.px(112)
            text: root.way === null ? Texts.t("evacuate-signs") : Fit.name(root.way)
            size: Fit.px(70)
            strong: true
            wrapMode: Text.Wrap
            lineHeight: 0.8
            fontSizeMode: Text.Fit
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
