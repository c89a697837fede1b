pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

// The days that can be booked, and the times of one of them: pages, not scrolling.
KioskPage {
    id: root

    readonly property var slots: kiosk.appointments.slots
    readonly property bool waits: slots.full && kiosk.appointments.mayWait

    title: kiosk.appointments.title
    sub: kiosk.appointments.name
    titleSize: Theme.px(60)
    headerHeight: 360
    footTime: Texts.f("foot-idle-exit", {
        seconds: root.kiosk.idle.limit
    })
    navigation: BackRow {
        kiosk: root.kiosk
        page: root.slots.page
        pages: root.slots.pages
        onNextPage: root.slots.nextPage()
        onPreviousPage: root.slots.previousPage()
    }

    ColumnLayout {
        id: column

        anchors.fill: parent
        spacing: 20

        Strip {
            objectName: "slots.stale"
            visible: root.slots.stale
            radius: Theme.radius
            inset: 24
            iconName: "clock"
            text: Texts.f("slots-stale", {
                time: root.slots.toldAt
            })
            Layout.fillWidth: true
        }

        Strip {
            objectName: "slots.closedNow"
            visible: root.slots.closedNow !== ""
            radius: Theme.radius
            inset: 24
            text: root.slots.closedNow
            Layout.fillWidth: true
        }

        RowLayout {
            visible: root.slots.days.length > 0
            spacing: 12
            Layout.fillWidth: true

            Repeater {
                model: root.slots.days

                DayKey {
                    required property int index

                    objectName: "day." + index
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    onClicked: root.slots.chooseDay(index)
                }
            }
        }

        BigButton {
            objectName: "days.more"
            visible: root.slots.moreDaysThere
            kind: "outline"
            text: Texts.t("slots-more-days")
            iconName: "chevron-right"
            iconAfter: true
            size: Theme.body
            Layout.fillWidth: true
            Layout.preferredHeight: 96
            onClicked: root.slots.moreDays()
        }

        BigButton {
            objectName: "slots.wait"
            visible: root.waits
            kind: "teal"
            text: Texts.t("slots-wait")
            iconName: "hand"
            size: Theme.strong
            Layout.fillWidth: true
            Layout.preferredHeight: 112
            onClicked: root.kiosk.appointments.joinList()
        }

        Label {
            objectName: "slots.none"
            visible: root.slots.loading || root.slots.closed
            text: Texts.t(root.slots.loading ? "slots-loading" : "slots-closed")
            size: Theme.title
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            Layout.topMargin: 120
        }

        GridLayout {
            columns: 3
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true
            uniformCellHeights: true
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: Math.ceil(root.slots.slots.length / 3) * (160 + Theme.gap) - Theme.gap

            Repeater {
                model: root.slots.slots

                SlotKey {
                    required property int index

                    objectName: "slot." + index
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: 108
                    onClicked: root.kiosk.appointments.chooseSlot(modelData.key)
                }
            }
        }

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 1
        }
    }
}
