import QtQuick
import Hallcall

// Whom the counter serves; beside it, where this is.
Item {
    id: root

    required property var scene

    BarText {
        id: word

        objectName: "window.word"
        x: Fit.px(60)
        y: Fit.px(28)
        text: Texts.t("window-now-serving")
        size: Fit.px(68)
        strong: true
        color: Theme.wallSoft
    }

    BarText {
        objectName: "window.second"
        anchors.left: word.right
        anchors.leftMargin: Fit.px(20)
        anchors.baseline: word.baseline
        text: Fit.t("window-now-serving")
        size: Fit.px(50)
        color: Theme.wallSoft
    }

    Digits {
        objectName: "window.number"
        x: Fit.px(60)
        y: Fit.px(130)
        width: Math.min(implicitWidth, maximumWidth)
        text: root.scene.number ?? ""
        size: Fit.px(250)
        maximumWidth: Fit.px(640)
        flush: true
        color: Theme.wallText
    }

    WindowPlace {
        x: Fit.px(736)
        width: parent.width - x - Fit.px(40)
        height: parent.height
        scene: root.scene
    }
}
