import QtQuick
import QtQuick.Layouts
import Hallcall

// The second card: of the person whom the visitor comes for.
KioskPage {
    id: root

    title: kiosk.card.problem !== "" ? Texts.t("card-problem-title") : Texts.t("principal-title")
    sub: Texts.t("principal-sub")
    subColor: Theme.gold
    navigation: BackRow {
        kiosk: root.kiosk
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        ProblemCard {
            objectName: "principal.problem"
            text: root.kiosk.card.problem
            Layout.fillWidth: true
            Layout.preferredHeight: 176
        }

        CardPicture {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 240
        }

        Label {
            text: Texts.t("principal-text")
            size: Theme.strong
            wrapMode: Text.Wrap
            lineHeight: 0.95
            fontSizeMode: Text.Fit
            minimumPixelSize: 28
            verticalAlignment: Text.AlignVCenter
            Layout.fillWidth: true
            Layout.preferredHeight: 184
            Layout.maximumHeight: 184
        }

        WayButton {
            objectName: "principal.typing"
            text: Texts.t("principal-typing")
            sub: Texts.t("principal-typing-sub")
            iconName: "keyboard"
            Layout.fillWidth: true
            onClicked: root.kiosk.typeNumber()
        }
    }
}
