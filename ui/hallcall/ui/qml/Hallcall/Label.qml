import QtQuick

// Text in the shipped face. Centred lines are lifted so that their ink, not their line box, is in the middle.
Text {
    id: root

    property int size: Theme.body
    property bool strong: false
    property bool optical: true

    font.family: Theme.family
    font.pixelSize: size
    font.weight: strong ? Font.Bold : Font.Normal
    font.features: ({
            "tnum": 1
        })
    color: Theme.ink
    textFormat: Text.PlainText
    renderType: Text.QtRendering
    bottomPadding: optical && verticalAlignment === Text.AlignVCenter ? Math.round(2 * Theme.opticalShift * font.pixelSize) : 0
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
