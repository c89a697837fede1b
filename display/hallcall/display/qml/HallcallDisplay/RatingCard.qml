pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Hallcall

// One of the five: a face of lines and two words. All are of one size and one colour.
Touch {
    id: root

    property string second: ""
    property int level: 3
    property bool chosen: false
    property bool isSmall: false
    readonly property color ink: chosen ? Theme.brandText : Theme.ink
    readonly property int face: isSmall ? Fit.px(80) : Fit.px(124)
    // Where the mouth's middle lies against its ends, in shares of the face: a smile hangs, a frown stands.
    readonly property real bend: [0, -0.16, -0.09, 0, 0.09, 0.16][level]
    readonly property real mouth: [0, 0.24, 0.2, 0.18, 0.2, 0.24][level]

    fill: chosen ? Theme.brand : Theme.surface
    edge: chosen ? Theme.brand : Theme.line
    edgeWidth: Fit.px(3)
    radius: Fit.px(18)
    description: second

    Shape {
        id: drawing

        x: Math.round((root.width - root.face) / 2)
        y: root.isSmall ? Fit.px(26) : Fit.px(68)
        width: root.face
        height: root.face
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: root.ink
            strokeWidth: root.face * 0.065
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathAngleArc {
                centerX: root.face / 2
                centerY: root.face / 2
                radiusX: root.face * 0.465
                radiusY: root.face * 0.465
                startAngle: 0
                sweepAngle: 360
            }

            PathMove {
                x: root.face * (0.5 - root.mouth)
                y: root.face * (0.66 - root.bend / 2)
            }

            PathQuad {
                x: root.face * (0.5 + root.mouth)
                y: root.face * (0.66 - root.bend / 2)
                controlX: root.face * 0.5
                controlY: root.face * (0.66 + root.bend * 1.5)
            }
        }
    }

    Repeater {
        model: [0.345, 0.655]

        Rectangle {
            required property real modelData

            x: drawing.x + root.face * modelData - width / 2
            y: drawing.y + root.face * 0.4 - height / 2
            width: root.face * 0.12
            height: width
            radius: width / 2
            color: root.ink
        }
    }

    Label {
        id: word

        y: root.isSmall ? Fit.px(112) : Fit.px(224)
        x: Fit.px(10)
        width: parent.width - 2 * x
        height: root.isSmall ? Fit.px(42) : Fit.px(52)
        text: root.text
        size: Theme.px(root.isSmall ? Fit.px(29) : Fit.px(32))
        strong: true
        color: root.ink
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.Fit
        minimumPixelSize: Fit.px(20)
    }

    Label {
        x: Fit.px(10)
        y: word.y + (root.isSmall ? Fit.px(42) : Fit.px(54))
        width: parent.width - 2 * x
        height: Fit.px(38)
        text: root.second
        size: Theme.px(Fit.px(23))
        color: root.chosen ? Theme.brandText : Theme.inkSoft
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.Fit
        minimumPixelSize: Fit.px(18)
    }
}
