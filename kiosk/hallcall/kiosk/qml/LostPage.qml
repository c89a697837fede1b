pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

// Somebody else was quicker: the free times near the one that was wanted, and the way to all of them.
KioskPage {
    id: root

    readonly property var near: kiosk.appointments.slots.neighbours

    title: Texts.t("lost-title")
    sub: near.length > 0 ? Texts.t("lost-sub") : Texts.t("lost-none")
    subColor: Theme.gold
    navigation: BackRow {
        kiosk: root.kiosk
        kind: root.kiosk.session.known ? "exit" : "back"
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        Label {
            text: root.kiosk.appointments.name
            size: Theme.title
            strong: true
            wrapMode: Text.Wrap
            fontSizeMode: Text.Fit
            minimumPixelSize: 32
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(implicitHeight, 120)
        }

        Repeater {
            model: root.near

            SlotKey {
                required property int index

                objectName: "near." + index
                showDay: true
                radius: Theme.radiusLarge
                Layout.fillWidth: true
                Layout.preferredHeight: 160
                onClicked: root.kiosk.appointments.chooseSlot(modelData.key)
            }
        }

        BigButton {
            objectName: "lost.other"
            kind: "outline"
            text: Texts.t("lost-other")
            iconName: "layout-grid"
            size: Theme.choice
            Layout.fillWidth: true
            Layout.preferredHeight: 136
            onClicked: root.kiosk.otherTimes()
        }

        Item {
            Layout.fillHeight: true
        }
    }
}
