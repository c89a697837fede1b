import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    readonly property var ticket: kiosk.ticket

    headerHeight: 632
    tellsLink: !ticket.offline
    hasNavigation: false
    footNote: Texts.t("paper-note")
    footTime: Texts.f("ticket-return", {
        seconds: root.kiosk.idle.remaining
    })
    head: NumberHead {
        kiosk: root.kiosk
        text: Texts.t("paper-ok")
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        Rectangle {
            objectName: "paper.problem"
            color: Theme.amberTint
            radius: Theme.radius
            border.width: Theme.highContrast ? Theme.border : 0
            border.color: Theme.amberInk
            Layout.fillWidth: true
            Layout.preferredHeight: 160

            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: 32
                anchors.rightMargin: 24
                spacing: 36

                Icon {
                    name: "printer"
                    size: 68
                    color: Theme.amberInk
                }

                ColumnLayout {
                    spacing: 0
                    Layout.fillWidth: true

                    Label {
                        text: root.kiosk.print.problem
                        size: Theme.choice
                        strong: true
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: 32
                        Layout.fillWidth: true
                        Layout.preferredHeight: Math.min(implicitHeight, 76)
                    }

                    Label {
                        objectName: "paper.staff"
                        text: root.kiosk.print.staffTold ? Texts.t("paper-staff-told") : Texts.t("paper-staff")
                        size: Theme.label
                        color: Theme.amberInk
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: 26
                        Layout.fillWidth: true
                    }
                }
            }
        }

        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 380

            Rectangle {
                id: code

                anchors.left: parent.left
                anchors.leftMargin: 16
                anchors.verticalCenter: parent.verticalCenter
                width: qr.visible ? qr.width : 0
                height: qr.height
                color: "#FFFFFF"

                QrBlock {
                    id: qr

                    objectName: "ticket.code"
                    content: root.ticket.url
                    size: Math.min(444, code.parent.height - (Theme.highContrast ? 24 : 0))
                    name: Texts.t("ticket-qr")
                }
            }

            ColumnLayout {
                anchors.left: code.right
                anchors.leftMargin: 24
                anchors.right: parent.right
                anchors.rightMargin: 24
                anchors.top: parent.top
                anchors.topMargin: 32
                anchors.bottom: parent.bottom
                anchors.bottomMargin: 32
                spacing: 8

                FactLine {
                    objectName: "paper.place"
                    iconName: root.ticket.otherFloor ? "arrow-up" : "map-pin"
                    text: root.ticket.placeText
                    size: Theme.large
                    strong: true
                    ink: Theme.brand
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: 1
                }

                FactLine {
                    visible: root.ticket.offline && text !== ""
                    iconName: "arrow-right"
                    text: root.ticket.way
                    size: Theme.title
                    strong: true
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: 1
                }

                FactLine {
                    objectName: "paper.offline"
                    visible: root.ticket.offline
                    iconName: "wifi-off"
                    text: Texts.t("ticket-offline")
                    size: Theme.title
                    strong: true
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: 1
                }

                FactLine {
                    visible: !root.ticket.offline
                    iconName: "users"
                    text: root.ticket.ahead === "" ? Texts.t("ticket-unknown") : Texts.f("paper-ahead", {
                        count: Number(root.ticket.ahead)
                    })
                    size: Theme.title
                    strong: true
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: 1
                }

                FactLine {
                    visible: !root.ticket.offline
                    iconName: "clock"
                    text: root.ticket.minutes === "" ? Texts.t("ticket-unknown") : root.ticket.soon ? Texts.t("ticket-soon") : Texts.f("paper-wait", {
                        minutes: root.ticket.minutes
                    })
                    size: Theme.title
                    strong: true
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: 1
                }

                Label {
                    visible: qr.visible || root.ticket.offline
                    text: root.ticket.offline ? Texts.t("ticket-offline-sub") : Texts.t("paper-qr")
                    size: Theme.label
                    color: Theme.inkSoft
                    wrapMode: Text.Wrap
                    lineHeight: 0.9
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 24
                    verticalAlignment: Text.AlignVCenter
                    Layout.fillWidth: true
                    Layout.preferredHeight: Math.min(implicitHeight, 104)
                }
            }
        }

        SmsRow {
            objectName: "ticket.sms"
            ticket: root.ticket
            visible: root.ticket.phone !== ""
            Layout.fillWidth: true
            onClicked: root.kiosk.toggleNotice()
        }

        RowLayout {
            spacing: Theme.gutter
            Layout.fillWidth: true

            BigButton {
                objectName: "paper.more"
                kind: "outline"
                text: Texts.t("paper-more")
                size: Theme.title
                Layout.preferredWidth: 304
                Layout.preferredHeight: 136
                onClicked: root.kiosk.moreTime()
            }

            BigButton {
                objectName: "done"
                text: Texts.t("paper-done")
                iconName: "check"
                size: Theme.choice
                Layout.fillWidth: true
                Layout.preferredHeight: 136
                onClicked: root.kiosk.leave()
            }
        }
    }
}
