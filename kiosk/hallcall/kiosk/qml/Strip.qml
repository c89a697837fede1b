import QtQuick
import QtQuick.Layouts
import Hallcall

// A slim line, amber by itself: something of the machine is not as it should be, and what that means for the visitor.
Rectangle {
    id: root

    property string text: ""
    property string iconName: "triangle-alert"
    property int inset: Theme.margin
    property color ink: Theme.amberInk

    implicitHeight: 72
    color: Theme.amberTint
    border.width: Theme.highContrast ? Theme.border : 0
    border.color: root.ink

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: root.inset
        anchors.rightMargin: root.inset
        spacing: 20

        Icon {
            name: root.iconName
            size: 40
            color: root.ink
        }

        Label {
            text: root.text
            size: Theme.label
            color: Theme.ink
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 26
            Layout.fillWidth: true
        }
    }
}
