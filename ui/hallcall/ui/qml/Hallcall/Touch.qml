import QtQuick
import QtQuick.Templates as T

// What every control shares: size, press colour in the same frame, focus rings, name and press for assistive technology.
T.AbstractButton {
    id: root

    property color fill: "transparent"
    property color edge: "transparent"
    property int edgeWidth: Theme.border
    property real radius: Theme.radius
    property string description: ""

    implicitHeight: 112
    implicitWidth: 224
    focusPolicy: Qt.StrongFocus
    hoverEnabled: false
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: description
    Accessible.onPressAction: click()

    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: root.radius
        color: root.down ? Qt.darker(root.solid(root.fill), 1.22) : root.fill
        border.width: root.edge.a > 0 ? root.edgeWidth : 0
        border.color: root.edge

        FocusRings {
            visible: root.visualFocus
            radius: root.radius
        }
    }

    function solid(colour: color): color {
        return colour.a > 0 ? colour : Theme.surface;
    }
}
