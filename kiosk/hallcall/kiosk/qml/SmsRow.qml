import QtQuick
import Hallcall

// Messages for this ticket, on or off; the whole row is the target.
Touch {
    id: root

    required property var ticket

    implicitHeight: 128
    fill: Theme.surface
    edge: Theme.brand
    text: Texts.t("ticket-sms")
    description: sub.text
    Accessible.role: Accessible.CheckBox
    Accessible.checked: ticket.notify

    contentItem: Item {
        Icon {
            id: icon

            x: 32
            anchors.verticalCenter: parent.verticalCenter
            name: "message-square"
            size: 52
            color: Theme.brand
        }

        Column {
            anchors.left: icon.right
            anchors.leftMargin: 36
            anchors.right: box.left
            anchors.rightMargin: 16
            anchors.verticalCenter: parent.verticalCenter
            spacing: 4

            Label {
                width: parent.width
                text: root.text
                size: Theme.strong
                strong: true
                color: Theme.brand
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 30
                height: Math.min(implicitHeight, size * 1.3)
                Accessible.ignored: true
            }

            Label {
                id: sub

                width: parent.width
                text: root.ticket.notifyFailed ? Texts.t("ticket-sms-failed") : root.ticket.notify ? Texts.t("ticket-sms-on") : Texts.f("ticket-sms-sub", {
                    phone: root.ticket.phone
                })
                size: Theme.small
                color: Theme.inkSoft
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 24
                Accessible.ignored: true
            }
        }

        Rectangle {
            id: box

            anchors.right: parent.right
            anchors.rightMargin: 32
            anchors.verticalCenter: parent.verticalCenter
            width: 64
            height: 64
            radius: 12
            color: root.ticket.notify ? Theme.brand : Theme.surface
            border.width: Theme.borderStrong
            border.color: Theme.brand

            Icon {
                anchors.centerIn: parent
                visible: root.ticket.notify
                name: "check"
                size: 48
                color: Theme.brandText
            }
        }
    }
}
