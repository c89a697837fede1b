import QtQuick
import Hallcall

// One thing that can be done: what it is, where, and how many wait. A closed one stays and explains itself.
Touch {
    id: root

    property string iconName: ""
    property string line: ""
    property bool isClosed: false
    property int badge: 88
    readonly property bool showBadge: Theme.scale <= Theme.scaleLarge
    readonly property int nameSize: Texts.language === "en" ? Theme.px(34) : Theme.title

    implicitHeight: 152
    fill: Theme.surface
    edge: Theme.line
    description: root.line

    contentItem: Item {
        IconBadge {
            id: mark

            visible: root.showBadge
            anchors.verticalCenter: parent.verticalCenter
            x: 20
            size: root.badge
            name: root.iconName
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter
            anchors.left: root.showBadge ? mark.right : parent.left
            // Eight characters, the most of a short name, stand in one line.
            anchors.leftMargin: 20
            anchors.right: parent.right
            anchors.rightMargin: 15
            spacing: 6

            Label {
                id: words

                width: parent.width
                height: Math.min(implicitHeight, root.height - below.height - 18)
                text: root.text
                size: root.nameSize
                strong: true
                wrapMode: Text.Wrap
                lineHeight: 0.86
                fontSizeMode: Text.Fit
                minimumPixelSize: 26
                color: root.isClosed ? Theme.inkSoft : Theme.ink
                verticalAlignment: Text.AlignVCenter
                optical: false
                Accessible.ignored: true
            }

            Label {
                id: below

                width: parent.width
                text: root.line
                size: Theme.label
                color: root.isClosed ? Theme.amberInk : Theme.inkSoft
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 22
                Accessible.ignored: true
            }
        }
    }
}
