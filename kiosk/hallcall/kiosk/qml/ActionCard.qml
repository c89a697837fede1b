import QtQuick
import Hallcall

// The one thing most visitors should do.
Touch {
    id: root

    property string iconName: ""
    property string sub: ""

    fill: Theme.brand
    radius: Theme.radiusLarge
    implicitHeight: 240
    description: sub

    contentItem: Item {
        Icon {
            id: icon

            x: 48
            anchors.verticalCenter: parent.verticalCenter
            name: root.iconName
            size: 128
            color: Theme.brandText
        }

        Column {
            anchors.left: icon.right
            anchors.leftMargin: 48
            anchors.right: arrow.left
            anchors.rightMargin: 16
            anchors.verticalCenter: parent.verticalCenter
            spacing: 10

            Label {
                width: parent.width
                text: root.text
                size: Theme.px(60)
                strong: true
                color: Theme.brandText
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 44
                height: Math.min(implicitHeight, size * 1.3)
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                text: root.sub
                size: Theme.body
                color: Theme.brandText
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 26
                Accessible.ignored: true
            }
        }

        Icon {
            id: arrow

            anchors.right: parent.right
            anchors.rightMargin: 40
            anchors.verticalCenter: parent.verticalCenter
            name: "chevron-right"
            size: 64
            color: Theme.brandText
        }
    }
}
