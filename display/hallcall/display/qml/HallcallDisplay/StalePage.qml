pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// The server is gone: when the data are from, what to do, the last calls without any amber. Also the page before the
// first data.
Item {
    id: root

    required property var wall
    readonly property bool isConnecting: wall.page !== "stale"
    readonly property var lists: wall.last
    readonly property int columnCount: Math.max(1, lists.length)

    Rectangle {
        x: Fit.px(96)
        width: Fit.px(3648)
        height: Fit.px(400)
        radius: Fit.px(40)
        color: Theme.wallText

        Icon {
            x: Fit.px(88)
            anchors.verticalCenter: parent.verticalCenter
            name: root.isConnecting ? "hourglass" : "wifi-off"
            size: Fit.px(200)
            color: Theme.wallAmberText
        }

        Label {
            objectName: "stale.headline"
            x: Fit.px(376)
            y: Fit.px(40)
            width: parent.width - x - Fit.px(72)
            height: Fit.px(200)
            text: root.isConnecting ? Texts.t("display-connecting") : Texts.f("display-stale", {
                time: root.wall.dataTime,
                minutes: root.wall.staleMinutes
            })
            size: Fit.px(150)
            strong: true
            color: Theme.wallAmberText
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(84)
        }

        Label {
            objectName: "stale.hint"
            x: Fit.px(376)
            y: Fit.px(236)
            width: parent.width - x - Fit.px(72)
            height: Fit.px(130)
            text: root.isConnecting ? Texts.t("display-connecting-hint") : Texts.t("display-stale-hint")
            size: Fit.px(84)
            color: Theme.wallAmberText
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(60)
        }
    }

    Label {
        id: listHeading

        visible: !root.isConnecting
        objectName: "stale.list"
        x: Fit.px(96)
        y: Fit.px(430)
        height: Fit.px(170)
        text: Texts.f(root.lists.some(list => list.length > 0) ? "display-stale-list" : "display-stale-none", {
            time: root.wall.dataTime
        })
        size: Fit.px(96)
        strong: true
        color: Theme.wallSoft
        verticalAlignment: Text.AlignVCenter
    }

    Label {
        objectName: "stale.second"
        x: root.isConnecting ? Fit.px(96) : listHeading.x + listHeading.width + Fit.px(64)
        y: Fit.px(430)
        width: parent.width - x - Fit.px(96)
        height: Fit.px(178)
        text: root.isConnecting ? Fit.t("display-connecting-hint") : Fit.f("display-stale-second", {
            time: root.wall.dataTime
        })
        size: Fit.px(72)
        color: Theme.wallSoft
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(48)
    }

    Repeater {
        model: root.isConnecting ? 0 : root.columnCount

        Item {
            id: list

            required property int index
            readonly property var calls: root.lists[index] ?? []

            x: Fit.px(96) + index * Fit.px(1872)
            y: Fit.px(600)
            width: root.columnCount === 1 ? Fit.px(3648) : Fit.px(1776)

            Repeater {
                model: 4

                StaleRow {
                    required property int index

                    objectName: prefix.slice(0, -1)
                    y: index * Fit.px(264)
                    width: list.width
                    height: Fit.px(264)
                    prefix: "row." + (list.index * 4 + index) + "."
                    call: list.calls[index] ?? ({})
                }
            }
        }
    }

    Rectangle {
        y: Fit.px(1700)
        width: parent.width
        height: parent.height - y
        color: Qt.darker(Theme.wallGround, 1.7)

        Label {
            id: waits

            objectName: "stale.waits"
            x: Fit.px(96)
            height: parent.height
            text: Texts.t("display-waits-hidden")
            size: Fit.px(88)
            strong: true
            color: Theme.wallText
            verticalAlignment: Text.AlignVCenter
        }

        Label {
            objectName: "stale.help"
            anchors.left: waits.right
            anchors.leftMargin: Fit.px(120)
            anchors.right: attempts.left
            anchors.rightMargin: Fit.px(60)
            height: parent.height
            text: Fit.name(root.wall.helpDesk) === "" ? "" : Texts.f("display-help", {
                place: Fit.name(root.wall.helpDesk)
            }) + (root.wall.helpPhone === "" ? "" : "    " + Texts.f("display-phone", {
                phone: root.wall.helpPhone
            }))
            size: Fit.px(84)
            color: Theme.wallSoft
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(52)
        }

        Label {
            id: attempts

            anchors.right: parent.right
            anchors.rightMargin: Fit.px(96)
            height: parent.height
            text: root.wall.attempts > 0 ? Texts.f("display-attempts", {
                count: root.wall.attempts
            }) : ""
            size: Fit.px(56)
            color: Theme.wallSoft
            verticalAlignment: Text.AlignVCenter
        }
    }
}
