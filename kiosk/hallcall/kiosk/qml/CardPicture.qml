import QtQuick
import Hallcall

// A card that goes down onto the reader.
Card {
    Column {
        id: picture

        readonly property int room: parent.height - 64

        anchors.centerIn: parent
        spacing: Math.round(room * 0.04)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "id-card"
            size: Math.round(picture.room * 0.5)
            stroke: 1.4
            color: Theme.brand
        }

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "arrow-down"
            size: Math.round(picture.room * 0.26)
            stroke: 1.6
            color: Theme.brand
        }

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.round(picture.room * 0.9)
            height: Math.round(picture.room * 0.1)
            radius: height / 2
            color: Theme.highContrast ? Theme.brand : Theme.ink
        }
    }
}
