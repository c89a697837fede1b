import QtQuick
import Hallcall

// A key of the tablet.
Touch {
    id: root

    property bool primary: false

    fill: primary ? Theme.brand : Theme.surface
    edge: primary ? Theme.brand : Theme.line
    edgeWidth: Fit.px(3)
    radius: Fit.px(18)

    Label {
        anchors.fill: parent
        anchors.margins: Fit.px(12)
        text: root.text
        size: Theme.px(Fit.px(root.primary ? 36 : 32))
        strong: root.primary
        color: root.primary ? Theme.brandText : Theme.ink
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(20)
    }
}
