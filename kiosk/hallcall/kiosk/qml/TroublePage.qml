import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    title: kiosk.trouble.title
    tellsLink: !kiosk.trouble.again
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
                    name: root.kiosk.trouble.again ? "wifi-off" : "info"
                    size: 112
                    color: Theme.amberInk
                }

                Label {
                    objectName: "trouble.text"
                    text: root.kiosk.trouble.text
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
            visible: root.kiosk.trouble.again
            text: Texts.t("trouble-again")
            iconName: "refresh-cw"
            size: Theme.choice
            busy: root.kiosk.ticket.busy || root.kiosk.booking.busy
            busyText: Texts.t("busy")
            Layout.fillWidth: true
            Layout.preferredHeight: 152
            onClicked: root.kiosk.tryAgain()
        }

        BigButton {
            objectName: "trouble.book"
            visible: root.kiosk.trouble.books
            text: Texts.t("trouble-book")
            iconName: "clock"
            size: Theme.choice
            busy: root.kiosk.booking.busy
            busyText: Texts.t("busy")
            Layout.fillWidth: true
            Layout.preferredHeight: 152
            onClicked: root.kiosk.bookNow()
        }

        BigButton {
            objectName: "trouble.times"
            visible: root.kiosk.trouble.times
            kind: root.kiosk.trouble.books ? "outline" : "primary"
            text: Texts.t("trouble-times")
            iconName: "layout-grid"
            size: Theme.choice
            Layout.fillWidth: true
            Layout.preferredHeight: 136
            onClicked: root.kiosk.otherTimes()
        }

        BigButton {
            objectName: "trouble.number"
            visible: root.kiosk.trouble.number
            kind: root.kiosk.trouble.again ? "outline" : "primary"
            text: Texts.t("trouble-number")
            iconName: "printer"
            size: Theme.choice
            Layout.fillWidth: true
            Layout.preferredHeight: 136
            onClicked: root.kiosk.takeNumber()
        }

        BigButton {
            objectName: "trouble.other"
            visible: !root.kiosk.trouble.again && !(root.kiosk.trouble.books && root.kiosk.trouble.times)
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
