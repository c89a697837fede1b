import QtQuick
import QtQuick.Layouts
import Hallcall

// One number about the wait.
Card {
    id: root

    property string iconName: ""
    property string name: ""
    property string value: ""
    property string unit: ""

    implicitHeight: 160
    Accessible.role: Accessible.StaticText
    Accessible.name: name + " " + value + " " + unit

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 32
        anchors.rightMargin: 16
        spacing: 28

        Icon {
            name: root.iconName
            size: 60
            color: Theme.brand
        }

        ColumnLayout {
            spacing: -4
            Layout.fillWidth: true

            Label {
                text: root.name
                size: Theme.label
                color: Theme.inkSoft
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 26
                Layout.fillWidth: true
                Accessible.ignored: true
            }

            Item {
                implicitHeight: value.height
                Layout.fillWidth: true

                Label {
                    id: value

                    width: parent.width - (unit.text === "" ? 0 : unit.width + 12)
                    height: Math.min(implicitHeight, 96)
                    text: root.value
                    size: Theme.place
                    strong: true
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 28
                    verticalAlignment: Text.AlignVCenter
                    optical: false
                    Accessible.ignored: true
                }

                Label {
                    id: unit

                    x: value.contentWidth + 12
                    anchors.baseline: value.baseline
                    text: root.unit
                    size: Math.min(Theme.body, 40)
                    Accessible.ignored: true
                }
            }
        }
    }
}
