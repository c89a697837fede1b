import QtQuick
import Hallcall

// A number that was called here goes on in another zone.
Item {
    id: root

    required property var scene

    Digits {
        id: number

        objectName: "window.number"
        x: Fit.px(60)
        y: Math.round((parent.height - height) / 2)
        width: Math.min(implicitWidth, maximumWidth)
        text: root.scene.number ?? ""
        size: Fit.px(250)
        maximumWidth: Fit.px(640)
        flush: true
        color: Theme.wallText
    }

    Icon {
        id: arrow

        anchors.left: number.right
        anchors.leftMargin: Fit.px(40)
        anchors.verticalCenter: parent.verticalCenter
        name: "arrow-right"
        size: Fit.px(130)
        stroke: 3
        color: Theme.wallAmber
    }

    BarText {
        objectName: "window.goal"
        anchors.left: arrow.right
        anchors.leftMargin: Fit.px(40)
        anchors.right: parent.right
        anchors.rightMargin: Fit.px(40)
        y: Fit.px(60)
        height: Fit.px(150)
        text: Texts.f("window-go-on", {
            floor: root.scene.floor ?? 0,
            zone: root.scene.zone ?? ""
        })
        size: Fit.px(110)
        strong: true
        least: 60
        color: Theme.wallAmber
    }

    BarText {
        objectName: "window.second"
        anchors.left: arrow.right
        anchors.leftMargin: Fit.px(40)
        anchors.right: parent.right
        anchors.rightMargin: Fit.px(40)
        y: Fit.px(216)
        text: Fit.f("window-go-on", {
            floor: root.scene.floor ?? 0,
            zone: root.scene.zone ?? ""
        })
        size: Fit.px(54)
        color: Theme.wallSoft
    }
}
