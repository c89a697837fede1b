pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    title: Texts.t("departments-title")
    sub: Texts.t(kiosk.appointments.choosing ? "book-sub" : "departments-sub")
    titleSize: Theme.px(60)
    headerHeight: 360
    footTime: Texts.f("foot-idle-exit", {
        seconds: root.kiosk.idle.limit
    })
    navigation: BackRow {
        kiosk: root.kiosk
        page: root.kiosk.items.page
        pages: root.kiosk.items.pages
        onNextPage: root.kiosk.items.nextPage()
        onPreviousPage: root.kiosk.items.previousPage()
    }

    ColumnLayout {
        id: column

        anchors.fill: parent

        TileGrid {
            Layout.fillWidth: true

            Repeater {
                model: root.kiosk.items.departments

                ServiceTile {
                    id: tile

                    required property var modelData
                    required property int index

                    objectName: "department." + index
                    text: modelData.name
                    line: Texts.f("department-count", {
                        count: modelData.count
                    })
                    iconName: modelData.icon
                    Layout.fillWidth: true
                    Layout.preferredHeight: Math.floor((column.height - 3 * Theme.gutter) / 4)
                    badge: 96
                    onClicked: root.kiosk.openDepartment(tile.modelData.id)
                }
            }
        }

        Item {
            Layout.fillHeight: true
        }
    }
}
