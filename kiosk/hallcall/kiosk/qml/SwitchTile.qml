import QtQuick
import Hallcall

// Something that is so or not: when it is, the tile is filled and its icon is a tick.
Touch {
    id: root

    property string iconName: ""
    property string sub: ""
    property bool on: false

    implicitHeight: 152
    fill: on ? Theme.brand : Theme.surface
    edge: on ? Theme.brand : Theme.line
    description: sub
    Accessible.role: Accessible.CheckBox
    Accessible.checked: on

    contentItem: Item {
        Icon {
            id: mark

            x: 28
            anchors.verticalCenter: parent.verticalCenter
            name: root.on ? "circle-check" : root.iconName
            size: 64
            color: root.on ? Theme.brandText : Theme.brand
        }

        Item {
            anchors.left: mark.right
            anchors.leftMargin: 24
            anchors.right: parent.right
            anchors.rightMargin: 16
            anchors.top: parent.top
            anchors.bottom: parent.bottom

            Label {
                id: above

                // Words that were made smaller to fit leave room below them: what is seen stands in the middle.
                y: Math.round((parent.height - contentHeight - below.contentHeight - 4) / 2)
                width: parent.width
                height: Math.min(implicitHeight, root.height - below.height - 20)
                text: root.text
                size: Texts.language === "en" ? Theme.body : Theme.strong
                strong: true
                color: root.on ? Theme.brandText : Theme.ink
                wrapMode: Text.Wrap
                lineHeight: 0.86
                fontSizeMode: Text.Fit
                minimumPixelSize: 26
                optical: false
                Accessible.ignored: true
            }

            Label {
                id: below

                y: above.y + above.contentHeight + 4
                width: parent.width
                height: Math.min(implicitHeight, 76)
                text: root.sub
                size: Theme.small
                color: root.on ? Theme.brandText : Theme.inkSoft
                wrapMode: Text.Wrap
                lineHeight: 0.88
                fontSizeMode: Text.Fit
                minimumPixelSize: 22
                optical: false
                Accessible.ignored: true
            }
        }
    }
}
