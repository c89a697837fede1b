import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    readonly property var ticket: kiosk.ticket
    readonly property string slip: kiosk.print.state
    // What the rows above the buttons share, in the proportions of their contents.
    readonly property int room: rows.height - 136 - 3 * Theme.gutter - (sms.visible ? sms.implicitHeight + Theme.gutter : 0)

    headerHeight: 632
    tellsLink: !ticket.offline
    hasNavigation: false
    footNote: Texts.t("ticket-note")
    footTime: Texts.f("ticket-return", {
        seconds: root.kiosk.idle.remaining
    })
    head: NumberHead {
        kiosk: root.kiosk
        text: root.ticket.isBack ? Texts.t("ticket-back") : root.ticket.alreadyHeld ? Texts.t("ticket-held") : root.ticket.goesFirst ? Texts.t("ticket-ok-first") : Texts.t("ticket-ok")
    }

    ColumnLayout {
        id: rows

        anchors.fill: parent
        spacing: Theme.gutter

        OfflineCard {
            objectName: "ticket.offline"
            visible: root.ticket.offline
            Layout.fillWidth: true
            Layout.preferredHeight: Math.round(root.room * 0.27)
        }

        RowLayout {
            visible: !root.ticket.offline
            spacing: Theme.gutter
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredHeight: Math.round(root.room * (sms.visible ? 0.252 : 0.27))

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
            Layout.preferredHeight: Math.round(root.room * (!sms.visible ? 0.27 : Theme.scale > Theme.scaleNormal ? 0.288 : 0.244))
        }

        RowLayout {
            spacing: Theme.gutter
            Layout.fillWidth: true
            Layout.fillHeight: true

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
                    id: paperWords

                    anchors.left: parent.left
                    anchors.leftMargin: 228
                    anchors.right: parent.right
                    anchors.rightMargin: 16
                    // Both cards begin their words at the same height.
                    y: Math.max(8, Math.round((parent.height - Math.max(paperWords.height, codeWords.height)) / 2))
                    spacing: 8

                    Label {
                        objectName: "slip.state"
                        width: parent.width
                        text: root.slip === "ready" ? Texts.t("slip-ready") : Texts.t("slip-printing")
                        size: Theme.title
                        strong: true
                        color: root.slip === "ready" ? Theme.ok : Theme.ink
                        wrapMode: Texts.language === "en" ? Text.WordWrap : Text.NoWrap
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
                        height: Math.min(implicitHeight, 92)
                        fontSizeMode: Text.Fit
                        minimumPixelSize: 24
                    }

                    Icon {
                        visible: Theme.scale <= Theme.scaleNormal
                        name: root.slip === "ready" ? "circle-check" : "arrow-down"
                        size: 56
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
                iconSize: 88
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

                    // The white ground of the code stands free where the card is black.
                    x: Theme.highContrast ? 14 : 6
                    anchors.verticalCenter: parent.verticalCenter
                    width: qr.width
                    height: qr.height
                    color: "#FFFFFF"

                    QrBlock {
                        id: qr

                        objectName: "ticket.code"
                        content: root.ticket.url
                        size: Math.min(code.parent.height - 6, 290)
                        name: Texts.t("ticket-qr")
                    }
                }

                Column {
                    id: codeWords

                    anchors.left: code.right
                    anchors.leftMargin: Theme.highContrast ? 14 : 4
                    anchors.right: parent.right
                    anchors.rightMargin: 16
                    y: again.visible ? Math.round((parent.height - height) / 2) : paperWords.y
                    spacing: 8

                    Label {
                        objectName: "ticket.code.name"
                        width: parent.width
                        text: Texts.t("ticket-qr")
                        size: Theme.title
                        strong: true
                        wrapMode: Texts.language === "en" ? Text.WordWrap : Text.NoWrap
                        lineHeight: 0.86
                        height: Math.min(implicitHeight, 110)
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
                        height: Math.min(implicitHeight, 132)
                        fontSizeMode: Text.Fit
                        minimumPixelSize: 24
                    }
                }
            }
        }

        SmsRow {
            id: sms

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
                objectName: "ticket.first"
                visible: root.ticket.mayGoFirst
                kind: "outline"
                text: root.ticket.priorityFailed ? Texts.t("ticket-first-failed") : root.ticket.goesFirst ? Texts.t("ticket-first-refuse") : Texts.t("ticket-first-take")
                size: Theme.title
                Layout.preferredWidth: 344
                Layout.preferredHeight: 136
                onClicked: root.kiosk.togglePriority()
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
}
