pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

// Everything that the card has booked, each with the two things that can be done with it.
KioskPage {
    id: root

    title: Texts.t("mine-title")
    sub: kiosk.bookings.count > 0 ? Texts.t("mine-sub") : Texts.t("mine-none")
    navigation: BackRow {
        kiosk: root.kiosk
        page: root.kiosk.bookings.page
        pages: root.kiosk.bookings.pages
        onNextPage: root.kiosk.bookings.nextPage()
        onPreviousPage: root.kiosk.bookings.previousPage()
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        Repeater {
            model: root.kiosk.bookings.all

            Card {
                id: row

                required property var modelData
                required property int index

                Layout.fillWidth: true
                Layout.preferredHeight: 236

                Label {
                    objectName: "mine.name." + row.index
                    x: 40
                    y: 8
                    width: parent.width - 80
                    height: buttons.y - 12
                    text: row.modelData.name
                    size: Theme.title
                    strong: true
                    wrapMode: Text.Wrap
                    lineHeight: 0.85
                    maximumLineCount: 2
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 26
                    verticalAlignment: Text.AlignVCenter
                }

                Label {
                    x: 40
                    y: buttons.y
                    width: parent.width - 80 - buttons.width - 24
                    height: buttons.height
                    text: row.modelData.time
                    size: Theme.strong
                    color: Theme.inkSoft
                    wrapMode: Text.Wrap
                    lineHeight: 0.9
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 30
                    verticalAlignment: Text.AlignVCenter
                }

                Row {
                    id: buttons

                    anchors.right: parent.right
                    anchors.rightMargin: 32
                    anchors.bottom: parent.bottom
                    anchors.bottomMargin: 20
                    spacing: Theme.gutter

                    BigButton {
                        objectName: "mine.change." + row.index
                        width: 256
                        height: 104
                        kind: "outline"
                        text: Texts.t("mine-change")
                        iconName: "clock"
                        size: Math.min(Theme.body, 40)
                        onClicked: root.kiosk.appointments.change(row.modelData.code)
                    }

                    BigButton {
                        objectName: "mine.cancel." + row.index
                        width: 224
                        height: 104
                        kind: "outline"
                        text: Texts.t("mine-cancel")
                        iconName: "x"
                        size: Math.min(Theme.body, 40)
                        onClicked: root.kiosk.appointments.cancel(row.modelData.code)
                    }
                }
            }
        }

        Item {
            Layout.fillHeight: true
        }

        RowLayout {
            visible: root.kiosk.faces.remembers || root.kiosk.faces.keeps
            spacing: Theme.gutter
            Layout.fillWidth: true

            WayButton {
                objectName: "mine.face"
                visible: root.kiosk.faces.remembers
                text: Texts.t("mine-face")
                sub: Texts.t("mine-face-sub")
                iconName: "scan-face"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: root.kiosk.faces.remember()
            }

            WayButton {
                objectName: "mine.forget"
                visible: root.kiosk.faces.keeps
                text: Texts.t("mine-forget")
                sub: Texts.t("mine-forget-sub")
                iconName: "trash-2"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: root.kiosk.faces.openForget()
            }
        }
    }
}
