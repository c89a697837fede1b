import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    title: kiosk.troubleTitle
    tellsLink: !kiosk.troubleAgain
    navigation: BackRow {
        kiosk: root.kiosk
        kind: root.kiosk.session.known ? "exit" : "back"
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        Rectangle {
            color: Theme.amberTint
            radius: Theme.radiusLarge
            border.width: Theme.highContrast ? Theme.border : 0
            border.color: Theme.amberInk
            Layout.fillWidth: true
            Layout.preferredHeight: Math.max(400, Math.min(column.implicitHeight + 96, 640))

            ColumnLayout {
                id: column

                anchors.fill: parent
                anchors.margins: 48
                spacing: 24

                Icon {
                    name: root.kiosk.troubleAgain ? "wifi-off" : "info"
                    size: 112
                    color: Theme.amberInk
                }

                Label {
                    objectName: "trouble.text"
                    text: root.kiosk.troubleText
                    size: Theme.choice
                    verticalAlignment: Text.AlignVCenter
                    wrapMode: Text.Wrap
                    lineHeight: 1.05
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 32
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
            }
        }

        BigButton {
            objectName: "trouble.again"
            visible: root.kiosk.troubleAgain
            text: Texts.t("trouble-again")
            iconName: "refresh-cw"
            size: Theme.choice
            busy: root.kiosk.ticket.busy
            busyText: Texts.t("busy")
            Layout.fillWidth: true
            Layout.preferredHeight: 152
            onClicked: root.kiosk.tryAgain()
        }

        BigButton {
            objectName: "trouble.book"
            visible: root.kiosk.troubleBooks
            text: Texts.t("trouble-book")
            iconName: "clock"
            size: Theme.choice
            busy: root.kiosk.bookingNow.busy
            busyText: Texts.t("busy")
            Layout.fillWidth: true
            Layout.preferredHeight: 152
            onClicked: root.kiosk.bookNow()
        }

        BigButton {
            objectName: "trouble.other"
            visible: !root.kiosk.troubleAgain
            kind: "outline"
            text: Texts.t("trouble-other-item")
            iconName: "layout-grid"
            size: Theme.choice
            Layout.fillWidth: true
            Layout.preferredHeight: 152
            onClicked: root.kiosk.back()
        }

        Item {
            Layout.fillHeight: true
        }
    }
}
