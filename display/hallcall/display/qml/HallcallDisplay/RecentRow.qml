import QtQuick
import Hallcall

// A recent call beside the large one.
CallFrame {
    id: root

    required property var call
    required property int row
    property int type: 186
    readonly property bool isMoved: call.style === "moved"
    readonly property color ink: amber ? Theme.wallAmberText : Theme.wallText
    readonly property color goal: amber ? Theme.wallAmberText : Theme.wallAmber
    readonly property string prefix: "row." + row + "."

    amber: call.style === "amber"
    radius: Fit.px(24)

    Label {
        objectName: root.prefix + "number"
        x: Fit.px(28)
        width: Fit.px(640)
        height: parent.height
        text: root.call.number ?? ""
        size: Fit.px(root.type)
        strong: true
        color: root.ink
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(120)
    }

    Icon {
        visible: root.call.number !== undefined
        x: Fit.px(690)
        anchors.verticalCenter: parent.verticalCenter
        name: "arrow-right"
        size: Fit.px(124)
        stroke: 3
        color: root.goal
    }

    Label {
        objectName: root.prefix + "counter"
        visible: !root.isMoved
        x: Fit.px(826)
        width: Fit.px(344)
        height: parent.height
        text: root.call.counter ?? ""
        size: Fit.px(root.type)
        strong: true
        color: root.goal
        horizontalAlignment: Text.AlignRight
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(120)
    }

    Label {
        objectName: root.prefix + "place"
        x: root.isMoved ? Fit.px(846) : Fit.px(1224)
        width: parent.width - x - Fit.px(20)
        height: parent.height
        text: root.call.number === undefined ? "" : root.isMoved ? Texts.f("display-moved-row", {
            floor: root.call.movedFloor,
            zone: root.call.movedZone
        }) : Texts.f("display-place-short", {
            floor: root.call.floor,
            zone: root.call.zone
        })
        size: Fit.px(120)
        strong: true
        color: root.isMoved ? root.goal : root.ink
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(72)
    }
}
