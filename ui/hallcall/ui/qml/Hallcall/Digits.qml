import QtQuick

// Giant numbers, placed by the height of their capitals: the item is exactly as high as its ink.
Item {
    id: root

    property string text: ""
    property int size: Theme.ticketNumber
    property int maximumWidth: 0
    // The ink of the first character, not its box, begins at the left edge.
    property bool flush: false
    property color color: Theme.ink
    property alias horizontalAlignment: ink.horizontalAlignment
    readonly property int shownSize: maximumWidth > 0 && measure.advanceWidth > maximumWidth ? Math.floor(size * maximumWidth / measure.advanceWidth) : size

    implicitWidth: ink.implicitWidth
    implicitHeight: Math.ceil(shownSize * Theme.capHeight)
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    TextMetrics {
        id: measure

        font.family: Theme.family
        font.pixelSize: root.size
        font.weight: Font.Bold
        text: root.text
    }

    Text {
        id: ink

        // Source: the shipped face has ascent 1.160 em and capitals 0.733 em high.
        x: root.flush ? Math.round(-measure.tightBoundingRect.x * root.shownSize / root.size) : 0
        y: Math.round(-(1.16 - Theme.capHeight) * root.shownSize)
        width: parent.width
        text: root.text
        textFormat: Text.PlainText
        font.family: Theme.family
        font.pixelSize: root.shownSize
        font.weight: Font.Bold
        font.features: ({
                "tnum": 1
            })
        color: root.color
        Accessible.ignored: true
    }
}
