pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// One booking of the visitor for today and the touch that turns it into a number; or a place that is kept for them.
Touch {
    id: root

    required property var modelData
    readonly property bool early: modelData.state === "early"

    implicitHeight: 176
    fill: Theme.surface
    edge: Theme.teal
    radius: Theme.radiusLarge
    text: modelData.name
    description: [modelData.time, modelData.note, modelData.action].filter(part => part !== "").join(" · ")

    contentItem: Item {
        Icon {
            id: mark

            x: 40
            anchors.verticalCenter: parent.verticalCenter
            name: root.modelData.kind === "offer" ? "hand" : "clock"
            size: 72
            color: Theme.teal
        }

        Item {
            anchors.left: mark.right
            anchors.leftMargin: 32
            anchors.right: action.left
            anchors.rightMargin: 24
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            anchors.topMargin: 10
            anchors.bottomMargin: 10

            Label {
                width: parent.width
                height: parent.height * 0.6
                text: root.text
                size: Theme.title
                strong: true
                fontSizeMode: Text.Fit
                minimumPixelSize: 22
                wrapMode: Text.Wrap
                lineHeight: 0.85
                maximumLineCount: 2
                verticalAlignment: Text.AlignVCenter
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                y: parent.height * 0.6
                height: parent.height * 0.4
                text: [root.modelData.time, root.modelData.note].filter(part => part !== "").join(" · ")
                size: Theme.label
                color: Theme.inkSoft
                fontSizeMode: Text.Fit
                minimumPixelSize: 22
                verticalAlignment: Text.AlignVCenter
                Accessible.ignored: true
            }
        }

        Rectangle {
            id: action

            anchors.right: parent.right
            anchors.rightMargin: 32
            anchors.verticalCenter: parent.verticalCenter
            width: 256
            height: 112
            radius: Theme.radius
            color: root.early ? Theme.surface : Theme.teal
            border.width: root.early ? 3 : 0
            border.color: Theme.teal

            Label {
                anchors.fill: parent
                anchors.margins: 12
                text: root.modelData.action
                size: Theme.title
                strong: true
                color: root.early ? Theme.ink : Theme.tealText
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                fontSizeMode: Text.Fit
                minimumPixelSize: 24
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
        }
    }
}
