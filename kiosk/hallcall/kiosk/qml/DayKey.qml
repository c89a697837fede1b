import QtQuick
import Hallcall

// A day that can be booked: its date, its weekday, and in words how full it is. The chosen one has a tick.
Touch {
    id: root

    required property var modelData
    readonly property color ink: modelData.on ? Theme.brandText : Theme.ink
    readonly property color level: ({
            "free": Theme.teal,
            "few": Theme.amberInk
        })[modelData.level] ?? Theme.closedInk

    implicitHeight: 160
    fill: modelData.on ? Theme.brand : Theme.surface
    edge: modelData.on ? Theme.brand : Theme.line
    text: modelData.date
    description: [modelData.weekday, modelData.words].join(" · ")
    Accessible.role: Accessible.RadioButton
    Accessible.checked: modelData.on

    contentItem: Item {
        Icon {
            x: 6
            y: 16
            visible: root.modelData.on
            name: "check"
            size: 32
            color: root.ink
        }

        Label {
            // Beside the tick of the chosen day.
            x: root.modelData.on ? 40 : 8
            y: 8
            width: parent.width - x - 8
            height: 48
            text: root.modelData.weekday
            size: Theme.body
            color: root.ink
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.Fit
            minimumPixelSize: 32
            Accessible.ignored: true
        }

        Label {
            x: 4
            y: 54
            width: parent.width - 8
            height: 52
            text: root.text
            size: Theme.title
            strong: true
            color: root.ink
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.Fit
            minimumPixelSize: 32
            Accessible.ignored: true
        }

        Label {
            x: 8
            y: 106
            width: parent.width - 16
            height: 46
            text: root.modelData.words
            size: Theme.body
            strong: root.modelData.level === "few"
            color: root.modelData.on ? root.ink : root.level
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.Fit
            minimumPixelSize: 32
            Accessible.ignored: true
        }
    }
}
