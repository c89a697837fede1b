pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    title: kiosk.items.departmentName
    sub: Texts.t(kiosk.appointments.choosing ? "book-sub" : "department-sub")
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
                model: root.kiosk.items.departmentItems

                ItemTile {
                    required property int index

                    objectName: "tile." + index
                    kiosk: root.kiosk
                    Layout.fillWidth: true
                    Layout.preferredHeight: Math.floor((column.height - 3 * Theme.gutter) / 4)
                    badge: 96
                }
            }
        }

        Item {
            Layout.fillHeight: true
        }
    }
}
