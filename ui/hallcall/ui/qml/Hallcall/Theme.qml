// Generated from assets/theme/tokens.toml by `python -m hallcall.ui.theme`. Do not edit.
pragma Singleton
import QtQuick

QtObject {
    // What the visitor chose: size of the text and contrast. Everything below follows live.
    property real scale: 1.0
    property bool highContrast: false
    readonly property real scaleNormal: 1.0
    readonly property real scaleLarge: 1.25
    readonly property real scaleLargest: 1.5
    readonly property string family: "Noto Sans SC"

    function px(size: real): int {
        return Math.round(size * scale);
    }

    readonly property color ink: highContrast ? "#FFFFFF" : "#0F1B2D"
    readonly property color inkSoft: highContrast ? "#FFFFFF" : "#46556B"
    readonly property color surface: highContrast ? "#000000" : "#FFFFFF"
    readonly property color canvas: highContrast ? "#000000" : "#F3F6FA"
    readonly property color brand: highContrast ? "#FFFF00" : "#0B4EA2"
    readonly property color brandText: highContrast ? "#000000" : "#FFFFFF"
    readonly property color brandDeep: highContrast ? "#000000" : "#08306B"
    readonly property color deepText: highContrast ? "#FFFFFF" : "#FFFFFF"
    readonly property color sky: highContrast ? "#FFFFFF" : "#D6E4F5"
    readonly property color gold: highContrast ? "#FFFF00" : "#FFC53D"
    readonly property color teal: highContrast ? "#FFFF00" : "#0E6E63"
    readonly property color tealText: highContrast ? "#000000" : "#FFFFFF"
    readonly property color tealTint: highContrast ? "#000000" : "#E2F1EE"
    readonly property color tint: highContrast ? "#000000" : "#E6EEF8"
    readonly property color amberInk: highContrast ? "#FFFF00" : "#8A4B00"
    readonly property color amberTint: highContrast ? "#000000" : "#FFF1D0"
    readonly property color danger: highContrast ? "#FFFF00" : "#B3261E"
    readonly property color ok: highContrast ? "#FFFF00" : "#1B6B41"
    readonly property color line: highContrast ? "#FFFF00" : "#7A889E"
    readonly property color hair: highContrast ? "#FFFF00" : "#DCE3EC"
    readonly property color frame: highContrast ? "#FFFF00" : "#00DCE3EC"
    readonly property color badgeLine: highContrast ? "#FFFF00" : "#00DCE3EC"
    readonly property color ringTrack: highContrast ? "#5A5A5A" : "#395885"
    readonly property color focusInner: highContrast ? "#000000" : "#0F1B2D"
    readonly property color focusOuter: highContrast ? "#FFB000" : "#FFB000"
    readonly property color warnInk: highContrast ? "#FFFF00" : "#6B4300"
    readonly property color warnTint: highContrast ? "#000000" : "#FFF3D6"
    readonly property color badInk: highContrast ? "#FFFF00" : "#8C1D18"
    readonly property color badTint: highContrast ? "#000000" : "#FCE8E6"
    readonly property color okInk: highContrast ? "#FFFF00" : "#14532D"
    readonly property color okTint: highContrast ? "#000000" : "#E6F4EA"
    readonly property color closedInk: highContrast ? "#FFFFFF" : "#5F6E83"
    readonly property color closedTint: highContrast ? "#000000" : "#E9EEF4"
    readonly property color disabledInk: highContrast ? "#FFFFFF" : "#5A687D"
    readonly property color wallGround: "#0A1A30"
    readonly property color wallCard: "#12294A"
    readonly property color wallText: "#FFFFFF"
    readonly property color wallSoft: "#C3D3E8"
    readonly property color wallAmber: "#FFC53D"
    readonly property color wallAmberText: "#0A1A30"
    readonly property color wallHeading: "#A9CCFA"
    readonly property color wallPlate: "#0B4EA2"
    readonly property color wallPlaque: "#2B5590"
    readonly property color wallPaused: "#3A4A60"
    readonly property color wallEmergency: "#A81212"
    readonly property color wallExit: "#00843D"
    readonly property color wallLine: "#2C4668"

    readonly property int note: Math.round(24 * scale)
    readonly property int small: Math.round(26 * scale)
    readonly property int label: Math.round(28 * scale)
    readonly property int body: Math.round(32 * scale)
    readonly property int strong: Math.round(36 * scale)
    readonly property int title: Math.round(40 * scale)
    readonly property int choice: Math.round(44 * scale)
    readonly property int large: Math.round(52 * scale)
    readonly property int place: Math.round(60 * scale)
    readonly property int headline: Math.round(72 * scale)
    readonly property int question: Math.round(84 * scale)
    readonly property int ticketNumber: 320
    readonly property int countdownNumber: 200
    readonly property int gutter: 24
    readonly property int margin: 56
    readonly property int gap: 16
    readonly property int keyGap: 12
    readonly property int radius: 20
    readonly property int radiusLarge: 28
    readonly property int target: 96
    readonly property int border: 3
    readonly property int borderStrong: 4
    readonly property real opticalShift: 0.0675
    readonly property real lineBox: 1.448
    readonly property real capHeight: 0.733
}
