import QtQuick
import QtQuick.Layouts
import Hallcall

// A time instead of a number: when to come, and what to bring.
KioskPage {
    id: root

    readonly property var booking: kiosk.bookingNow

    title: Texts.t("booked-title")
    sub: booking.item
    navigation: BackRow {
        kiosk: root.kiosk
        kind: "exit"
        note: Texts.t("exit-note")
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        Rectangle {
            color: Theme.tealTint
            radius: Theme.radiusLarge
            border.width: Theme.highContrast ? Theme.border : 0
            border.color: Theme.teal
            Layout.fillWidth: true
            Layout.preferredHeight: 640

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: 48
                spacing: 24

                Icon {
                    name: "circle-check"
                    size: 112
                    color: Theme.teal
                }

                Label {
                    objectName: "booked.time"
                    text: root.booking.time
                    size: 104
                    strong: true
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 56
                    verticalAlignment: Text.AlignVCenter
                    Layout.fillWidth: true
                    Layout.preferredHeight: 160
                }

                Label {
                    text: root.booking.rule
                    size: Theme.title
                    wrapMode: Text.Wrap
                    lineHeight: 0.95
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 30
                    verticalAlignment: Text.AlignVCenter
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }

                Label {
                    objectName: "booked.code"
                    text: Texts.f("booked-code", {
                        code: root.booking.code
                    })
                    size: Theme.body
                    color: Theme.inkSoft
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: 28
                    Layout.fillWidth: true
                }
            }
        }

        Item {
            Layout.fillHeight: true
        }
    }
}
