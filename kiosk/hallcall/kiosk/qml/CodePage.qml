pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

// Scan the code of a booking or a slip, or type that of a booking; without a scanner it is typed.
KioskPage {
    id: root

    readonly property var codes: kiosk.codes

    title: Texts.t(codes.hasScanner ? "code-title" : "code-title-typed")
    sub: Texts.t(!codes.hasScanner ? "code-sub-typed" : codes.works ? "code-sub" : "code-sub-broken")
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

        BigButton {
            objectName: "code.confirm"
            text: Texts.t("code-confirm")
            iconName: "check"
            size: Theme.title
            enabled: root.codes.pad.full
            opacity: enabled ? 1 : 0.4
            busy: root.kiosk.ticket.busy
            busyText: Texts.t("busy")
            Layout.fillWidth: true
            Layout.preferredHeight: 112
            onClicked: root.codes.confirm()
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        DigitPlaces {
            objectName: "code.places"
            pad: root.codes.pad
            Layout.fillWidth: true

            Label {
                anchors.fill: parent
                text: Texts.t("code-count")
                size: Theme.body
                color: Theme.inkSoft
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 26
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
            }
        }

        DigitKeys {
            pad: root.codes.pad
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: 660
        }

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 1
        }
    }
}
