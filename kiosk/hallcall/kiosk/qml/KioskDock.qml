import QtQuick
import QtQuick.Layouts
import Hallcall

// On every page, always the lowest row of controls.
RowLayout {
    id: root

    required property var kiosk
    readonly property var dock: kiosk.dock

    spacing: Theme.gap

    DockKey {
        objectName: "dock.large"
        text: Texts.t("dock-large")
        description: on ? Texts.t("dock-on") : ""
        iconName: "a-large-small"
        on: root.dock.scale > Theme.scaleNormal
        Accessible.role: Accessible.CheckBox
        Accessible.checked: on
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        onClicked: root.dock.toggleLarge()
    }

    DockKey {
        objectName: "dock.contrast"
        text: Texts.t("dock-contrast")
        description: on ? Texts.t("dock-on") : ""
        iconName: "contrast"
        on: root.dock.highContrast
        Accessible.role: Accessible.CheckBox
        Accessible.checked: on
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        onClicked: root.dock.toggleContrast()
    }

    DockKey {
        objectName: "dock.aloud"
        visible: root.kiosk.aloud.available
        text: Texts.t("dock-aloud")
        description: on ? Texts.t("dock-on") : ""
        iconName: "loudspeaker"
        on: root.kiosk.aloud.on
        Accessible.role: Accessible.CheckBox
        Accessible.checked: on
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        onClicked: root.kiosk.aloud.toggle()
    }

    DockKey {
        objectName: "dock.needs"
        text: root.kiosk.own.chosen > 0 ? Texts.f("dock-needs-some", {
            count: root.kiosk.own.chosen
        }) : Texts.t("dock-needs")
        iconName: "accessibility"
        on: root.kiosk.own.chosen > 0
        // Its place stays empty where nothing can be said any more, so that no other key moves.
        enabled: root.kiosk.canSayNeeds
        opacity: enabled ? 1 : 0
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        onClicked: root.kiosk.openNeeds()
    }

    DockKey {
        objectName: "dock.language"
        text: Texts.t("dock-language")
        description: Texts.t("dock-language-spoken")
        iconName: "languages"
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        onClicked: root.dock.nextLanguage()
    }

    DockKey {
        objectName: "dock.staff"
        text: ({
                "asking": Texts.t("dock-staff-asking"),
                "called": Texts.t("dock-staff-called"),
                "failed": Texts.f("dock-staff-failed", {
                    desk: root.dock.helpDesk
                })
            })[root.dock.help] ?? Texts.t("dock-staff")
        iconName: root.dock.help === "called" ? "circle-check" : "headset"
        strong: true
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        onClicked: root.dock.callStaff()
    }
}
