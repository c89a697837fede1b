import QtQuick
import QtQuick.Layouts

// A button with one line of words, optionally an icon before or after.
Touch {
    id: root

    // "primary", "outline", "teal", "light" (white on dark ground), "dark" (outline on dark ground).
    property string kind: "primary"
    property string iconName: ""
    property bool iconAfter: false
    property int size: Theme.strong
    property int iconSize: Math.min(Math.round(size * 1.25), 60)
    readonly property int iconGap: Math.min(Math.round(size * 0.6), 28)
    property bool busy: false
    property string busyText: ""

    readonly property color ink: ({
            "primary": Theme.brandText,
            "outline": Theme.brand,
            "teal": Theme.tealText,
            "light": Theme.highContrast ? Theme.brandText : Theme.brandDeep,
            "dark": Theme.deepText
        })[kind]

    fill: ({
            "primary": Theme.brand,
            "outline": Theme.surface,
            "teal": Theme.teal,
            "light": Theme.highContrast ? Theme.brand : "#FFFFFF",
            "dark": Theme.brandDeep
        })[kind]
    edge: ({
            "outline": Theme.brand,
            "dark": Theme.deepText
        })[kind] ?? "transparent"

    contentItem: RowLayout {
        spacing: 0

        Item {
            Layout.fillWidth: true
        }

        Icon {
            visible: root.iconName !== "" && !root.iconAfter && !root.busy
            name: root.iconName
            size: root.iconSize
            color: root.kind === "light" && !Theme.highContrast ? Theme.brand : root.ink
            Layout.rightMargin: root.iconGap
        }

        Label {
            id: words

            text: root.busy ? root.busyText : root.text
            size: root.size
            strong: true
            color: root.ink
            verticalAlignment: Text.AlignVCenter
            horizontalAlignment: Text.AlignHCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 26
            Layout.maximumWidth: root.width - 32 - (root.iconName !== "" ? root.iconSize + root.iconGap : 0)
            Accessible.ignored: true
        }

        Icon {
            visible: root.iconName !== "" && root.iconAfter && !root.busy
            name: root.iconName
            size: root.iconSize
            color: root.ink
            Layout.leftMargin: root.iconGap
        }

        Item {
            Layout.fillWidth: true
        }
    }
}
