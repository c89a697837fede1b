import QtQuick
import QtQuick.Layouts
import Hallcall

// The success of the page: a sentence and the number, as large as it can be.
Item {
    id: root

    required property var kiosk
    property string text: ""

    width: parent?.width ?? 0
    height: column.implicitHeight

    ColumnLayout {
        id: column

        width: parent.width
        spacing: 0

        RowLayout {
            spacing: 20
            Layout.fillWidth: true
            Layout.bottomMargin: 34

            Icon {
                name: "circle-check"
                size: 60
                color: Theme.deepText
            }

            Label {
                objectName: "title"
                text: root.text
                size: Theme.choice
                strong: true
                color: Theme.deepText
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 36
                verticalAlignment: Text.AlignVCenter
                Layout.fillWidth: true
                Layout.preferredHeight: 64
            }
        }

        Digits {
            objectName: "ticket.number"
            text: root.kiosk.ticket.number
            maximumWidth: 968
            color: Theme.deepText
            flush: true
        }

        Label {
            objectName: "ticket.item"
            text: root.kiosk.ticket.slow ? Texts.t("busy") : root.kiosk.ticket.itemName
            size: Theme.title
            color: Theme.sky
            fontSizeMode: Text.Fit
            minimumPixelSize: 28
            wrapMode: Text.Wrap
            lineHeight: 0.85
            maximumLineCount: 2
            verticalAlignment: Text.AlignVCenter
            Layout.fillWidth: true
            Layout.topMargin: 20
            Layout.preferredHeight: 72
        }
    }
}
