import QtQuick
import Hallcall

// One line at the head of a pane, with a rule below it.
Item {
    id: root

    property string text: ""
    property string name: ""

    y: Fit.px(120)
    height: Fit.px(180)

    Label {
        objectName: root.name
        width: parent.width
        height: Fit.px(136)
        text: root.text
        size: Fit.px(84)
        strong: true
        color: Theme.wallText
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
        lineHeight: 0.9
        fontSizeMode: Text.Fit
        minimumPixelSize: Fit.px(44)
    }

    Rectangle {
        y: Fit.px(166)
        width: parent.width
        height: Fit.px(8)
        color: Theme.wallHeading
    }
}
