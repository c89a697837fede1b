import QtQuick
import QtQuick.Layouts
import Hallcall

// One key of the dock: an icon over one or two words. `on` is a switch that is on, `strong` the way to a person.
Touch {
    id: root

    property string iconName: ""
    property bool on: false
    property bool strong: false
    readonly property color ink: on ? Theme.brandText : strong ? Theme.teal : Theme.highContrast ? Theme.brand : Theme.ink

    implicitHeight: 136
    fill: on ? Theme.brand : strong ? Theme.tealTint : Theme.surface
    edge: strong ? Theme.teal : on ? Theme.brand : Theme.line

    contentItem: ColumnLayout {
        spacing: 2

        Item {
            Layout.fillHeight: true
        }

        Icon {
            name: root.iconName
            size: 48
            color: root.on ? Theme.brandText : root.strong ? Theme.teal : Theme.brand
            Layout.alignment: Qt.AlignHCenter
        }

        Label {
            text: root.text
            size: Theme.small
            strong: root.strong
            color: root.ink
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            optical: false
            fontSizeMode: Text.Fit
            minimumPixelSize: 24
            Layout.fillWidth: true
            Layout.leftMargin: 8
            Layout.rightMargin: 8
            Layout.preferredHeight: Math.min(implicitHeight, 60)
            Accessible.ignored: true
        }

        Item {
            Layout.fillHeight: true
        }
    }
}
