import QtQuick
import QtQuick.Layouts
import Hallcall

// One of several ways of the same weight: none of them is larger, brighter or nearer than another.
Touch {
    id: root

    property string iconName: ""

    fill: Theme.brand
    implicitHeight: 120

    contentItem: RowLayout {
        spacing: 36

        Icon {
            name: root.iconName
            size: 60
            color: Theme.brandText
            Layout.leftMargin: 40
        }

        Label {
            text: root.text
            size: Math.min(Theme.px(44), 56)
            strong: true
            color: Theme.brandText
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 32
            Layout.fillWidth: true
            Accessible.ignored: true
        }

        Icon {
            name: "chevron-right"
            size: 48
            color: Theme.brandText
            Layout.rightMargin: 32
        }
    }
}
