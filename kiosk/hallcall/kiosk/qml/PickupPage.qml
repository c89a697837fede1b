pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

// Fetch a document from the locker: number and code, then the door.
KioskPage {
    id: root

    readonly property var pickup: kiosk.pickup
    readonly property bool warns: pickup.state === "open" || pickup.state === "notclosed"

    title: pickup.title
    sub: pickup.asks ? pickup.state === "ask" && kiosk.codes.works ? Texts.t("pickup-sub-ask-scan") : pickup.sub : ""
    spoken: [pickup.title, pickup.asks ? sub : pickup.sub].join("，")
    subColor: Theme.gold
    navigation: RowLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        BigButton {
            objectName: "back"
            visible: root.pickup.asks
            kind: "outline"
            text: Texts.t("nav-back")
            iconName: "chevron-left"
            size: Math.min(Theme.strong, 40)
            Layout.preferredWidth: 224
            Layout.preferredHeight: 112
            onClicked: root.kiosk.back()
        }

        BigButton {
            objectName: "pickup.confirm"
            visible: root.pickup.asks
            text: Texts.t("pickup-confirm")
            iconName: "check"
            size: Theme.title
            enabled: root.pickup.pad.full
            opacity: enabled ? 1 : 0.4
            Layout.fillWidth: true
            Layout.preferredHeight: 112
            onClicked: root.pickup.confirm()
        }

        BigButton {
            objectName: "pickup.leave"
            visible: root.pickup.state === "done" || root.pickup.state === "notclosed"
            text: Texts.t("done")
            iconName: "check"
            size: Theme.title
            Layout.fillWidth: true
            Layout.preferredHeight: 112
            onClicked: root.kiosk.leave()
        }
    }

    ColumnLayout {
        visible: root.pickup.asks
        anchors.fill: parent
        spacing: Theme.gutter

        DigitPlaces {
            objectName: "pickup.places"
            pad: root.pickup.pad
            cut: root.pickup.boxDigits
            wrong: root.pickup.problem !== ""
            Layout.fillWidth: true

            Label {
                objectName: "pickup.problem"
                anchors.fill: parent
                text: root.pickup.problem !== "" ? root.pickup.problem : Texts.t(root.pickup.works ? "pickup-count" : "pickup-broken")
                size: Theme.body
                strong: root.pickup.problem !== ""
                color: root.pickup.problem !== "" ? Theme.amberInk : Theme.inkSoft
                wrapMode: Text.Wrap
                lineHeight: 0.9
                fontSizeMode: Text.Fit
                minimumPixelSize: 26
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
            }
        }

        DigitKeys {
            pad: root.pickup.pad
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: 660
        }

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 1
        }
    }

    Rectangle {
        visible: !root.pickup.asks
        width: parent.width
        height: 560
        radius: Theme.radiusLarge
        color: root.warns ? Theme.amberTint : Theme.tealTint
        border.width: Theme.highContrast ? Theme.border : 0
        border.color: root.warns ? Theme.amberInk : Theme.teal

        ColumnLayout {
            anchors.fill: parent
            anchors.margins: 48
            spacing: 24

            Icon {
                name: root.pickup.state === "done" ? "circle-check" : root.warns ? "package-open" : "hourglass"
                size: 128
                color: root.warns ? Theme.amberInk : Theme.teal
                Layout.alignment: Qt.AlignHCenter
            }

            Label {
                objectName: "pickup.order"
                text: root.pickup.sub
                size: Theme.large
                strong: true
                wrapMode: Text.Wrap
                fontSizeMode: Text.Fit
                minimumPixelSize: 36
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
        }
    }
}
