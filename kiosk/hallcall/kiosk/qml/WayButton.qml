import QtQuick
import Hallcall

// Another way to the item: words in blue, a line of help, an icon.
Touch {
    id: root

    property string sub: ""
    property string iconName: ""
    property int iconSize: 56

    implicitHeight: 144
    fill: Theme.surface
    edge: Theme.brand
    description: sub

    contentItem: Item {
        Icon {
            id: icon

            x: 32
            anchors.verticalCenter: parent.verticalCenter
            name: root.iconName
            size: root.iconSize
            color: Theme.brand
        }

        Column {
            anchors.left: icon.right
            anchors.leftMargin: 28
            anchors.right: parent.right
            anchors.rightMargin: 16
            anchors.verticalCenter: parent.verticalCenter
            spacing: 4

            Label {
                width: parent.width
                text: root.text
                size: Theme.strong
                strong: true
                color: Theme.brand
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 28
                height: Math.min(implicitHeight, size * 1.3)
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                text: root.sub
                size: Theme.small
                color: Theme.inkSoft
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 24
                Accessible.ignored: true
            }
        }
    }
}
