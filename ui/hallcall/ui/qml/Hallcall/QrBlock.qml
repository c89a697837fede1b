import QtQuick

// A QR code, whole pixels a module, with its quiet zone. Always dark on white.
Image {
    id: root

    property string content: ""
    // Edge of the square it may fill; it takes the largest whole module that fits.
    property int size: 260
    property string name: ""

    visible: content !== ""
    source: content === "" ? "" : "image://qr/" + size + "/" + encodeURIComponent(content)
    width: implicitWidth
    height: implicitHeight
    smooth: false
    cache: false
    Accessible.role: Accessible.Graphic
    Accessible.name: name
}
