import QtQuick
import QtQuick.Layouts
import Hallcall

// Whose hall this is, and the time.
RowLayout {
    id: root

    required property var dock
    property bool showClock: true

    spacing: 20

    Rectangle {
        implicitWidth: 72
        implicitHeight: 72
        radius: 36
        color: Theme.highContrast ? Theme.gold : Theme.deepText

        Icon {
            anchors.centerIn: parent
            name: "landmark"
            size: 42
            color: Theme.highContrast ? Theme.brandText : Theme.brand
        }
    }

    ColumnLayout {
        spacing: 2
        Layout.fillWidth: true

        Label {
            objectName: "hall.name"
            text: root.dock.hallName
            size: 34
            strong: true
            color: Theme.deepText
            wrapMode: Text.WordWrap
            lineHeight: 0.88
            maximumLineCount: 2
            Layout.fillWidth: true
        }

        Label {
            visible: text !== ""
            text: root.dock.hallNameEn
            size: 24
            color: Theme.sky
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 20
            Layout.fillWidth: true
        }
    }

    ColumnLayout {
        visible: root.showClock
        spacing: -4

        Label {
            text: root.dock.clock
            size: 48
            color: Theme.deepText
            horizontalAlignment: Text.AlignRight
            Layout.fillWidth: true
        }

        Label {
            text: root.dock.date
            size: 26
            color: Theme.sky
            horizontalAlignment: Text.AlignRight
            Layout.fillWidth: true
        }
    }
}
