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

    TypedField {
        id: field

        width: parent.width
        height: 216
        pad: root.pad
        wrong: root.pad.problem !== ""
        said: wrong ? root.pad.problem : Texts.f("typing-count", {
            count: root.pad.count
        })
    }

    NumberKeys {
        id: keys

        anchors.top: field.bottom
        anchors.topMargin: 32
        pad: root.pad
        keyHeight: root.kiosk.machine.connected ? 144 : 126
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
