import QtQuick
import QtQuick.Layouts
import Hallcall

// This can be done with a phone. A number is one touch away, in a key of the same size.
KioskPage {
    id: root

    title: Texts.t("advice-title")
    sub: kiosk.advice.name
    navigation: BackRow {
        kiosk: root.kiosk

        BigButton {
            objectName: "advice.book"
            visible: root.kiosk.card.books
            kind: "teal"
            text: Texts.t("card-book")
            iconName: "clock"
            size: Math.min(Theme.strong, 40)
            Layout.preferredWidth: 320
            Layout.preferredHeight: 112
            onClicked: root.kiosk.bookItem()
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Rectangle {
                id: code

                anchors.horizontalCenter: parent.horizontalCenter
                y: Math.round((parent.height - height - words.height - 24) / 2)
                width: qr.width
                height: qr.height
                // The white ground of the code stands free where the card is black.
                color: "#FFFFFF"

                QrBlock {
                    id: qr

                    objectName: "advice.code"
                    content: root.kiosk.advice.address
                    size: Math.max(200, Math.min(520, code.parent.height - words.height - 72))
                    name: Texts.t("advice-qr")
                }
            }

            Label {
                id: words

                anchors.top: code.bottom
                anchors.topMargin: 24
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.margins: 40
                height: Math.min(implicitHeight, 190)
                text: Texts.t("advice-text")
                size: Theme.choice
                strong: true
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                lineHeight: 0.95
                fontSizeMode: Text.Fit
                minimumPixelSize: 30
            }
        }

        Label {
            objectName: "advice.wait"
            visible: text !== ""
            text: root.kiosk.advice.wait
            size: Theme.strong
            horizontalAlignment: Text.AlignHCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 28
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.strong * 1.4
        }

        BigButton {
            objectName: "advice.phone"
            text: Texts.t("advice-phone")
            iconName: "smartphone"
            size: Theme.choice
            Layout.fillWidth: true
            Layout.preferredHeight: 152
            onClicked: root.kiosk.usePhone()
        }

        BigButton {
            objectName: "advice.number"
            kind: "outline"
            text: Texts.t("advice-number")
            iconName: "printer"
            size: Theme.choice
            busy: root.kiosk.ticket.busy
            busyText: Texts.t("busy")
            Layout.fillWidth: true
            Layout.preferredHeight: 152
            onClicked: root.kiosk.chooseItem(root.kiosk.advice.item)
        }
    }
}
