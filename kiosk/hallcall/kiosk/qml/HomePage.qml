pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    title: Texts.t("home-title")
    sub: Texts.t(kiosk.codes.works ? "home-sub-scan" : "home-sub")
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

        RowLayout {
            spacing: Theme.gutter
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 180
            Layout.maximumHeight: 296
            Layout.preferredHeight: 296

            ActionCard {
                objectName: "card.action"
                text: root.kiosk.machine.readerOk ? Texts.t("home-card") : Texts.t("home-card-broken")
                sub: root.kiosk.machine.readerOk ? Texts.t("home-card-sub") : Texts.t("home-card-broken-sub")
                iconName: "id-card"
                isStacked: book.visible || face.visible
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                onClicked: root.kiosk.machine.readerOk ? root.kiosk.chooseCard() : root.kiosk.typeNumber()
            }

            ActionCard {
                id: face

                objectName: "face.action"
                visible: root.kiosk.faces.offered
                fill: Theme.teal
                ink: Theme.tealText
                text: Texts.t("home-face")
                sub: Texts.t("home-face-sub")
                iconName: "scan-face"
                isStacked: true
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                onClicked: root.kiosk.faces.begin()
            }

            ActionCard {
                id: book

                objectName: "book.action"
                visible: root.kiosk.appointments.offered && !face.visible
                fill: Theme.teal
                ink: Theme.tealText
                text: Texts.t("home-book")
                sub: Texts.t("home-book-sub")
                iconName: "clock"
                isStacked: true
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                onClicked: root.kiosk.appointments.begin()
            }
        }

        WayButton {
            objectName: "book.action"
            visible: root.kiosk.appointments.offered && face.visible
            text: Texts.t("home-book")
            sub: Texts.t("home-book-sub")
            iconName: "clock"
            Layout.fillWidth: true
            Layout.topMargin: 24
            onClicked: root.kiosk.appointments.begin()
        }

        WayButton {
            objectName: "pickup.action"
            visible: root.kiosk.pickup.isOffered
            text: Texts.t("home-pickup")
            sub: Texts.t("home-pickup-sub")
            iconName: "package-open"
            Layout.fillWidth: true
            Layout.topMargin: 24
            onClicked: root.kiosk.pickup.begin()
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
