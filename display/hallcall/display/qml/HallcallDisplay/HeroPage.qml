pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// The newest call large, the recent ones beside it, the queues at the foot.
Item {
    id: root

    required property var wall

    HeroCard {
        x: Fit.px(96)
        width: Fit.px(1980)
        height: Fit.px(1640)
        call: root.wall.hero
        pulse: root.wall.pulse
    }

    Rectangle {
        id: panel

        x: Fit.px(2136)
        width: Fit.px(1608)
        height: Fit.px(1640)
        radius: Fit.px(40)
        color: Theme.wallCard

        Core {
            ground: panel
        }

        Label {
            x: Fit.px(72)
            height: Fit.px(170)
            text: Texts.t("display-ticket") + " " + Fit.t("display-ticket")
            size: Fit.px(76)
            color: Theme.wallSoft
            verticalAlignment: Text.AlignVCenter
        }

        Label {
            x: Fit.px(870)
            width: Fit.px(700)
            height: Fit.px(170)
            text: Texts.t("display-counter-heading") + " " + Fit.t("display-counter-heading")
            size: Fit.px(76)
            color: Theme.wallSoft
            verticalAlignment: Text.AlignVCenter
        }

        Label {
            visible: root.wall.recent.length === 0 && root.wall.hero.number !== undefined
            objectName: "recent.empty"
            y: Fit.px(170)
            width: parent.width
            height: parent.height - y
            text: Texts.t("display-recent-empty")
            size: Fit.px(84)
            color: Theme.wallSoft
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }

        Repeater {
            model: 6

            Item {
                id: slot

                required property int index
                readonly property var call: root.wall.recent[index] ?? ({})

                x: Fit.px(44)
                y: Fit.px(170 + 242 * index)
                width: Fit.px(1520)
                height: Fit.px(242)

                Rectangle {
                    visible: slot.call.number !== undefined || slot.index === 0
                    x: Fit.px(28)
                    width: parent.width - 2 * x
                    height: Fit.px(4)
                    color: Theme.wallLine
                }

                RecentRow {
                    visible: slot.call.number !== undefined
                    objectName: "row." + slot.index
                    anchors.fill: parent
                    anchors.topMargin: Fit.px(14)
                    anchors.bottomMargin: Fit.px(10)
                    row: slot.index
                    call: slot.call
                    type: Math.min(220, Math.max(186, root.wall.rowType))
                    pulse: root.wall.pulse
                }
            }
        }
    }

    Foot {
        y: Fit.px(1700)
        width: parent.width
        height: parent.height - y
        wall: root.wall
    }
}
