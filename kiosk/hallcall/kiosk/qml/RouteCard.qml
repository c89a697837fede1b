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

        Item {
            id: orders

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: 8
            Layout.bottomMargin: 8

            TextMetrics {
                id: whole

                font.family: Theme.family
                font.pixelSize: Theme.strong
                font.weight: Font.Bold
                text: root.ticket.way
            }

            readonly property bool isLong: whole.advanceWidth * 0.88 > width

            // One line, a little smaller, reads better than a second line of one word.
            function fitting(wanted: real, width: real, height: real): int {
                if (!isLong)
                    return Math.floor(Theme.strong * Math.min(1, width / wanted));
                return Math.min(Theme.strong, Math.floor(height / (2 * Theme.lineBox * 0.86)));
            }

            Column {
                width: parent.width
                anchors.verticalCenter: parent.verticalCenter
                anchors.verticalCenterOffset: -3
                spacing: 4

                Label {
                    objectName: "ticket.way"
                    visible: text !== ""
                    width: parent.width
                    height: Math.min(implicitHeight, orders.height - call.height - 4)
                    text: root.ticket.way
                    size: orders.fitting(whole.advanceWidth, width, orders.height - call.height - 4)
                    strong: true
                    wrapMode: Text.Wrap
                    lineHeight: 0.86
                    maximumLineCount: 3
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 24
                }

                Label {
                    id: call

                    objectName: "ticket.call"
                    width: parent.width
                    height: Math.min(implicitHeight, Math.round(orders.height * 0.5))
                    text: root.ticket.callLine
                    // Where the way takes two lines they get the room: it must not be smaller than what follows it.
                    size: orders.isLong ? Math.min(Theme.label, 28) : Theme.label
                    color: Theme.inkSoft
                    wrapMode: Text.Wrap
                    lineHeight: 0.86
                    maximumLineCount: 2
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 24
                }
            }
        }
    }
}
