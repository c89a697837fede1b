pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// The stays of a visit from top to bottom: a number, where, what is done there, and the walk to it.
Rectangle {
    id: root

    // Rows as `leg_rows` makes them.
    required property var legs
    property int rowHeight: 120
    // The first row is where the visitor goes now.
    property bool isUnderWay: false
    readonly property int most: Math.max(1, Math.floor((height + 1) / 72))
    readonly property bool isCut: legs.length > most
    readonly property int shown: isCut ? most - 1 : legs.length
    readonly property real step: legs.length > 0 ? height / Math.max(1, shown + (isCut ? 1 : 0)) : 0

    implicitHeight: legs.length * rowHeight
    color: Theme.surface
    radius: Theme.radius
    border.width: Theme.highContrast ? Theme.border : 0
    border.color: Theme.frame

    Repeater {
        model: root.legs.slice(0, root.shown)

        Item {
            id: leg

            required property int index
            required property var modelData
            readonly property bool isNow: root.isUnderWay && index === 0

            objectName: "leg." + index
            y: Math.round(index * root.step)
            width: root.width
            height: Math.round(root.step)

            Rectangle {
                visible: leg.isNow
                anchors.fill: parent
                radius: Theme.radius
                color: Theme.tint
            }

            Rectangle {
                visible: leg.index > 0 && !(root.isUnderWay && leg.index === 1)
                x: 32
                width: parent.width - 64
                height: 2
                color: Theme.hair
            }

            Rectangle {
                id: mark

                x: 28
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(72, leg.height - 16)
                height: width
                radius: width / 2
                color: leg.isNow || !root.isUnderWay ? Theme.brand : Theme.surface
                border.width: leg.isNow || !root.isUnderWay ? 0 : Theme.border
                border.color: Theme.brand

                Label {
                    anchors.centerIn: parent
                    text: leg.modelData.number
                    size: Math.round(mark.width * 0.52)
                    strong: true
                    color: leg.isNow || !root.isUnderWay ? Theme.brandText : Theme.brand
                    verticalAlignment: Text.AlignVCenter
                }
            }

            Label {
                id: place

                anchors.left: mark.right
                anchors.leftMargin: 24
                width: Math.min(implicitWidth, parent.width * 0.5 - 124)
                y: Math.round(leg.height * 0.04)
                height: Math.round(leg.height * 0.5)
                text: leg.modelData.place
                size: Math.min(Theme.title, 50)
                strong: true
                color: Theme.brand
                fontSizeMode: Text.Fit
                minimumPixelSize: 26
                verticalAlignment: Text.AlignVCenter
            }

            Label {
                anchors.left: place.right
                anchors.leftMargin: 20
                anchors.right: walk.left
                anchors.rightMargin: 12
                y: place.y
                height: place.height
                text: leg.modelData.counters
                size: Theme.body
                strong: true
                fontSizeMode: Text.Fit
                minimumPixelSize: 22
                verticalAlignment: Text.AlignVCenter
            }

            Label {
                id: walk

                anchors.right: parent.right
                anchors.rightMargin: 32
                width: Math.min(implicitWidth, parent.width * 0.34)
                y: place.y
                height: place.height
                text: leg.isNow ? Texts.t("route-now") : leg.modelData.walk
                size: Math.min(Theme.label, 34)
                strong: leg.isNow
                color: leg.isNow ? Theme.brand : Theme.inkSoft
                horizontalAlignment: Text.AlignRight
                fontSizeMode: Text.Fit
                minimumPixelSize: 22
                verticalAlignment: Text.AlignVCenter
            }

            Label {
                anchors.left: place.left
                anchors.right: parent.right
                anchors.rightMargin: 32
                y: Math.round(leg.height * 0.52)
                height: Math.round(leg.height * 0.44)
                text: leg.modelData.items
                size: Math.min(Theme.label, 36)
                color: Theme.ink
                wrapMode: Text.Wrap
                maximumLineCount: 2
                lineHeight: 0.86
                fontSizeMode: Text.Fit
                minimumPixelSize: 22
                verticalAlignment: Text.AlignVCenter
            }
        }
    }

    Label {
        visible: root.isCut
        y: Math.round(root.shown * root.step)
        width: root.width
        height: Math.round(root.step)
        text: Texts.f("route-more", {
            count: root.legs.length - root.shown
        })
        size: Theme.label
        color: Theme.inkSoft
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
}
