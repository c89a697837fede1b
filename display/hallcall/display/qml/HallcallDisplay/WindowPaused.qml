import QtQuick
import Hallcall

// Nobody is called here for a while: why, until when, and where to go meanwhile.
Item {
    id: root

    required property var scene
    readonly property var instead: scene.instead ?? []
    readonly property bool hasBecause: (scene.because ?? "") !== ""

    Rectangle {
        x: Fit.px(60)
        y: Fit.px(58)
        width: Fit.px(40)
        height: Fit.px(126)
        radius: Fit.px(12)
        color: Theme.wallText
    }

    Rectangle {
        x: Fit.px(132)
        y: Fit.px(58)
        width: Fit.px(40)
        height: Fit.px(126)
        radius: Fit.px(12)
        color: Theme.wallText
    }

    BarText {
        objectName: "window.title"
        x: Fit.px(230)
        y: Fit.px(30)
        width: Fit.px(590)
        height: Fit.px(182)
        text: Texts.t("window-paused-title")
        size: Fit.px(130)
        strong: true
        least: 72
    }

    BarText {
        objectName: "window.because"
        x: Fit.px(230)
        y: Fit.px(198)
        width: Fit.px(590)
        text: root.hasBecause ? Texts.t("window-because-" + root.scene.because) : ""
        size: Fit.px(58)
        color: Theme.wallSoft
    }

    BarText {
        objectName: "window.second"
        x: Fit.px(230)
        y: root.hasBecause ? Fit.px(270) : Fit.px(216)
        width: Fit.px(590)
        text: Fit.t("window-paused-title") + (root.hasBecause ? " · " + Fit.t("window-because-" + root.scene.because) : "")
        size: Fit.px(50)
        color: Theme.wallSoft
    }

    Rectangle {
        x: Fit.px(846)
        y: Fit.px(40)
        width: Fit.px(4)
        height: Fit.px(280)
        color: Theme.wallLine
    }

    Column {
        x: Fit.px(896)
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - Fit.px(40)
        spacing: Fit.px(6)

        BarText {
            objectName: "window.until"
            width: parent.width
            text: root.scene.until ? Texts.f("window-back-at", {
                time: root.scene.until
            }) : Texts.t("window-back-soon")
            size: Fit.px(64)
            strong: true
        }

        BarText {
            visible: root.instead.length > 0
            objectName: "window.instead"
            width: parent.width
            text: Texts.t("window-instead")
            size: Fit.px(52)
            color: Theme.wallSoft
        }

        BarText {
            visible: root.instead.length > 0
            objectName: "window.counters"
            width: parent.width
            text: root.instead.length > 0 ? Texts.f("window-counters", {
                counters: root.instead.slice(0, 2).join(Texts.t("window-and")),
                count: Math.min(2, root.instead.length)
            }) : ""
            size: Fit.px(78)
            strong: true
            color: Theme.wallAmber
        }

        BarText {
            visible: root.instead.length === 0
            objectName: "window.back.second"
            width: parent.width
            text: root.scene.until ? Fit.f("window-back-at", {
                time: root.scene.until
            }) : Fit.t("window-back-soon")
            size: Fit.px(52)
            color: Theme.wallSoft
        }
    }
}
