import QtQuick

// A QR code, whole pixels a module, with its quiet zone. Always dark on white.
Image {
    id: root

    property string content: ""
    property int modulePx: 7
    property string name: ""

    visible: content !== ""
    source: content === "" ? "" : "image://qr/" + modulePx + "/" + encodeURIComponent(content)
    smooth: false
    cache: false
    Accessible.role: Accessible.Graphic
    Accessible.name: name
}
