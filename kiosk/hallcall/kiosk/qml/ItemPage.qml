pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    readonly property bool named: kiosk.session.name !== ""
    readonly property var bookings: kiosk.bookings.rows
    // Bookings, and large type with them, leave room for fewer tiles; the rest is found by letters and by department.
    readonly property int rows: Math.max(1, 4 - bookings.length - (mine && Theme.scale > Theme.scaleLarge ? 1 : 0))
    readonly property bool mine: bookings.length > 0 || canOpen
    readonly property bool canOpen: kiosk.bookings.count > 0 || kiosk.faces.keeps
    readonly property var hot: kiosk.items.hot.slice(0, 2 * rows)

    title: named ? Texts.f("item-title", {
        name: kiosk.session.name
    }) : Texts.t("item-title-anonymous")
    sub: kiosk.faces.verified ? Texts.t("face-verified") : named ? Texts.t("item-card") : Texts.t("item-typed")
    subColor: Theme.gold
    footNote: Texts.t(root.kiosk.appointments.offered ? "exit-note" : "foot-privacy")
    footTime: Texts.f("foot-idle-exit", {
        seconds: root.kiosk.idle.limit
    })
    navigation: BackRow {
        kiosk: root.kiosk
        kind: "exit"
        note: root.kiosk.appointments.offered ? "" : Texts.t("exit-note")

        BigButton {
            objectName: "several"
            kind: "outline"
            text: Texts.t("item-several")
            iconName: "list"
            size: Math.min(Theme.strong, 40)
            Layout.preferredWidth: 300
            Layout.preferredHeight: 112
            onClicked: root.kiosk.openSeveral()
        }

        BigButton {
            objectName: "book"
            visible: root.kiosk.appointments.offered
            kind: "teal"
            text: Texts.t("item-book")
            iconName: "clock"
            size: Math.min(Theme.strong, 40)
            Layout.preferredWidth: 300
            Layout.preferredHeight: 112
            onClicked: root.kiosk.appointments.begin()
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            visible: root.mine
            spacing: Theme.gutter
            Layout.fillWidth: true
            Layout.bottomMargin: 16

            Label {
                text: Texts.t(root.bookings.length > 0 ? "item-mine" : "item-my-bookings")
                size: Theme.title
                strong: true
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 30
                Layout.fillWidth: true
            }

            BigButton {
                objectName: "mine"
                visible: root.canOpen
                kind: "outline"
                text: Texts.t("item-all-bookings")
                iconName: "list"
                size: Math.min(Theme.body, 40)
                Layout.preferredWidth: 376
                Layout.preferredHeight: 96
                onClicked: root.kiosk.appointments.openMine()
            }
        }

        Repeater {
            model: root.bookings

            BookingRow {
                required property int index

                objectName: "booking." + index
                Layout.fillWidth: true
                Layout.preferredHeight: root.bookings.length > 1 ? Theme.px(128) : Math.max(176, Theme.px(144))
                Layout.bottomMargin: index + 1 < root.bookings.length ? 16 : 32
                onClicked: modelData.kind === "offer" ? root.kiosk.appointments.takeOffer(modelData.code) : root.kiosk.checkIn(modelData.code)
            }
        }

        Label {
            text: Texts.t("item-hot")
            size: Theme.title
            strong: true
            Layout.bottomMargin: 16
        }

        TileGrid {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: 748
            Layout.maximumHeight: 748

            Repeater {
                model: root.hot

                ItemTile {
                    required property int index

                    objectName: "tile." + index
                    kiosk: root.kiosk
                    badge: 96
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: 120
                }
            }
        }

        RowLayout {
            spacing: Theme.gutter
            Layout.fillWidth: true
            Layout.topMargin: 40

            WayButton {
                objectName: "search"
                text: Texts.f("item-search", {
                    count: root.kiosk.items.total
                })
                sub: Texts.t("item-search-sub")
                iconName: "search"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: root.kiosk.openSearch()
            }

            WayButton {
                objectName: "departments"
                text: Texts.t("item-departments")
                sub: Texts.f("item-departments-sub", {
                    count: root.kiosk.items.departmentCount
                })
                iconName: "building-2"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: root.kiosk.openDepartments()
            }
        }

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 1
        }
    }
}
