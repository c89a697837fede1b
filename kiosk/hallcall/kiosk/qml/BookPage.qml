pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

// What is to be booked: the same ways to an item as for a number.
KioskPage {
    id: root

    title: Texts.t("book-title")
    sub: Texts.t("book-sub")
    subColor: Theme.gold
    footTime: Texts.f("foot-idle-exit", {
        seconds: root.kiosk.idle.limit
    })
    navigation: BackRow {
        kiosk: root.kiosk
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        TileGrid {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: 780
            Layout.maximumHeight: 780

            Repeater {
                model: root.kiosk.items.hot

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
