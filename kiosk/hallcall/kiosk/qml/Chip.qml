import QtQuick
import QtQuick.Layouts
import Hallcall

// A choice that narrows a list; the chosen one has a tick, not only a colour.
Touch {
    id: root

    property bool on: false

    implicitWidth: 148
    implicitHeight: 96
    radius: 48
    fill: on ? Theme.brand : Theme.surface
    edge: on ? Theme.brand : Theme.line
    Accessible.role: Accessible.RadioButton
    Accessible.checked: on

    contentItem: RowLayout {
        spacing: 6

        Item {
            Layout.fillWidth: true
        }

        Icon {
            visible: root.on
            name: "check"
            size: 32
            color: Theme.brandText
        }

        Label {
            text: root.text
            size: Theme.body
            strong: root.on
            color: root.on ? Theme.brandText : Theme.ink
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 22
            Layout.maximumWidth: root.width - (root.on ? 62 : 24)
            Accessible.ignored: true
        }

        Item {
            Layout.fillWidth: true
        }
    }
}
