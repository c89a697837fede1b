pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// People must leave: what to do, where to, and that nobody loses their place. It stands still.
Rectangle {
    id: root

    required property var wall
    readonly property var facts: wall.evacuation
    readonly property bool isDrill: facts.isDrill === true
    readonly property var exits: facts.exits ?? []

    color: Qt.darker(Theme.wallExit, 1.75)

    Rectangle {
        id: head

        width: parent.width
        height: Fit.px(560)
        color: root.isDrill ? Theme.wallPlaque : Theme.wallEmergency

        Icon {
            id: warning

            x: Fit.px(120)
            anchors.verticalCenter: parent.verticalCenter
            name: "triangle-alert"
            size: Fit.px(320)
            stroke: 2
            color: Theme.wallText
        }

        Label {
            id: headline

            objectName: "evacuate.headline"
            x: Fit.px(528)
            y: Fit.px(40)
            width: side.x - x - Fit.px(60)
            height: Fit.px(350)
            text: Texts.t(root.isDrill ? "evacuate-drill-headline" : "evacuate-headline")
            size: Fit.px(300)
            strong: true
            color: Theme.wallText
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(120)
        }

        Label {
            objectName: "evacuate.second"
            x: Fit.px(532)
            y: Fit.px(400)
            width: side.x - x - Fit.px(60)
            height: Fit.px(130)
            text: Fit.t(root.isDrill ? "evacuate-drill-headline" : "evacuate-headline")
            size: Fit.px(96)
            strong: true
            color: Theme.wallText
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(60)
        }

        Column {
            id: side

            anchors.right: parent.right
            anchors.rightMargin: Fit.px(116)
            anchors.verticalCenter: parent.verticalCenter
            width: Fit.px(760)

            Label {
                objectName: "evacuate.clock"
                width: parent.width
                height: Fit.px(180)
                text: root.wall.clock
                size: Fit.px(150)
                strong: true
                color: Theme.wallText
                horizontalAlignment: Text.AlignRight
                verticalAlignment: Text.AlignVCenter
            }

            Label {
                objectName: "evacuate.kind"
                width: parent.width
                height: Fit.px(140)
                text: Texts.t(root.isDrill ? "evacuate-drill" : "evacuate-real")
                size: Fit.px(108)
                strong: true
                color: Theme.wallText
                horizontalAlignment: Text.AlignRight
                verticalAlignment: Text.AlignVCenter
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Fit.px(60)
            }
        }
    }

    Repeater {
        model: Math.max(1, root.exits.length)

        ExitPanel {
            required property int index

            readonly property int panels: Math.max(1, root.exits.length)

            x: Fit.px(96) + index * Fit.px(1884)
            y: Fit.px(620)
            width: panels === 1 ? Fit.px(3648) : Fit.px(1764)
            height: Fit.px(940)
            prefix: "exit." + index + "."
            way: root.exits[index] ?? null
        }
    }

    Rectangle {
        y: Fit.px(1620)
        width: parent.width
        height: parent.height - y
        color: Qt.darker(Theme.wallExit, 2.6)

        Repeater {
            model: [["ban", "evacuate-lifts"], ["briefcase", "evacuate-belongings"], ["users", "evacuate-staff"]]

            Item {
                id: rule

                required property int index
                required property var modelData

                x: Fit.px(96) + index * Fit.px(1220)
                y: Fit.px(40)
                width: Fit.px(1180)
                height: Fit.px(320)

                Icon {
                    id: mark

                    y: Fit.px(24)
                    name: rule.modelData[0]
                    size: Fit.px(144)
                    color: Theme.wallText
                }

                Label {
                    objectName: "evacuate.rule." + rule.index
                    x: Fit.px(192)
                    width: parent.width - x
                    height: Fit.px(190)
                    text: Texts.t(rule.modelData[1])
                    size: Fit.px(124)
                    strong: true
                    color: Theme.wallText
                    verticalAlignment: Text.AlignVCenter
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Fit.px(72)
                }

                Label {
                    x: Fit.px(192)
                    y: Fit.px(196)
                    width: parent.width - x
                    height: Fit.px(110)
                    text: Fit.t(rule.modelData[1])
                    size: Fit.px(80)
                    color: Theme.wallText
                    verticalAlignment: Text.AlignVCenter
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Fit.px(52)
                }
            }
        }

        Rectangle {
            x: Fit.px(96)
            y: Fit.px(370)
            width: parent.width - 2 * x
            height: Fit.px(4)
            color: Theme.wallExit
        }

        Label {
            objectName: "evacuate.kept"
            x: Fit.px(96)
            y: Fit.px(384)
            width: parent.width - 2 * x
            height: Fit.px(140)
            text: Texts.t("evacuate-kept") + "    " + Fit.t("evacuate-kept")
            size: Fit.px(80)
            color: Theme.wallText
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(52)
        }
    }
}
