import QtQuick
import QtQuick.Layouts
import Hallcall

// One of several ways of the same weight: none of them is larger, brighter or nearer than another.
Touch {
    id: root

    property string iconName: ""

    readonly property color ink: enabled ? Theme.brandText : Theme.disabledInk

    fill: enabled ? Theme.brand : Theme.tint
    edge: enabled ? "transparent" : Theme.hair
    implicitHeight: 120

    contentItem: RowLayout {
        spacing: 36

        Icon {
            name: root.iconName
            size: 60
            color: root.ink
            Layout.leftMargin: 40
        }

        Label {
            text: root.text
            size: Math.min(Theme.px(44), 56)
            strong: true
            color: root.ink
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 32
            Layout.fillWidth: true
            Accessible.ignored: true
        }

        Icon {
            visible: root.enabled
            name: "chevron-right"
            size: 48
            color: root.ink
            Layout.rightMargin: 32
        }
    }
}
