pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    readonly property var items: kiosk.items

    title: Texts.t("search-title")
    sub: Texts.t("search-sub")
    titleSize: 60
    headerHeight: 328
    footTime: Texts.f("foot-idle-exit", {
        seconds: root.kiosk.idle.limit
    })
    navigation: BackRow {
        kiosk: root.kiosk
        home: true
        page: root.items.page
        pages: root.items.letters === "" ? 1 : root.items.pages
        onNextPage: root.items.nextPage()
        onPreviousPage: root.items.previousPage()
    }

    Rectangle {
        id: field

        width: parent.width
        height: 104
        radius: Theme.radius
        color: root.items.noneFound ? Theme.amberTint : Theme.surface
        border.width: Theme.borderStrong
        border.color: root.items.noneFound ? Theme.amberInk : Theme.brand

        RowLayout {
            anchors.fill: parent
            anchors.leftMargin: 32
            anchors.rightMargin: 32
            spacing: 24

            Icon {
                name: "search"
                size: 48
                color: root.items.noneFound ? Theme.amberInk : Theme.brand
            }

            Row {
                spacing: 4

                Label {
                    id: letters

                    objectName: "search.letters"
                    text: root.items.letters
                    size: 56
                    strong: true
                    // A positioner leaves out what has no width, and the caret would lose its line.
                    width: Math.max(implicitWidth, 1)
                    height: 80
                    verticalAlignment: Text.AlignVCenter
                    font.letterSpacing: 14
                    font.kerning: false
                    Accessible.name: text
                }

                Rectangle {
                    width: 4
                    height: 56
                    anchors.verticalCenter: letters.verticalCenter
                    color: Theme.brand
                }
            }

            Label {
                objectName: "search.count"
                text: root.items.noneFound ? Texts.t("search-none") : root.items.letters === "" ? Texts.t("search-hint") : Texts.f("search-found", {
                    count: root.items.count
                })
                size: Theme.label
                color: root.items.noneFound ? Theme.ink : Theme.inkSoft
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 22
                horizontalAlignment: Text.AlignRight
                verticalAlignment: Text.AlignVCenter
                Layout.fillWidth: true
            }
        }
    }

    Row {
        id: chips

        anchors.top: field.bottom
        anchors.topMargin: 16
        height: 96
        spacing: Theme.gap
        visible: !way.visible

        Repeater {
            model: root.items.chips

            Chip {
                required property var modelData
                required property int index

                objectName: "chip." + index
                text: modelData.name
                on: modelData.on
                onClicked: root.items.narrow(modelData.id)
            }
        }
    }

    BigButton {
        id: way

        anchors.top: field.bottom
        anchors.topMargin: 16
        width: parent.width
        height: 96
        objectName: root.items.noneFound ? "search.help" : "departments"
        visible: root.items.noneFound || root.items.letters === ""
        kind: root.items.noneFound ? "teal" : "outline"
        text: root.items.noneFound ? Texts.t("search-help") : Texts.t("item-departments")
        iconName: root.items.noneFound ? "headset" : "building-2"
        onClicked: root.items.noneFound ? root.kiosk.dock.callStaff() : root.kiosk.openDepartments()
    }

    Column {
        anchors.top: way.visible || root.items.chips.length > 0 ? chips.bottom : field.bottom
        anchors.topMargin: 16
        width: parent.width
        spacing: Theme.gap

        Repeater {
            model: root.items.results

            ResultRow {
                required property int index

                objectName: "result." + index
                kiosk: root.kiosk
                width: 968
                height: root.kiosk.machine.connected ? 128 : 108
            }
        }
    }

    Grid {
        anchors.bottom: parent.bottom
        columns: 7
        columnSpacing: Theme.keyGap
        rowSpacing: Theme.keyGap

        Repeater {
            model: "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("")

            LetterKey {
                id: key

                required property string modelData

                objectName: "key." + modelData
                text: modelData
                size: Math.min(Theme.large, 60)
                onClicked: root.items.type(key.modelData)
            }
        }

        LetterKey {
            objectName: "key.erase"
            text: Texts.t("key-erase")
            iconName: "delete"
            isFunction: true
            onClicked: root.items.erase()
        }

        LetterKey {
            objectName: "key.clear"
            text: Texts.t("key-clear")
            isFunction: true
            size: Theme.body
            onClicked: root.items.clear()
        }
    }
}
