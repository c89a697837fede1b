import QtQuick
import Hallcall

// One key of a pad. It never greys out and never moves.
Touch {
    id: root

    property string iconName: ""
    property bool isFunction: false
    property int size: Theme.large

    implicitWidth: 128
    implicitHeight: 96
    radius: 16
    fill: down ? Theme.brand : isFunction ? Theme.tint : Theme.surface
    edge: Theme.line

    background: Rectangle {
        radius: root.radius
        color: root.fill
        border.width: Theme.border
        border.color: root.edge

        FocusRings {
            visible: root.visualFocus
            radius: root.radius
        }
    }

    contentItem: Item {
        Label {
            visible: root.iconName === ""
            anchors.fill: parent
            anchors.leftMargin: 8
            anchors.rightMargin: 8
            text: root.text
            size: root.size
            strong: true
            color: root.down ? Theme.brandText : root.isFunction ? Theme.brand : Theme.ink
            fontSizeMode: Text.Fit
            minimumPixelSize: 26
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true
        }

        Icon {
            anchors.centerIn: parent
            name: root.iconName
            size: 48
            color: root.down ? Theme.brandText : Theme.brand
        }
    }
}
