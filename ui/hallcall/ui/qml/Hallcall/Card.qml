import QtQuick

// Information, never a control: no border, except in high contrast where grounds do not differ.
Rectangle {
    color: Theme.surface
    radius: Theme.radius
    border.width: Theme.highContrast ? 1 : 0
    border.color: Theme.frame
}
