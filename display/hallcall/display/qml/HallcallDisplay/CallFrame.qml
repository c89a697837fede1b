import QtQuick
import Hallcall

// The ground of a call: amber with a dark frame that pulses twice while it is new. The number on it never fades.
Rectangle {
    id: root

    property bool amber: false
    property real pulse: 0

    color: amber ? Theme.wallAmber : "transparent"

    Core {
        ground: root
    }

    Rectangle {
        visible: root.amber && root.pulse > 0
        anchors.fill: parent
        anchors.margins: Fit.px(14)
        radius: Math.max(1, root.radius - Fit.px(14))
        color: "transparent"
        opacity: root.pulse
        border.width: Fit.px(12)
        border.color: Theme.wallAmberText
    }
}
