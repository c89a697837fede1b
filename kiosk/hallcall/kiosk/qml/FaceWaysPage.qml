import QtQuick
import QtQuick.Layouts
import Hallcall

// What a face would be looked at for; those who want it otherwise, or forgotten, find their way here as well.
KioskPage {
    id: root

    readonly property var faces: kiosk.faces

    title: Texts.t("ways-title")
    sub: Texts.t("ways-sub")
    footNote: faces.told.responsible
    navigation: BackRow {
        kiosk: root.kiosk
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        WayRow {
            objectName: "ways.find"
            text: Texts.t("ways-find")
            iconName: "scan-face"
            Layout.fillWidth: true
            onClicked: root.faces.find()
        }

        WayRow {
            objectName: "ways.verify"
            text: Texts.t("ways-verify")
            iconName: "user-check"
            Layout.fillWidth: true
            onClicked: root.faces.verify()
        }

        OtherWays {
            kiosk: root.kiosk
            Layout.fillWidth: true
        }

        Item {
            Layout.fillHeight: true
        }

        WayButton {
            objectName: "ways.forget"
            text: Texts.t("ways-forget")
            sub: Texts.t("mine-forget-sub")
            iconName: "trash-2"
            Layout.fillWidth: true
            onClicked: root.faces.openForget()
        }
    }
}
