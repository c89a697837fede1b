import QtQuick
import QtQuick.Layouts
import Hallcall

// An icon and a sentence of information.
RowLayout {
    id: root

    property string iconName: ""
    property string text: ""
    property int size: Theme.body
    property bool strong: false
    property color ink: Theme.ink
    property int iconSize: 48

    visible: text !== ""
    spacing: 24

    Icon {
        name: root.iconName
        size: root.iconSize
        color: Theme.brand
    }

    Label {
        text: root.text
        size: root.size
        strong: root.strong
        color: root.ink
        wrapMode: Text.Wrap
        lineHeight: 0.9
        maximumLineCount: 3
        fontSizeMode: Text.Fit
        minimumPixelSize: 26
        verticalAlignment: Text.AlignVCenter
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
}
