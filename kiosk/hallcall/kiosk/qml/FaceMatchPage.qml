import QtQuick
import QtQuick.Layouts
import Hallcall

// Somebody was found by their face. Before anything becomes of it they say, by four places, that it is they.
KioskPage {
    id: root

    readonly property var match: kiosk.faces.match

    title: match.title
    sub: match.sub
    spoken: [title, sub, match.asks ? match.state : ""].filter(words => words !== "").join("，")
    footNote: Texts.t("match-note")
    navigation: RowLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        BigButton {
            objectName: "exit"
            kind: "outline"
            text: Texts.t("nav-exit")
            iconName: "log-out"
            size: Math.min(Theme.strong, 40)
            Layout.preferredWidth: 296
            Layout.preferredHeight: 112
            onClicked: root.kiosk.leave()
        }

        BigButton {
            objectName: "match.confirm"
            visible: root.match.asks
            enabled: root.match.digits.full
            text: Texts.t("match-confirm")
            iconName: "check"
            size: Math.min(Theme.title, 52)
            Layout.fillWidth: true
            Layout.preferredHeight: 112
            onClicked: root.match.confirm()
        }

        Item {
            visible: !root.match.asks
            Layout.fillWidth: true
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        TypedField {
            visible: root.match.asks
            pad: root.match.digits
            places: root.match.digits.length
            placeWidth: 96
            wrong: root.match.wrong
            said: root.match.state
            Layout.fillWidth: true
            Layout.preferredHeight: 188
        }

        NumberKeys {
            id: keys

            visible: root.match.asks
            pad: root.match.digits
            keyHeight: root.kiosk.machine.connected ? 104 : 84
            Layout.fillWidth: true
        }

        Item {
            visible: root.match.asks
            Layout.fillHeight: true
        }

        OtherWays {
            kiosk: root.kiosk
            Layout.fillWidth: true
        }

        Item {
            visible: !root.match.asks
            Layout.fillHeight: true
        }
    }
}
