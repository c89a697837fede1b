import QtQuick
import QtQuick.Layouts
import Hallcall

// The visitor is a child: a grown-up with a card of their own may agree, and nobody has to.
KioskPage {
    id: root

    title: Texts.t("guardian-title")
    sub: kiosk.faces.told.sub
    spoken: [title, sub, Texts.t("guardian-how"), Texts.t("guardian-none")].join("，")
    footNote: kiosk.faces.told.responsible
    navigation: BackRow {
        kiosk: root.kiosk
        kind: "exit"
        note: Texts.t("exit-note")
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        ProblemCard {
            objectName: "guardian.problem"
            text: root.kiosk.card.problem
            Layout.fillWidth: true
            Layout.preferredHeight: 136
        }

        CardPicture {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 200
        }

        Rectangle {
            color: Theme.tint
            radius: Theme.radius
            border.width: Theme.highContrast ? 1 : 0
            border.color: Theme.frame
            Layout.fillWidth: true
            Layout.preferredHeight: 320

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: 32
                spacing: 12

                FactLine {
                    iconName: "users"
                    text: Texts.t("guardian-how")
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: 3
                }

                FactLine {
                    iconName: "id-card"
                    text: Texts.t("guardian-none")
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: 2
                }
            }
        }

        OtherWays {
            kiosk: root.kiosk
            Layout.fillWidth: true
        }
    }
}
