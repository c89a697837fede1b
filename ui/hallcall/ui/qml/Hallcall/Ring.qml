import QtQuick
import QtQuick.Shapes

// Time that runs out clockwise: one step a second, no tween.
Shape {
    id: root

    property real fraction: 1
    property real stroke: 32
    property color bar: Theme.gold
    property color track: Theme.ringTrack

    implicitWidth: 480
    implicitHeight: 480
    Accessible.ignored: true

    ShapePath {
        strokeColor: root.track
        strokeWidth: root.stroke
        fillColor: "transparent"
        capStyle: ShapePath.FlatCap

        PathAngleArc {
            centerX: root.width / 2
            centerY: root.height / 2
            radiusX: (root.width - root.stroke) / 2
            radiusY: (root.height - root.stroke) / 2
            startAngle: -90
            sweepAngle: 360
        }
    }

    ShapePath {
        strokeColor: root.bar
        strokeWidth: root.stroke
        fillColor: "transparent"
        capStyle: ShapePath.FlatCap

        PathAngleArc {
            centerX: root.width / 2
            centerY: root.height / 2
            radiusX: (root.width - root.stroke) / 2
            radiusY: (root.height - root.stroke) / 2
            startAngle: -90
            sweepAngle: 360 * root.fraction
        }
    }
}
