import QtQuick
import Hallcall

// 请 A024 到这里办理, on amber.
Rectangle {
    id: root

    required property var scene

    color: Theme.wallAmber

    BarText {
        id: before

        objectName: "window.before"
        x: Fit.px(60)
        y: Fit.px(92)
        height: Fit.px(176)
        text: Texts.t("window-come-before")
        size: Fit.px(124)
        strong: true
        color: Theme.wallAmberText
    }

    Digits {
        id: number

        objectName: "window.number"
        anchors.left: before.right
        anchors.leftMargin: before.text === "" ? 0 : Fit.px(36)
        y: Math.round((parent.height - height) / 2)
        width: Math.min(implicitWidth, maximumWidth)
        text: root.scene.number ?? ""
        size: Fit.px(306)
        maximumWidth: Fit.px(760)
        color: Theme.wallAmberText
    }

    BarText {
        objectName: "window.come"
        anchors.left: number.right
        anchors.leftMargin: Fit.px(36)
        anchors.right: parent.right
        anchors.rightMargin: Fit.px(24)
        y: Fit.px(46)
        height: Fit.px(140)
        text: Texts.t("window-come")
        size: Fit.px(96)
        strong: true
        color: Theme.wallAmberText
    }

    BarText {
        objectName: "window.second"
        anchors.left: number.right
        anchors.leftMargin: Fit.px(36)
        anchors.right: parent.right
        anchors.rightMargin: Fit.px(24)
        y: Fit.px(188)
        height: Fit.px(90)
        text: Fit.t("window-come")
        size: Fit.px(58)
        strong: true
        color: Theme.wallAmberText
    }
}
