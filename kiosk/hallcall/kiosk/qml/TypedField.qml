pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// How many places are typed, never which: the last one only, as long as it is last. Under it what is asked or wrong.
Rectangle {
    id: root

    required property var pad
    property int places: 18
    property bool wrong: false
    property string said: ""
    property int placeWidth: 42

    radius: Theme.radius
    color: wrong ? Theme.amberTint : Theme.surface
    border.width: Theme.borderStrong
    border.color: wrong ? Theme.amberInk : Theme.brand

    Row {
        id: row

        anchors.horizontalCenter: parent.horizontalCenter
        y: 24
        spacing: 8

        Repeater {
            model: root.places

            Rectangle {
                id: place

                required property int index

                width: root.placeWidth
                height: 72
                radius: 8
                color: index < root.pad.count ? Theme.brand : Theme.tint
                border.width: Theme.highContrast ? 1 : 0
                border.color: Theme.frame

                Label {
                    anchors.centerIn: parent
                    visible: place.index < root.pad.count
                    text: place.index === root.pad.count - 1 ? root.pad.last : "•"
                    size: 40
                    strong: true
                    color: Theme.brandText
                    verticalAlignment: Text.AlignVCenter
                    Accessible.ignored: true
                }
            }
        }
    }

    Label {
        objectName: "typing.state"
        anchors.top: row.bottom
        anchors.topMargin: 16
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: 32
        anchors.rightMargin: 32
        anchors.bottomMargin: 20
        text: root.said
        size: Theme.body
        strong: root.wrong
        color: root.wrong ? Theme.amberInk : Theme.inkSoft
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 26
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
}
