import QtQuick
import QtQuick.Layouts
import Hallcall

// Consent is taken back as easily as it was given: a code or a card, and what is stored is deleted at once.
KioskPage {
    id: root

    readonly property var forget: kiosk.faces.forgetting

    title: forget.title
    sub: forget.asks ? forget.text : ""
    spoken: [forget.title, forget.text].join("，")
    footNote: kiosk.faces.told.responsible
    navigation: RowLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        BigButton {
            objectName: "exit"
            kind: "outline"
            text: Texts.t("nav-exit")
            iconName: "log-out"
            size: Math.min(Theme.strong, 40)
            Layout.preferredWidth: 296
            Layout.preferredHeight: 112
            onClicked: root.kiosk.leave()
        }

        BigButton {
            objectName: "forget.confirm"
            visible: root.forget.asks
            enabled: root.forget.code.full
            text: Texts.t("forget-confirm")
            iconName: "trash-2"
            size: Math.min(Theme.title, 52)
            Layout.fillWidth: true
            Layout.preferredHeight: 112
            onClicked: root.forget.confirmCode()
        }

        Item {
            visible: !root.forget.asks
            Layout.fillWidth: true
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        ProblemCard {
            objectName: "forget.problem"
            visible: root.kiosk.card.problem !== "" && root.forget.asks
            text: root.kiosk.card.problem
            Layout.fillWidth: true
            Layout.preferredHeight: 136
        }

        DigitPlaces {
            visible: root.forget.asks
            pad: root.forget.code
            cut: 4
            Layout.fillWidth: true
            Layout.preferredHeight: 144
        }

        DigitKeys {
            visible: root.forget.asks
            pad: root.forget.code
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: 560
        }

        Rectangle {
            visible: !root.forget.asks
            color: root.forget.step === "failed" ? Theme.amberTint : Theme.tealTint
            radius: Theme.radiusLarge
            border.width: Theme.highContrast ? Theme.border : 0
            border.color: Theme.teal
            Layout.fillWidth: true
            Layout.preferredHeight: 420

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: 48
                spacing: 24

                Icon {
                    name: root.forget.step === "gone" ? "circle-check" : root.forget.step === "busy" ? "hourglass" : root.forget.mine ? "trash-2" : "info"
                    size: 96
                    color: root.forget.step === "failed" ? Theme.amberInk : Theme.teal
                }

                Label {
                    objectName: "forget.text"
                    text: root.forget.text
                    size: Theme.choice
                    verticalAlignment: Text.AlignVCenter
                    wrapMode: Text.Wrap
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 32
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
            }
        }

        WayRow {
            objectName: "forget.now"
            visible: root.forget.mine
            text: Texts.t("forget-now")
            iconName: "trash-2"
            Layout.fillWidth: true
            onClicked: root.forget.forgetMine()
        }

        Item {
            Layout.fillHeight: true
        }

        WayRow {
            objectName: "face.staff"
            text: root.kiosk.dock.help === "called" ? Texts.t("dock-staff-called") : Texts.t("face-use-staff")
            iconName: root.kiosk.dock.help === "called" ? "circle-check" : "headset"
            Layout.fillWidth: true
            onClicked: root.kiosk.dock.callStaff()
        }
    }
}
