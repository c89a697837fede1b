import QtQuick

// A line drawing in any colour. Decorative: its control carries the words.
Image {
    id: root

    property string name: ""
    property color color: Theme.ink
    property int size: 48
    property real stroke: 2

    width: size
    height: size
    visible: name !== ""
    sourceSize: Qt.size(size, size)
    source: name === "" ? "" : "image://icon/" + name + "?color=" + root.hex(color) + "&stroke=" + stroke
    Accessible.ignored: true

    function hex(value: color): string {
        const text = value.toString();
        return text.substring(text.length - 6);
    }
}
