import QtQuick
import Hallcall

// A time: when it begins and how full it is, in colour, in words and by its icon. A full one cannot be touched.
Touch {
    id: root

    required property var modelData
    property bool showDay: false
    readonly property string level: modelData.level
    readonly property color ink: ({
            "free": Theme.teal,
            "few": Theme.amberInk
        })[level] ?? Theme.closedInk

    enabled: modelData.free
    fill: ({
            "free": Theme.tealTint,
            "few": Theme.amberTint
        })[level] ?? Theme.closedTint
    edge: modelData.free ? ink : "transparent"
    text: showDay ? modelData.day : modelData.time
    description: modelData.words

    contentItem: Item {
        Label {
            id: time

            x: 12
            width: parent.width - 24
            height: parent.height * 0.58
            text: root.text
            size: root.showDay ? Theme.choice : Theme.large
            strong: true
            color: root.level === "full" ? Theme.closedInk : Theme.ink
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.Fit
            minimumPixelSize: 34
            Accessible.ignored: true
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            y: parent.height * 0.54
            height: parent.height * 0.4
            spacing: 10

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: ({
                        "free": "circle-check",
                        "few": "hourglass",
                        "full": "x"
                    })[root.level] ?? "info"
                size: 32
                color: root.ink
            }

            Label {
                width: Math.min(implicitWidth, root.width - 72)
                height: parent.height
                text: root.modelData.words
                size: Theme.body
                strong: root.level === "few"
                color: root.ink
                verticalAlignment: Text.AlignVCenter
                fontSizeMode: Text.Fit
                minimumPixelSize: 32
                Accessible.ignored: true
            }
        }
    }
}
