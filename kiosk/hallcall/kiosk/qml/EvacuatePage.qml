pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// People must leave the building: nothing to touch, only what to do now.
Rectangle {
    id: root

    required property bool isDrill
    // Texts of the hall's other language.
    required property var second
    readonly property string headline: isDrill ? "evacuate-drill-headline" : "evacuate-headline"
    readonly property string kind: isDrill ? "evacuate-drill" : "evacuate-real"

    // Nobody may have to choose a language first.
    function both(name: string, between: string): string {
        return Texts.t(name) + between + root.second.t(name);
    }

    color: Qt.darker(Theme.wallExit, 1.75)

    Rectangle {
        width: parent.width
        height: 760
        color: root.isDrill ? Theme.wallPlaque : Theme.wallEmergency

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 90
            name: "triangle-alert"
            size: 200
            color: Theme.wallText
        }

        Label {
            objectName: "title"
            x: Theme.margin
            y: 300
            width: parent.width - 2 * x
            height: 180
            text: Texts.t(root.headline)
            size: 132
            strong: true
            color: Theme.wallText
            wrapMode: Text.Wrap
            fontSizeMode: Text.Fit
            minimumPixelSize: 72
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }

        Label {
            objectName: "second"
            x: Theme.margin
            y: 490
            width: parent.width - 2 * x
            height: 110
            text: root.second.t(root.headline)
            size: 72
            strong: true
            color: Theme.wallText
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 48
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }

        Label {
            objectName: "kind"
            x: Theme.margin
            y: 620
            width: parent.width - 2 * x
            height: 100
            text: root.both(root.kind, " · ")
            size: 64
            strong: true
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 40
            color: Theme.wallText
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }
    }

    Rectangle {
        x: Theme.margin
        y: 820
        width: parent.width - 2 * x
        height: 380
        radius: Theme.radiusLarge
        color: Theme.wallExit
        border.color: Theme.wallText
        border.width: 6

        Icon {
            x: 60
            anchors.verticalCenter: parent.verticalCenter
            name: "exit-running"
            size: 260
            color: Theme.wallText
        }

        Label {
            objectName: "signs"
            x: 370
            width: parent.width - x - 50
            height: parent.height
            text: root.both("evacuate-signs", "\n")
            size: 84
            strong: true
            color: Theme.wallText
            wrapMode: Text.Wrap
            fontSizeMode: Text.Fit
            minimumPixelSize: 56
            verticalAlignment: Text.AlignVCenter
        }
    }

    Repeater {
        model: [["ban", "evacuate-lifts"], ["briefcase", "evacuate-belongings"], ["users", "evacuate-staff"]]

        Item {
            id: rule

            required property int index
            required property var modelData

            x: Theme.margin
            y: 1250 + index * 130
            width: root.width - 2 * x
            height: 110

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: rule.modelData[0]
                size: 80
                color: Theme.wallText
            }

            Label {
                objectName: "rule." + rule.index
                x: 120
                width: parent.width - x
                height: parent.height
                text: root.both(rule.modelData[1], " · ")
                size: 64
                strong: true
                color: Theme.wallText
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 40
                verticalAlignment: Text.AlignVCenter
            }
        }
    }

    Label {
        objectName: "kept"
        x: Theme.margin
        y: 1670
        width: parent.width - 2 * x
        height: 190
        text: root.both("evacuate-kept", "\n")
        size: 40
        color: Theme.wallText
        wrapMode: Text.Wrap
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
}
