pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

// Several items for one number: what is chosen, ways to add one more, and packages for an event in life.
KioskPage {
    id: root

    readonly property var several: kiosk.several
    // So many rows of tiles must fit: the fewer are chosen, the more room have the packages.
    readonly property int chosenRows: Math.ceil(several.rows.length / 2)

    title: Texts.t("several-title")
    sub: Texts.t("several-sub")
    subColor: Theme.gold
    headerHeight: 328
    footTime: Texts.f("foot-idle-exit", {
        seconds: root.kiosk.idle.limit
    })
    navigation: RowLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        BigButton {
            objectName: "back"
            kind: "outline"
            text: Texts.t("nav-back")
            iconName: "chevron-left"
            size: Math.min(Theme.strong, 40)
            Layout.preferredWidth: 224
            Layout.preferredHeight: 112
            onClicked: root.kiosk.back()
        }

        Label {
            objectName: "several.note"
            text: root.several.note
            size: Theme.body
            strong: true
            color: Theme.inkSoft
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 26
            Layout.fillWidth: true
        }

        BigButton {
            objectName: "several.plan"
            visible: root.several.canPlan
            text: Texts.t("several-plan")
            iconName: "chevron-right"
            iconAfter: true
            size: Math.min(Theme.title, 44)
            Layout.preferredWidth: 384
            Layout.preferredHeight: 112
            onClicked: root.kiosk.openPlan()
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        Card {
            objectName: "several.empty"
            visible: root.several.rows.length === 0
            color: Theme.tint
            Layout.fillWidth: true
            Layout.preferredHeight: 136

            Label {
                anchors.fill: parent
                anchors.margins: 24
                text: Texts.t("several-empty")
                size: Theme.strong
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 28
            }
        }

        TileGrid {
            visible: root.several.rows.length > 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: root.chosenRows * 136 + (root.chosenRows - 1) * Theme.gutter
            Layout.maximumHeight: root.chosenRows * 136 + (root.chosenRows - 1) * Theme.gutter

            Repeater {
                model: root.several.rows

                ServiceTile {
                    required property int index
                    required property var modelData

                    objectName: "several.item." + index
                    text: modelData.short
                    iconName: "x"
                    badge: 72
                    isClosed: modelData.closed
                    line: modelData.line
                    description: Texts.t("several-remove")
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: 96
                    onClicked: root.several.remove(modelData.code)
                }
            }
        }

        RowLayout {
            visible: root.several.canAdd
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
                Layout.preferredHeight: 128
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
                Layout.preferredHeight: 128
                onClicked: root.kiosk.openDepartments()
            }
        }

        RowLayout {
            visible: root.several.hasPackages
            spacing: Theme.gutter
            Layout.fillWidth: true
            Layout.preferredHeight: 96
            Layout.maximumHeight: 96

            Label {
                text: Texts.t("several-packages")
                size: Theme.title
                strong: true
                verticalAlignment: Text.AlignVCenter
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 32
                Layout.fillWidth: true
            }

            BigButton {
                objectName: "several.more"
                visible: root.several.hasMorePackages
                kind: "outline"
                text: Texts.t("several-packages-more")
                iconName: "chevron-right"
                iconAfter: true
                size: Math.min(Theme.body, 36)
                Layout.preferredWidth: 320
                Layout.preferredHeight: 96
                onClicked: root.several.morePackages()
            }
        }

        TileGrid {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: 296
            Layout.maximumHeight: 296

            Repeater {
                model: root.several.packages

                ServiceTile {
                    required property int index
                    required property var modelData

                    objectName: "package." + index
                    text: modelData.name
                    iconName: modelData.on ? "check" : "list"
                    badge: 72
                    line: modelData.line
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: 96
                    Layout.maximumHeight: 136
                    onClicked: root.several.choosePackage(modelData.code)
                }
            }
        }

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 1
        }
    }
}
