import QtQuick
import Hallcall

// Before the server was reached for the first time.
Rectangle {
    color: Theme.brandDeep

    Column {
        anchors.centerIn: parent
        width: 968
        spacing: 40

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "hourglass"
            size: 160
            color: Theme.sky
        }

        Label {
            objectName: "title"
            width: parent.width
            text: Texts.t("starting-title")
            size: Theme.headline
            strong: true
            color: Theme.deepText
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
        }

        Label {
            width: parent.width
            text: Texts.t("starting-text")
            size: Theme.title
            color: Theme.sky
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
