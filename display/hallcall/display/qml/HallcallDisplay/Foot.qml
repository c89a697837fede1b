pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// The strip of queues: people and a range of minutes for somebody who comes now. Read from near by.
Rectangle {
    id: root

    required property var wall

    function closedText(queue: var): string {
        return queue.closedUntil ? Texts.f("display-queue-closed-until", {
            at: queue.closedUntil
        }) : Texts.t("display-queue-closed");
    }

    color: Qt.darker(Theme.wallGround, 1.7)

    Rectangle {
        id: tag

        width: Fit.px(460)
        height: parent.height
        color: Theme.wallPlaque

        Label {
            y: Fit.px(34)
            width: parent.width
            height: Fit.px(116)
            text: Texts.t("display-waiting")
            size: Fit.px(84)
            strong: true
            color: Theme.wallText
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }

        Label {
            y: Fit.px(144)
            width: parent.width
            height: Fit.px(84)
            text: Fit.t("display-waiting")
            size: Fit.px(58)
            color: Theme.wallText
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }
    }

    Label {
        visible: root.wall.waiting.length === 0
        objectName: "waiting.none"
        x: tag.width + Fit.px(72)
        height: parent.height
        text: Texts.t("display-waiting-none")
        size: Fit.px(84)
        color: Theme.wallSoft
        verticalAlignment: Text.AlignVCenter
    }

    Repeater {
        model: 4

        Item {
            id: entry

            required property int index
            readonly property var queue: root.wall.waiting[index] ?? ({})
            readonly property int cell: Math.floor((root.width - tag.width - Fit.px(120)) / 4)

            visible: queue.queue !== undefined
            x: tag.width + Fit.px(72) + index * cell
            width: cell - Fit.px(56)
            height: root.height

            Label {
                objectName: "waiting." + entry.index + ".name"
                y: Fit.px(26)
                width: parent.width
                height: Fit.px(104)
                text: Fit.shortName(entry.queue.name)
                size: Fit.px(Texts.language === "en" ? 64 : 76)
                color: Theme.wallSoft
                verticalAlignment: Text.AlignVCenter
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Fit.px(48)
                elide: Text.ElideRight
            }

            Label {
                id: people

                objectName: "waiting." + entry.index + ".people"
                y: Fit.px(130)
                height: Fit.px(108)
                text: entry.queue.queue === undefined ? "" : Texts.f("display-people", {
                    count: entry.queue.people
                })
                size: Fit.px(Texts.language === "en" ? 68 : 84)
                strong: true
                color: Theme.wallText
                verticalAlignment: Text.AlignVCenter
            }

            Label {
                objectName: "waiting." + entry.index + ".minutes"
                anchors.left: people.right
                anchors.leftMargin: Fit.px(32)
                anchors.right: parent.right
                y: people.y
                height: people.height
                // While nobody calls, when it goes on says more than a range that begins with the pause.
                text: entry.queue.closed ? root.closedText(entry.queue) : entry.queue.resumes ? Texts.f("minutes-resume", {
                    at: entry.queue.resumes
                }) : (entry.queue.low ?? -1) < 0 ? "" : Texts.f("display-minutes", {
                    low: entry.queue.low,
                    high: entry.queue.high
                })
                size: people.size
                color: Theme.wallText
                verticalAlignment: Text.AlignVCenter
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Fit.px(48)
            }
        }
    }
}
