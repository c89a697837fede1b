import QtQuick
import Hallcall

// One of the few things most visitors want to do: icon beside the words, or above them where two cards share the row.
Touch {
    id: root

    property string iconName: ""
    property string sub: ""
    property bool isStacked: false
    property color ink: Theme.brandText

    fill: Theme.brand
    radius: Theme.radiusLarge
    implicitHeight: 240
    description: sub

    contentItem: Item {
        Icon {
            id: icon

            x: root.isStacked ? 36 : 48
            y: root.isStacked ? 28 : (parent.height - size) / 2
            visible: !root.isStacked || words.y > 28 + size
            name: root.iconName
            size: root.isStacked ? 96 : 128
            color: root.ink
        }

        Column {
            id: words

            anchors.left: root.isStacked ? parent.left : icon.right
            anchors.leftMargin: root.isStacked ? 36 : 48
            anchors.right: root.isStacked ? parent.right : arrow.left
            anchors.rightMargin: root.isStacked ? 24 : 16
            y: root.isStacked ? parent.height - height - 24 : (parent.height - height) / 2
            spacing: root.isStacked ? 4 : 10

            Label {
                width: parent.width
                text: root.text
                size: root.isStacked ? Theme.large : Theme.px(60)
                strong: true
                color: root.ink
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 40
                height: Math.min(implicitHeight, size * 1.3)
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                text: root.sub
                size: Theme.body
                color: root.ink
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
            visible: !root.isStacked
            name: "chevron-right"
            size: 64
            color: root.ink
        }
    }
}
