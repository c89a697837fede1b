import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    title: kiosk.cardProblem !== "" ? Texts.t("card-problem-title") : Texts.t("card-title")
    sub: !kiosk.readerOk ? Texts.t("card-reader-broken") : kiosk.chosenItem !== "" ? Texts.f("card-sub-item", {
        item: kiosk.chosenItem
    }) : Texts.t("card-sub")
    subColor: Theme.gold
    navigation: BackRow {
        kiosk: root.kiosk
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        Rectangle {
            objectName: "card.problem"
            visible: root.kiosk.cardProblem !== ""
            color: Theme.amberTint
            radius: Theme.radius
            border.width: Theme.highContrast ? Theme.border : 0
            border.color: Theme.amberInk
            Layout.fillWidth: true
            Layout.preferredHeight: 176

            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: 40
                anchors.rightMargin: 32
                spacing: 36

                Icon {
                    name: "triangle-alert"
                    size: 64
                    color: Theme.amberInk
                }

                Label {
                    text: root.kiosk.cardProblem
                    size: Theme.strong
                    strong: true
                    wrapMode: Text.Wrap
                    lineHeight: 0.9
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 30
                    verticalAlignment: Text.AlignVCenter
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.topMargin: 8
                    Layout.bottomMargin: 8
                }
            }
        }

        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 240

            Column {
                id: picture

                readonly property int room: parent.height - 64

                anchors.centerIn: parent
                spacing: Math.round(room * 0.04)

                Icon {
                    anchors.horizontalCenter: parent.horizontalCenter
                    name: "id-card"
                    size: Math.round(picture.room * 0.5)
                    stroke: 1.4
                    color: Theme.brand
                }

                Icon {
                    anchors.horizontalCenter: parent.horizontalCenter
                    name: "arrow-down"
                    size: Math.round(picture.room * 0.26)
                    stroke: 1.6
                    color: Theme.brand
                }

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Math.round(picture.room * 0.9)
                    height: Math.round(picture.room * 0.1)
                    radius: height / 2
                    color: Theme.highContrast ? Theme.brand : Theme.ink
                }
            }
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

        WayButton {
            objectName: "card.none"
            text: Texts.t("card-none")
            sub: Texts.t("card-none-sub")
            iconName: "keyboard"
            Layout.fillWidth: true
            onClicked: root.kiosk.typeNumber()
        }
    }
}
