import QtQuick
import QtQuick.Layouts
import Hallcall

// What was wrong with a card, and what to do.
Rectangle {
    id: root

    property string text: ""

    visible: text !== ""
    color: Theme.amberTint
    radius: Theme.radius
    border.width: Theme.highContrast ? Theme.border : 0
    border.color: Theme.amberInk

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 40
        anchors.rightMargin: 32
        spacing: 36

        Icon {
            name: "triangle-alert"
            size: 64
            color: Theme.amberInk
        }

        Label {
            text: root.text
            size: Theme.strong
            strong: true
            wrapMode: Text.Wrap
            lineHeight: 0.9
            fontSizeMode: Text.Fit
            minimumPixelSize: 30
            verticalAlignment: Text.AlignVCenter
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: 8
            Layout.bottomMargin: 8
        }
    }
}
