import QtQuick
import QtQuick.Layouts
import Hallcall

// Where to go: floor and zone, one walking order, where the number will be called.
Rectangle {
    id: root

    required property var ticket

    color: Theme.tint
    radius: Theme.radius
    border.width: Theme.highContrast ? 1 : 0
    border.color: Theme.frame

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 36
        anchors.rightMargin: 24
        spacing: 28

        Icon {
            name: root.ticket.otherFloor ? "arrow-up" : "map-pin"
            size: 56
            color: Theme.brand
        }

        Label {
            objectName: "ticket.place"
            text: root.ticket.placeText
            size: Math.min(Theme.place, 75)
            strong: true
            color: Theme.brand
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 44
            verticalAlignment: Text.AlignVCenter
            Layout.maximumWidth: 340
        }

        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: 8
            Layout.bottomMargin: 8

            Label {
                objectName: "ticket.way"
                visible: text !== ""
                text: root.ticket.way
                size: Theme.strong
                strong: true
                wrapMode: Text.Wrap
                lineHeight: 0.86
                maximumLineCount: 3
                fontSizeMode: Text.Fit
                minimumPixelSize: 26
                verticalAlignment: Text.AlignBottom
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredHeight: 3
            }

            Label {
                objectName: "ticket.call"
                text: root.ticket.callLine
                size: Theme.label
                color: Theme.inkSoft
                wrapMode: Text.Wrap
                lineHeight: 0.86
                maximumLineCount: 2
                fontSizeMode: Text.Fit
                minimumPixelSize: 24
                verticalAlignment: root.ticket.way === "" ? Text.AlignVCenter : Text.AlignTop
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredHeight: 2
            }
        }
    }
}
