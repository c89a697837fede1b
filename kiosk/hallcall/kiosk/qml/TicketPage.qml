import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    readonly property var ticket: kiosk.ticket
    readonly property string slip: kiosk.print.state
    readonly property string paper: kiosk.paper.state
    // What the rows above the buttons share, in the proportions of their contents.
    readonly property bool hasLegs: ticket.legs.length > 0
    readonly property int room: rows.height - 136 - 3 * Theme.gutter - (sms.visible ? sms.implicitHeight + Theme.gutter : 0) - (defer.visible ? 112 + Theme.gutter : 0)

    headerHeight: 632
    spoken: [headWords.text, root.kiosk.aloud.number(ticket.number), ticket.itemName, ticket.placeText, ticket.ahead === "" ? "" : Texts.f("aloud-ahead", {
            count: ticket.ahead
        })].filter(words => words !== "").join("，")
    tellsLink: !ticket.offline
    hasNavigation: false
    footNote: Texts.t("ticket-note")
    footTime: Texts.f("ticket-return", {
        seconds: root.kiosk.idle.remaining
    })
    head: NumberHead {
        id: headWords

        kiosk: root.kiosk
        text: root.ticket.isDeferred ? Texts.t("ticket-deferred") : root.ticket.isBack ? Texts.t("ticket-back") : root.ticket.alreadyHeld ? Texts.t("ticket-held") : root.ticket.goesFirst ? Texts.t("ticket-ok-first") : Texts.t("ticket-ok")
    }

    ColumnLayout {
        id: rows

        anchors.fill: parent
        spacing: Theme.gutter

        OfflineCard {
            objectName: "ticket.offline"
            visible: root.ticket.offline
            goesFirst: root.ticket.goesFirst
            Layout.fillWidth: true
            Layout.preferredHeight: Math.round(root.room * 0.27)
        }

        RowLayout {
            visible: !root.ticket.offline
            spacing: Theme.gutter
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredHeight: Math.round(root.room * (root.hasLegs ? (sms.visible ? 0.2 : 0.17) : sms.visible ? 0.252 : 0.27))

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

        RouteLegs {
            objectName: "ticket.legs"
            visible: root.hasLegs
            legs: root.ticket.legs
            isUnderWay: true
            Layout.fillWidth: true
            Layout.preferredHeight: Math.round(root.room * (sms.visible ? 0.4 : 0.53))
        }

        RouteCard {
            visible: !root.hasLegs
            ticket: root.ticket
            Layout.fillWidth: true
            Layout.preferredHeight: Math.round(root.room * (!sms.visible ? 0.27 : Theme.scale > Theme.scaleNormal ? 0.288 : 0.244))
        }

        RowLayout {
            spacing: Theme.gutter
            Layout.fillWidth: true
            Layout.fillHeight: true

            Card {
                visible: !again.visible && root.paper === "paper"
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

            ColumnLayout {
                visible: root.paper === "asked"
                spacing: Theme.gutter
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1

                BigButton {
                    objectName: "slip.print"
                    kind: "outline"
                    text: Texts.t("slip-print")
                    iconName: "printer"
                    size: Theme.title
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    onClicked: root.kiosk.reprint()
                }

                BigButton {
                    objectName: "slip.decline"
                    kind: "outline"
                    text: Texts.t("slip-decline")
                    iconName: "smartphone"
                    size: Theme.title
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    onClicked: root.kiosk.declineSlip()
                }
            }

            WayButton {
                id: again

                objectName: "slip.again"
                visible: (root.ticket.alreadyHeld || root.paper === "declined") && root.slip === "none" && root.kiosk.print.available
                text: root.paper === "declined" ? Texts.t("slip-print") : Texts.t("slip-again")
                sub: root.paper === "declined" ? Texts.t("slip-declined") : Texts.t("slip-again-sub")
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

        BigButton {
            id: defer

            objectName: "ticket.defer"
            visible: root.ticket.deferBy > 0
            kind: "outline"
            text: Texts.f("ticket-defer", {
                count: root.ticket.deferBy
            })
            iconName: "users"
            size: Theme.body
            Layout.fillWidth: true
            Layout.preferredHeight: 112
            onClicked: root.kiosk.deferTicket()
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
