import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    title: kiosk.card.title
    sub: kiosk.card.sub
    subColor: Theme.gold
    navigation: BackRow {
        kiosk: root.kiosk
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        ProblemCard {
            objectName: "card.problem"
            text: root.kiosk.card.problem
            Layout.fillWidth: true
            Layout.preferredHeight: 176
        }

        CardPicture {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 240
        }

        Rectangle {
            color: Theme.tint
            radius: Theme.radius
            border.width: Theme.highContrast ? 1 : 0
            border.color: Theme.frame
            Layout.fillWidth: true
            Layout.preferredHeight: 372

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: 32
                anchors.topMargin: 20
                anchors.bottomMargin: 20
                spacing: 4

                Label {
                    text: Texts.t("card-kinds-title")
                    size: Theme.body
                    strong: true
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: 28
                    Layout.fillWidth: true
                }

                FactLine {
                    iconName: "check"
                    text: Texts.t("card-kind-resident")
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }

                FactLine {
                    iconName: "check"
                    text: Texts.t("card-kind-permit")
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }

                FactLine {
                    iconName: "check"
                    text: Texts.t("card-kind-foreigner")
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }

                FactLine {
                    iconName: "info"
                    text: Texts.f("card-passport", {
                        desk: root.kiosk.dock.helpDesk
                    })
                    ink: Theme.inkSoft
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
            }
        }

        RowLayout {
            spacing: Theme.gutter
            Layout.fillWidth: true

            WayButton {
                objectName: "card.book"
                visible: root.kiosk.card.books
                text: Texts.t("card-book")
                sub: Texts.t("home-book-sub")
                iconName: "clock"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: root.kiosk.bookItem()
            }

            WayButton {
                objectName: "card.code"
                visible: !root.kiosk.card.books
                text: Texts.t(root.kiosk.codes.hasScanner ? "card-code" : "card-code-typed")
                sub: Texts.t(root.kiosk.codes.hasScanner ? "card-code-sub" : "card-code-typed-sub")
                iconName: root.kiosk.codes.hasScanner ? "scan-line" : "message-square"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: root.kiosk.codes.begin()
            }

            WayButton {
                objectName: "card.none"
                text: Texts.t("card-none")
                sub: Texts.t("card-none-sub")
                iconName: "keyboard"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: root.kiosk.typeNumber()
            }
        }
    }
}
