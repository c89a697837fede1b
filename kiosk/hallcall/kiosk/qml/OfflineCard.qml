import QtQuick
import QtQuick.Layouts
import Hallcall

// In the place of the wait: the kiosk gave the number by itself, and nobody knows yet how many are before it.
Card {
    id: root

    // The visitor is called sooner than others who came at the same time.
    property bool goesFirst: false

    implicitHeight: 160
    Accessible.role: Accessible.StaticText
    Accessible.name: title.text + " " + sub.text

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 32
        anchors.rightMargin: 24
        spacing: 36

        Icon {
            name: "wifi-off"
            size: 68
            color: Theme.amberInk
        }

        ColumnLayout {
            spacing: 8
            Layout.fillWidth: true

            Label {
                id: title

                text: Texts.t("ticket-offline")
                size: Theme.choice
                strong: true
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 32
                Layout.fillWidth: true
                Layout.preferredHeight: Math.min(implicitHeight, 76)
                Accessible.ignored: true
            }

            Label {
                id: sub

                text: Texts.t(root.goesFirst ? "ticket-offline-sub-first" : "ticket-offline-sub")
                size: Theme.label
                color: Theme.inkSoft
                wrapMode: Text.Wrap
                lineHeight: 0.9
                fontSizeMode: Text.Fit
                minimumPixelSize: 24
                Layout.fillWidth: true
                Layout.preferredHeight: Math.min(implicitHeight, 92)
                Accessible.ignored: true
            }
        }
    }
}
