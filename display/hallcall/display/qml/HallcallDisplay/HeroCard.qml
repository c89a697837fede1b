import QtQuick
import Hallcall

// One call, as large as it can be: 请 A024 / 到 12 号窗口.
CallFrame {
    id: root

    required property var call
    readonly property bool hasCall: call.number !== undefined
    readonly property bool isMoved: call.style === "moved"
    readonly property bool isPast: call.style === "past" || call.style === "done"
    readonly property color ink: amber ? Theme.wallAmberText : isPast ? Theme.wallSoft : Theme.wallText
    readonly property color goal: amber ? Theme.wallAmberText : isPast ? Theme.wallSoft : Theme.wallAmber
    readonly property string kind: isPast ? "past" : isMoved ? "moved" : amber ? "amber" : "live"

    objectName: "hero"
    amber: hasCall && call.style === "amber"
    color: amber ? Theme.wallAmber : Theme.wallCard
    radius: Fit.px(48)

    Label {
        visible: !root.hasCall
        objectName: "hero.empty"
        width: parent.width
        height: parent.height - Fit.px(260)
        text: Texts.t("display-hero-empty")
        size: Fit.px(220)
        strong: true
        color: Theme.wallText
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }

    Label {
        visible: !root.hasCall
        y: parent.height / 2 + Fit.px(60)
        width: parent.width
        text: Texts.t("display-hero-empty-hint") + "\n" + Fit.t("display-hero-empty-hint")
        size: Fit.px(84)
        color: Theme.wallSoft
        horizontalAlignment: Text.AlignHCenter
    }

    Item {
        visible: root.hasCall
        x: Fit.px(100)
        width: parent.width - 2 * x
        height: parent.height

        Label {
            id: top

            objectName: "hero.top"
            y: Fit.px(62)
            height: Fit.px(190)
            text: root.hasCall ? Texts.t("display-hero-" + root.kind) : ""
            size: Fit.px(Texts.language === "en" ? 116 : 144)
            strong: true
            color: root.ink
            verticalAlignment: Text.AlignVCenter
        }

        Label {
            anchors.left: top.right
            anchors.leftMargin: Fit.px(40)
            anchors.baseline: top.baseline
            text: root.hasCall ? Fit.t("display-hero-second-" + root.kind) : ""
            size: Fit.px(92)
            strong: true
            color: root.ink
        }

        Digits {
            id: number

            objectName: "hero.number"
            y: Math.round(Fit.px(672) - height / 2)
            x: Math.round((parent.width - width) / 2)
            width: Math.min(implicitWidth, parent.width)
            text: root.call.number ?? ""
            size: Fit.px(766)
            maximumWidth: parent.width
            color: root.ink
        }

        Rectangle {
            id: rule

            y: Fit.px(1010)
            width: parent.width
            height: Fit.px(8)
            color: root.amber ? Theme.wallAmberText : Theme.wallLine
        }

        Label {
            id: before

            objectName: "hero.before"
            anchors.verticalCenter: counter.verticalCenter
            height: Fit.px(220)
            text: root.isMoved ? Texts.t("display-hero-moved-before") : Texts.t("display-hero-before")
            size: Fit.px(Texts.language === "en" ? 124 : 144)
            strong: true
            color: root.ink
            verticalAlignment: Text.AlignVCenter
        }

        Digits {
            id: counter

            objectName: "hero.counter"
            visible: !root.isMoved
            y: Math.round(Fit.px(1376) - height / 2)
            anchors.left: before.right
            anchors.leftMargin: Fit.px(Texts.language === "en" ? 60 : 84)
            width: implicitWidth
            text: root.call.counter ?? ""
            size: Fit.px(text.length > 2 ? 420 : 524)
            color: root.goal
        }

        Label {
            visible: root.isMoved
            objectName: "hero.moved"
            anchors.verticalCenter: counter.verticalCenter
            anchors.left: before.right
            anchors.leftMargin: Fit.px(84)
            anchors.right: parent.right
            height: Fit.px(360)
            text: root.isMoved ? Texts.f("display-moved-row", {
                floor: root.call.movedFloor,
                zone: root.call.movedZone
            }) : ""
            size: Fit.px(240)
            strong: true
            color: root.goal
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(120)
        }

        Label {
            id: after

            visible: !root.isMoved
            objectName: "hero.after"
            anchors.left: counter.right
            anchors.leftMargin: Fit.px(76)
            anchors.right: parent.right
            y: Fit.px(1150)
            height: Fit.px(280)
            text: root.hasCall ? Texts.f("display-hero-after", {
                floor: root.call.floor,
                zone: root.call.zone
            }) : ""
            size: Fit.px(224)
            strong: true
            color: root.ink
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(96)
        }

        Label {
            visible: !root.isMoved
            objectName: "hero.place"
            anchors.left: after.left
            anchors.right: parent.right
            y: Fit.px(1440)
            height: Fit.px(150)
            text: root.hasCall ? Texts.f("display-hero-below", {
                floor: root.call.floor,
                zone: root.call.zone
            }) + "   " + Fit.f("display-hero-second-counter", {
                counter: root.call.counter
            }) : ""
            size: Fit.px(108)
            strong: true
            color: root.ink
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(64)
        }
    }
}
