import QtQuick

// The inside of a card with round corners once more, without corners. Nothing changes for the eye, but the software
// renderer knows that nothing shines through and leaves out what lies below: the card and the ground of the wall.
Rectangle {
    required property Rectangle ground

    anchors.fill: parent
    anchors.margins: ground.radius
    visible: ground.color.a === 1
    color: ground.color
}
