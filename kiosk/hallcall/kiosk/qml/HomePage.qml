pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    title: Texts.t("home-title")
    sub: Texts.t("home-sub")
    hasNavigation: false

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Strip {
            objectName: "strip.slips"
            visible: !root.kiosk.print.available
            radius: Theme.radius
            inset: 24
            iconName: "printer"
            text: Texts.t("no-slips")
            Layout.fillWidth: true
            Layout.bottomMargin: 24
        }

        ActionCard {
            objectName: "card.action"
            text: root.kiosk.readerOk ? Texts.t("home-card") : Texts.t("home-card-broken")
            sub: root.kiosk.readerOk ? Texts.t("home-card-sub") : Texts.t("home-card-broken-sub")
            iconName: "id-card"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 180
            Layout.maximumHeight: 296
            Layout.preferredHeight: 296
            onClicked: root.kiosk.readerOk ? root.kiosk.chooseCard() : root.kiosk.typeNumber()
        }

        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: 32
            Layout.bottomMargin: 20
            spacing: Theme.gutter

            Label {
                text: Texts.t("home-hot")
                size: Theme.title
                strong: true
                verticalAlignment: Text.AlignVCenter
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 34
                Layout.fillWidth: true
            }

            BigButton {
                objectName: "all.items"
                kind: "outline"
                text: Texts.f("home-all", {
                    count: root.kiosk.items.total
                })
                size: Theme.body
                iconName: "search"
                Layout.preferredWidth: Texts.language === "en" ? 420 : 352
                Layout.preferredHeight: 96
                onClicked: root.kiosk.openSearch()
            }
        }

        TileGrid {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: 672
            Layout.maximumHeight: 672

            Repeater {
                model: root.kiosk.items.hot

                ItemTile {
                    required property int index

                    objectName: "hot." + index
                    kiosk: root.kiosk
                    badge: 96
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: 120
                }
            }
        }

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 1
        }
    }
}
