import QtQuick
import QtQuick.Layouts
import Hallcall

// Their face is remembered for today: how it is used, until when, and how it is taken back.
KioskPage {
    id: root

    title: Texts.t("kept-title")
    sub: Texts.t("kept-sub")
    footNote: kiosk.faces.told.responsible
    navigation: BackRow {
        kiosk: root.kiosk
        kind: "exit"
        note: Texts.t("face-camera-off")
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
            Layout.preferredHeight: 540

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: 40
                spacing: 16

                FactLine {
                    iconName: "scan-face"
                    text: Texts.t("kept-how")
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: 3
                }

                FactLine {
                    iconName: "clock"
                    text: Texts.t("kept-until")
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: 2
                }

                FactLine {
                    iconName: "shield-check"
                    text: Texts.t("kept-back")
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: 2
                }
            }
        }

        WayRow {
            objectName: "kept.forget"
            text: Texts.t("mine-forget")
            iconName: "trash-2"
            Layout.fillWidth: true
            onClicked: root.kiosk.faces.openForget()
        }

        OtherWays {
            kiosk: root.kiosk
            Layout.fillWidth: true
        }

        Item {
            Layout.fillHeight: true
        }
    }
}
