import QtQuick
import Hallcall

// The slip on its way out: the paper comes down in six steps, then stays.
Item {
    id: root

    property string number: ""
    property string state_: "none"
    property int advanced: 0
    readonly property int step: state_ === "printing" ? advanced : 6

    width: 176
    height: 216

    Timer {
        interval: 120
        repeat: true
        running: root.state_ === "printing" && root.advanced < 6
        onTriggered: root.advanced += 1
    }

    Item {
        x: 16
        y: 18
        width: 144
        height: 198
        clip: true

        Rectangle {
            y: -198 + 33 * root.step
            width: 144
            height: 196
            color: "#FFFFFF"
            border.width: 2
            border.color: Theme.highContrast ? "#FFFFFF" : Theme.line

            Label {
                x: 16
                y: 36
                width: 112
                text: root.number
                size: 36
                strong: true
                color: "#0F1B2D"
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 20
                Accessible.ignored: true
            }

            Rectangle {
                x: 16
                y: 16
                width: 72
                height: 8
                color: "#7A889E"
            }

            Rectangle {
                x: 16
                y: 98
                width: 112
                height: 8
                color: "#7A889E"
            }

            Rectangle {
                x: 16
                y: 118
                width: 88
                height: 8
                color: "#7A889E"
            }

            Rectangle {
                x: 16
                y: 138
                width: 42
                height: 42
                color: "#0F1B2D"
            }
        }
    }

    Rectangle {
        width: 176
        height: 24
        radius: 12
        color: Theme.highContrast ? Theme.brand : Theme.ink
    }
}
