pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    readonly property bool named: kiosk.session.name !== ""
    readonly property var bookings: kiosk.bookings.rows
    // Two bookings in large type leave room for fewer tiles; what is not here is found by letters and by department.
    readonly property var hot: bookings.length > 1 && Theme.scale > Theme.scaleNormal ? kiosk.items.hot.slice(0, Theme.scale > Theme.scaleLarge ? 2 : 4) : kiosk.items.hot

    title: named ? Texts.f("item-title", {
        name: kiosk.session.name
    }) : Texts.t("item-title-anonymous")
    sub: named ? Texts.t("item-card") : Texts.t("item-typed")
    subColor: Theme.gold
    footTime: Texts.f("foot-idle-exit", {
        seconds: root.kiosk.idle.limit
    })
    navigation: BackRow {
        kiosk: root.kiosk
        kind: "exit"
        note: Texts.t("exit-note")
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Label {
            visible: root.bookings.length > 0
            text: Texts.t("item-mine")
            size: Theme.title
            strong: true
            Layout.bottomMargin: 16
        }

        Repeater {
            model: root.bookings

            BookingRow {
                required property int index

                objectName: "booking." + index
                kiosk: root.kiosk
                Layout.fillWidth: true
                Layout.preferredHeight: root.bookings.length > 1 ? 128 : 176
                Layout.bottomMargin: index + 1 < root.bookings.length ? 16 : 32
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
