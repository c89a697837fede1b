pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// The places of a code: filled ones show their digit, so that a slip of the finger is seen.
Rectangle {
    id: root

    required property var pad
    // After so many places the next ones stand apart; 0 keeps all together.
    property int cut: 0
    property bool wrong: false
    default property alias words: below.data

    implicitHeight: 216
    radius: Theme.radius
    color: root.wrong ? Theme.amberTint : Theme.surface
    border.width: Theme.borderStrong
    border.color: root.wrong ? Theme.amberInk : Theme.brand
    Accessible.role: Accessible.StaticText
    Accessible.name: root.pad.digits

    Row {
        id: places

        anchors.horizontalCenter: parent.horizontalCenter
        y: 24
        spacing: 12

        Repeater {
            model: root.pad.length

            Item {
                id: place

                required property int index
                readonly property bool filled: index < root.pad.digits.length

                width: 84 + (index > 0 && index === root.cut ? 40 : 0)
                height: 96

                Rectangle {
                    anchors.right: parent.right
                    width: 84
                    height: parent.height
                    radius: 12
                    color: place.filled ? Theme.brand : Theme.tint
                    border.width: Theme.highContrast ? 1 : 0
                    border.color: Theme.frame

                    Label {
                        anchors.centerIn: parent
                        visible: place.filled
                        text: root.pad.digits.charAt(place.index)
                        size: 60
                        strong: true
                        color: Theme.brandText
                        Accessible.ignored: true
                    }
                }
            }
        }
    }

    Item {
        id: below

        anchors.top: places.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 16
        anchors.leftMargin: 32
        anchors.rightMargin: 32
    }
}
