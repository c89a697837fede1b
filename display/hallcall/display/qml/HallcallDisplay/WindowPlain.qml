import QtQuick
import Hallcall

// Free, closed, or without news of the hall: one sentence in both languages; beside it, where this is.
Item {
    id: root

    required property var scene
    readonly property string kind: scene.state ?? "unheard"
    readonly property bool hasPlace: kind === "free" && scene.zone !== undefined

    BarText {
        objectName: "window.title"
        x: Fit.px(60)
        y: Fit.px(52)
        width: (root.hasPlace ? place.x - Fit.px(30) : parent.width - Fit.px(40)) - x
        height: Fit.px(182)
        text: Texts.t("window-title-" + root.kind)
        size: Fit.px(130)
        strong: true
        least: 72
        color: root.kind === "free" ? Theme.wallText : Theme.wallSoft
    }

    BarText {
        objectName: "window.second"
        x: Fit.px(60)
        y: Fit.px(226)
        width: (root.hasPlace ? place.x - Fit.px(30) : parent.width - Fit.px(40)) - x
        text: Fit.t("window-title-" + root.kind)
        size: Fit.px(58)
        color: Theme.wallSoft
    }

    WindowPlace {
        id: place

        visible: root.hasPlace
        x: Fit.px(846)
        width: parent.width - x - Fit.px(40)
        height: parent.height
        scene: root.scene
    }
}
