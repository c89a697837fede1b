import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    readonly property var ticket: kiosk.ticket
    readonly property string slip: kiosk.print.state

    headerHeight: 632
    hasNavigation: false
    footNote: Texts.t("ticket-note")
    footTime: Texts.f("ticket-return", {
        seconds: root.kiosk.idle.remaining
    })
    head: NumberHead {
        kiosk: root.kiosk
        text: root.ticket.alreadyHeld ? Texts.t("ticket-held") : Texts.t("ticket-ok")
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        RowLayout {
            spacing: Theme.gutter
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: 160
            Layout.maximumHeight: 200

            Stat {
                objectName: "ticket.ahead"
                iconName: "users"
                name: Texts.t("ticket-ahead")
                value: root.ticket.ahead === "" ? Texts.t("ticket-unknown") : root.ticket.ahead
                unit: root.ticket.ahead === "" ? "" : Texts.t("ticket-people")
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
            }

            Stat {
                objectName: "ticket.wait"
                iconName: "clock"
                name: Texts.t("ticket-wait")
                value: root.ticket.minutes === "" ? Texts.t("ticket-unknown") : root.ticket.soon ? Texts.t("ticket-soon") : root.ticket.minutes
                unit: root.ticket.minutes === "" || root.ticket.soon ? "" : Texts.t("ticket-minutes")
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
            }
        }

        RouteCard {
            ticket: root.ticket
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: 152
            Layout.maximumHeight: 208
        }

        RowLayout {
            spacing: Theme.gutter
            Layout.fillWidth: true
            Layout.preferredHeight: 268
            Layout.fillHeight: true
            Layout.maximumHeight: 300

            Card {
                visible: !again.visible
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1

                SlipPicture {
                    x: 24
                    anchors.verticalCenter: parent.verticalCenter
                    number: root.ticket.number
                    state_: root.slip
                }

                Column {
                    anchors.left: parent.left
                    anchors.leftMargin: 224
                    anchors.right: parent.right
                    anchors.rightMargin: 16
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: 4

                    Label {
                        objectName: "slip.state"
                        width: parent.width
                        text: root.slip === "ready" ? Texts.t("slip-ready") : Texts.t("slip-printing")
                        size: Theme.title
                        strong: true
                        color: root.slip === "ready" ? Theme.ok : Theme.ink
                        wrapMode: Text.Wrap
                        lineHeight: 0.86
                        height: Math.min(implicitHeight, 110)
                        fontSizeMode: Text.Fit
                        minimumPixelSize: 28
                    }

                    Label {
                        width: parent.width
                        text: root.slip === "ready" ? Texts.t("slip-ready-sub") : Texts.t("slip-printing-sub")
                        size: Theme.label
                        color: Theme.inkSoft
                        wrapMode: Text.Wrap
                        lineHeight: 0.9
                        height: Math.min(implicitHeight, 100)
                        fontSizeMode: Text.Fit
                        minimumPixelSize: 24
                    }

                    Icon {
                        name: root.slip === "ready" ? "check" : "arrow-down"
                        size: 48
                        color: root.slip === "ready" ? Theme.ok : Theme.brand
                    }
                }
            }

            WayButton {
                id: again

                objectName: "slip.again"
                visible: root.ticket.alreadyHeld && root.slip === "none" && root.kiosk.print.available
                text: Texts.t("slip-again")
                sub: Texts.t("slip-again-sub")
                iconName: "printer"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                onClicked: root.kiosk.reprint()
            }

            Card {
                visible: root.ticket.url !== ""
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1

                Rectangle {
                    id: code

                    x: 8
                    anchors.verticalCenter: parent.verticalCenter
                    width: qr.width
                    height: qr.height
                    color: "#FFFFFF"

                    QrBlock {
                        id: qr

                        objectName: "ticket.code"
                        content: root.ticket.url
                        size: Math.max(256, code.parent.height - 16)
                        name: Texts.t("ticket-qr")
                    }
                }

                Column {
                    anchors.left: code.right
                    anchors.leftMargin: 12
                    anchors.right: parent.right
                    anchors.rightMargin: 16
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: 4

                    Label {
                        width: parent.width
                        text: Texts.t("ticket-qr")
                        size: Theme.strong
                        strong: true
                        wrapMode: Text.Wrap
                        lineHeight: 0.86
                        height: Math.min(implicitHeight, 96)
                        fontSizeMode: Text.Fit
                        minimumPixelSize: 28
                    }

                    Label {
                        width: parent.width
                        text: Texts.t("ticket-qr-sub")
                        size: Theme.label
                        color: Theme.inkSoft
                        wrapMode: Text.Wrap
                        lineHeight: 0.9
                        height: Math.min(implicitHeight, 140)
                        fontSizeMode: Text.Fit
                        minimumPixelSize: 24
                    }
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

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 1
        }

        BigButton {
            objectName: "done"
            text: Texts.t("done")
            iconName: "check"
            size: Theme.large
            Layout.fillWidth: true
            Layout.preferredHeight: 136
            onClicked: root.kiosk.leave()

            Ring {
                anchors.right: parent.right
                anchors.rightMargin: 36
                anchors.verticalCenter: parent.verticalCenter
                width: 88
                height: 88
                stroke: 8
                bar: Theme.brandText
                track: "transparent"
                fraction: root.kiosk.idle.limit > 0 ? root.kiosk.idle.remaining / root.kiosk.idle.limit : 0

                Label {
                    anchors.centerIn: parent
                    text: root.kiosk.idle.remaining
                    size: 36
                    strong: true
                    color: Theme.brandText
                    verticalAlignment: Text.AlignVCenter
                    Accessible.ignored: true
                }
            }
        }
    }
}
