import QtQuick
import Hallcall

// One line of a bar: as large as it should be, smaller where the words are longer.
Label {
    property int least: 40

    height: Math.round(font.pixelSize * 1.45)
    verticalAlignment: Text.AlignVCenter
    fontSizeMode: Text.HorizontalFit
    minimumPixelSize: Fit.px(least)
    color: Theme.wallText
}
