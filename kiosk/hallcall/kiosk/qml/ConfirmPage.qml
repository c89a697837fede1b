import QtQuick
import QtQuick.Layouts
import Hallcall

// What will be done, and what follows from it, before it is done.
KioskPage {
    id: root

    readonly property var wish: kiosk.appointments
    readonly property bool cancels: wish.kind === "cancel"

    title: wish.confirmTitle
    sub: wish.name
    navigation: BackRow {
        kiosk: root.kiosk
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        Rectangle {
            color: root.cancels ? Theme.amberTint : Theme.tint
            radius: Theme.radiusLarge
            border.width: Theme.highContrast ? Theme.border : 0
            border.color: root.cancels ? Theme.amberInk : Theme.brand
            Layout.fillWidth: true
            Layout.preferredHeight: 520

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: 48
                spacing: 20

                Icon {
                    name: "clock"
                    size: 96
                    color: root.cancels ? Theme.amberInk : Theme.brand
                }

                Label {
                    objectName: "confirm.time"
                    text: root.wish.confirmTime
                    size: Theme.headline
                    strong: true
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 44
                    verticalAlignment: Text.AlignVCenter
                    Layout.fillWidth: true
                    Layout.preferredHeight: 112
                }

                Label {
                    objectName: "confirm.text"
                    text: root.wish.confirmText
                    size: Theme.title
                    wrapMode: Text.Wrap
                    lineHeight: 0.98
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 32
                    verticalAlignment: Text.AlignVCenter
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
            }
        }

        BigButton {
            objectName: "confirm.yes"
            kind: root.cancels ? "outline" : "primary"
            text: root.wish.confirmAction
            iconName: root.cancels ? "x" : "check"
            size: Theme.choice
            busy: root.kiosk.booking.busy
            busyText: Texts.t("busy")
            Layout.fillWidth: true
            Layout.preferredHeight: 152
            onClicked: root.wish.confirm()
        }

        BigButton {
            objectName: "confirm.no"
            visible: root.cancels
            text: Texts.t("confirm-no")
            iconName: "chevron-left"
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
