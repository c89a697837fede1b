pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

// What became of it: when to come, where, with which code, what late means and what to bring.
KioskPage {
    id: root

    readonly property var booking: kiosk.booking
    readonly property bool stands: booking.code !== ""
    readonly property string slip: kiosk.print.state

    title: booking.title
    sub: booking.name
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
            Layout.preferredHeight: root.stands ? 468 : 520

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: 40
                anchors.topMargin: 28
                anchors.bottomMargin: 20
                spacing: 8

                RowLayout {
                    spacing: 28
                    Layout.fillWidth: true

                    Icon {
                        name: root.booking.outcome === "waiting" ? "hourglass" : "circle-check"
                        size: 96
                        color: Theme.teal
                    }

                    Label {
                        objectName: "booked.time"
                        text: root.booking.time
                        size: 84
                        strong: true
                        fontSizeMode: Text.Fit
                        minimumPixelSize: 48
                        verticalAlignment: Text.AlignVCenter
                        Layout.fillWidth: true
                        Layout.preferredHeight: 124
                    }
                }

                Label {
                    objectName: "booked.rule"
                    text: root.booking.rule
                    size: Theme.title
                    strong: root.stands
                    wrapMode: Text.Wrap
                    lineHeight: 0.95
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 30
                    verticalAlignment: Text.AlignVCenter
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }

                Label {
                    objectName: "booked.late"
                    visible: text !== ""
                    text: root.booking.late
                    size: Theme.body
                    wrapMode: Text.Wrap
                    lineHeight: 0.95
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 28
                    verticalAlignment: Text.AlignVCenter
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }

                Label {
                    visible: root.stands
                    text: Texts.f("booked-place", {
                        place: root.booking.place
                    })
                    size: Theme.title
                    strong: true
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: 30
                    Layout.fillWidth: true
                }
            }
        }

        RowLayout {
            visible: root.stands
            spacing: Theme.gutter
            Layout.fillWidth: true
            Layout.preferredHeight: 148

            Label {
                text: Texts.t("booked-code-name")
                size: Theme.title
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 30
                verticalAlignment: Text.AlignVCenter
                Layout.preferredWidth: 240
                Layout.fillHeight: true
            }

            Label {
                objectName: "booked.code"
                text: root.booking.code
                size: 104
                strong: true
                fontSizeMode: Text.Fit
                minimumPixelSize: 56
                verticalAlignment: Text.AlignVCenter
                Layout.fillWidth: true
                Layout.fillHeight: true
            }

            Rectangle {
                color: "#FFFFFF"
                radius: 8
                Layout.preferredWidth: 148
                Layout.preferredHeight: 148

                QrBlock {
                    objectName: "booked.qr"
                    anchors.centerIn: parent
                    content: root.booking.code
                    size: 148
                    name: Texts.t("booked-qr")
                }
            }
        }

        Card {
            visible: root.booking.materials.length > 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 200
            Layout.preferredHeight: 96 + 64 * root.booking.materials.length
            Layout.maximumHeight: 96 + 64 * root.booking.materials.length

            Label {
                id: bring

                x: 32
                y: 12
                width: parent.width - 64
                text: Texts.t("booked-materials")
                size: Math.min(Theme.strong, 48)
                strong: true
            }

            ColumnLayout {
                anchors.top: bring.bottom
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                anchors.margins: 32
                anchors.topMargin: 4
                anchors.bottomMargin: 12
                spacing: 2

                Repeater {
                    model: root.booking.materials.slice(0, Theme.scale > Theme.scaleNormal ? 2 : 4)

                    FactLine {
                        required property string modelData

                        iconName: "check"
                        iconSize: 36
                        text: modelData
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                    }
                }
            }
        }

        Strip {
            objectName: "booked.slip"
            visible: root.stands && root.slip !== "none"
            color: root.slip === "failed" ? Theme.amberTint : Theme.tint
            ink: root.slip === "failed" ? Theme.amberInk : Theme.brand
            radius: Theme.radius
            inset: 24
            iconName: root.slip === "failed" ? "triangle-alert" : "printer"
            text: root.slip === "failed" ? root.kiosk.print.problem : Texts.t(root.slip === "ready" ? "slip-ready" : "slip-printing")
            Layout.fillWidth: true
        }

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 1
        }
    }
}
