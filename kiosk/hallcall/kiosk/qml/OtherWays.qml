import QtQuick
import QtQuick.Layouts
import Hallcall

// The ways to a number that need no face, on every page that speaks of one.
ColumnLayout {
    id: root

    required property var kiosk

    spacing: Theme.gutter

    WayRow {
        objectName: "face.card"
        text: Texts.t("face-use-card")
        iconName: "id-card"
        Layout.fillWidth: true
        onClicked: root.kiosk.faces.refuse()
    }

    WayRow {
        objectName: "face.staff"
        text: root.kiosk.dock.help === "called" ? Texts.t("dock-staff-called") : Texts.t("face-use-staff")
        iconName: root.kiosk.dock.help === "called" ? "circle-check" : "headset"
        Layout.fillWidth: true
        onClicked: root.kiosk.dock.callStaff()
    }
}
