import QtQuick
import Hallcall

// A reason that can be ticked.
Touch {
    id: root

    property bool chosen: false

    fill: chosen ? Theme.tint : Theme.surface
    edge: chosen ? Theme.brand : Theme.line
    edgeWidth: Fit.px(3)
    radius: Fit.px(18)
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: chosen

    Rectangle {
        id: box

        x: Fit.px(22)
        anchors.verticalCenter: parent.verticalCenter
        width: Fit.px(40)
        height: width
        radius: Fit.px(8)
        color: root.chosen ? Theme.brand : Theme.surface
        border.width: root.chosen ? 0 : Fit.px(3)
        border.color: Theme.line

        Icon {
            anchors.centerIn: parent
            visible: root.chosen
            name: "check"
            size: Fit.px(30)
            color: Theme.brandText
        }
    }

    Label {
        x: box.x + box.width + Fit.px(22)
        width: parent.width - x - Fit.px(12)
        height: parent.height
        text: root.text
        size: Theme.px(Fit.px(30))
        strong: root.chosen
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(20)
    }
}
