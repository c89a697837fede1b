import QtQuick

// An icon on a tinted square.
Rectangle {
    id: root

    property string name: ""
    property color ink: Theme.brand
    property int size: 88

    width: size
    height: size
    implicitWidth: size
    implicitHeight: size
    radius: Math.round(size * 0.23)
    color: Theme.tint
    border.width: Theme.highContrast ? Theme.border : 0
    border.color: Theme.badgeLine

    Icon {
        anchors.centerIn: parent
        name: root.name
        size: Math.round(root.size * 0.58)
        color: root.ink
    }
}
