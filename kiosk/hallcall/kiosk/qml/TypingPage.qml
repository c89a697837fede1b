pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

KioskPage {
    id: root

    readonly property var pad: kiosk.pad

    title: Texts.t("typing-title")
    sub: Texts.t("typing-sub")
    navigation: RowLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        BigButton {
            objectName: "back"
            kind: "outline"
            text: Texts.t("nav-back")
            iconName: "chevron-left"
            size: Math.min(Theme.strong, 40)
            Layout.preferredWidth: 224
            Layout.preferredHeight: 112
            onClicked: root.kiosk.back()
        }

        BigButton {
            objectName: "typing.confirm"
            text: Texts.t("typing-confirm")
            iconName: "check"
            size: Theme.title
            Layout.fillWidth: true
            Layout.preferredHeight: 112
            onClicked: root.kiosk.confirmNumber()
        }
    }

    Rectangle {
        id: field

        readonly property bool wrong: root.kiosk.numberProblem !== ""

        width: parent.width
        height: 216
        radius: Theme.radius
        color: wrong ? Theme.amberTint : Theme.surface
        border.width: Theme.borderStrong
        border.color: wrong ? Theme.amberInk : Theme.brand

        Row {
            id: places

            anchors.horizontalCenter: parent.horizontalCenter
            y: 24
            spacing: 8

            Repeater {
                model: 18

                Rectangle {
                    id: place

                    required property int index

                    width: 42
                    height: 72
                    radius: 8
                    color: index < root.pad.count ? Theme.brand : Theme.tint
                    border.width: Theme.highContrast ? 1 : 0
                    border.color: Theme.frame

                    Label {
                        anchors.centerIn: parent
                        visible: place.index < root.pad.count
                        text: place.index === root.pad.count - 1 ? root.pad.last : "•"
                        size: 40
                        strong: true
                        color: Theme.brandText
                        verticalAlignment: Text.AlignVCenter
                        Accessible.ignored: true
                    }
                }
            }
        }

        Label {
            objectName: "typing.state"
            anchors.top: places.bottom
            anchors.topMargin: 16
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: 32
            height: 84
            text: field.wrong ? root.kiosk.numberProblem : Texts.f("typing-count", {
                count: root.pad.count
            })
            size: Theme.body
            strong: field.wrong
            color: field.wrong ? Theme.amberInk : Theme.inkSoft
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 26
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }
    }

    Grid {
        id: keys

        anchors.top: field.bottom
        anchors.topMargin: 32
        columns: 3
        columnSpacing: Theme.gutter
        rowSpacing: Theme.gutter

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "X", "0"]

            LetterKey {
                id: key

                required property string modelData

                objectName: "key." + modelData
                width: 306
                height: root.kiosk.connected ? 144 : 126
                text: modelData
                onClicked: root.pad.type(key.modelData)
            }
        }

        LetterKey {
            objectName: "key.erase"
            width: 306
            height: root.kiosk.connected ? 144 : 126
            text: Texts.t("key-erase")
            iconName: "delete"
            isFunction: true
            onClicked: root.pad.erase()
        }
    }

    Label {
        anchors.top: keys.bottom
        anchors.topMargin: 8
        anchors.bottom: parent.bottom
        width: parent.width
        text: Texts.t("typing-note")
        size: Theme.label
        color: Theme.inkSoft
        wrapMode: Text.Wrap
        lineHeight: 0.9
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.Fit
        minimumPixelSize: 26
    }
}
