import QtQuick
import Hallcall

// Where this is, what is done here and how many wait: the quiet part of the bar.
Item {
    id: root

    required property var scene
    readonly property string zone: Fit.shortName(scene.zoneName)
    // A queue that has the name of its zone says nothing new.
    readonly property var queues: (scene.queues ?? []).map(queue => Fit.shortName(queue)).filter(queue => !zone.includes(queue))

    Rectangle {
        y: Fit.px(40)
        width: Fit.px(4)
        height: Fit.px(280)
        color: Theme.wallLine
    }

    BarText {
        objectName: "place.zone"
        x: Fit.px(48)
        y: Fit.px(32)
        width: parent.width - x
        text: root.scene.zone ? root.scene.zone + " " + root.zone : ""
        size: Fit.px(64)
        strong: true
    }

    BarText {
        objectName: "place.queues"
        x: Fit.px(48)
        y: Fit.px(124)
        width: parent.width - x
        text: root.queues.slice(0, 3).join(" · ")
        size: Fit.px(52)
        color: Theme.wallSoft
        elide: Text.ElideRight
    }

    BarText {
        objectName: "place.people"
        x: Fit.px(48)
        y: Fit.px(236)
        width: parent.width - x
        text: !root.scene.people ? "" : Texts.f("window-people", {
            count: root.scene.people
        })
        size: Fit.px(60)
        strong: true
        color: Theme.wallSoft
    }
}
