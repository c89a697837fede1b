import QtQuick

// Two rings, one dark and one amber: visible on every ground.
Item {
    id: root

    property real radius: Theme.radius

    anchors.fill: parent
    anchors.margins: -10

    Rectangle {
        anchors.fill: parent
        radius: root.radius + 10
        color: "transparent"
        border.width: 6
        border.color: Theme.focusOuter
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: 6
        radius: root.radius + 4
        color: "transparent"
        border.width: 4
        border.color: Theme.focusInner
    }
}
