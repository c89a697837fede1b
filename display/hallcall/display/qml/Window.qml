pragma ComponentBehavior: Bound
import QtQuick
import Hallcall
import HallcallDisplay

// The bar over a counter: its number, which never changes place, and beside it what the counter does now. Drawn for
// 1920 x 360 and cut from one state to the next.
Rectangle {
    id: root

    required property var window
    required property var second
    readonly property var scene: window.scene
    readonly property string kind: scene.state ?? "unheard"

    color: Theme.wallGround

    Binding {
        target: Fit
        property: "unit"
        value: Math.min(root.width / 1920, root.height / 360)
    }

    Binding {
        target: Fit
        property: "second"
        value: root.second
    }

    Item {
        anchors.centerIn: parent
        width: Fit.px(1920)
        height: Fit.px(360)

        Rectangle {
            width: Fit.px(396)
            height: parent.height
            color: ["paused", "closed", "unheard"].includes(root.kind) ? Theme.wallPaused : Theme.wallPlate

            Digits {
                objectName: "plate"
                x: Math.round((parent.width - width) / 2)
                y: Fit.px(48)
                width: Math.min(implicitWidth, maximumWidth)
                text: root.scene.plate ?? ""
                size: Fit.px(262)
                maximumWidth: parent.width - Fit.px(48)
                color: Theme.wallText
            }

            Label {
                objectName: "plate.word"
                y: Fit.px(256)
                width: parent.width
                height: Fit.px(98)
                text: Texts.t("window-plate")
                size: Fit.px(62)
                strong: true
                color: Theme.wallText
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
            }
        }

        Loader {
            objectName: "state"
            x: Fit.px(396)
            width: parent.width - x
            height: parent.height
            sourceComponent: ({
                    "calling": calling,
                    "serving": serving,
                    "paused": paused,
                    "moved": moved,
                    "evacuate": evacuate,
                    "drill": evacuate
                })[root.kind] ?? plain
        }
    }

    Component {
        id: calling

        WindowCalling {
            scene: root.scene
        }
    }

    Component {
        id: serving

        WindowServing {
            scene: root.scene
        }
    }

    Component {
        id: paused

        WindowPaused {
            scene: root.scene
        }
    }

    Component {
        id: moved

        WindowMoved {
            scene: root.scene
        }
    }

    Component {
        id: evacuate

        WindowEvacuate {
            facts: root.window.evacuation
        }
    }

    Component {
        id: plain

        WindowPlain {
            scene: root.scene
        }
    }
}
