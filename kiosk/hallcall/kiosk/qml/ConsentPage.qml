pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

// What a camera would be for, before it opens; three ways of the same weight.
KioskPage {
    id: root

    readonly property var faces: kiosk.faces
    // All of it must be on the page at once, in whatever size.
    readonly property int length: faces.facts.reduce((sum, fact) => sum + fact.label.length + fact.text.length, 0)
    readonly property int size: Texts.language === "en" ? 26 : Math.min(Theme.px(32), length > 270 ? 30 : 34)

    title: faces.title
    sub: faces.sub
    footNote: faces.responsible
    navigation: BackRow {
        kiosk: root.kiosk
        note: Texts.t("consent-child")
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: 28
                spacing: 10

                Repeater {
                    model: root.faces.facts

                    RowLayout {
                        id: fact

                        required property var modelData

                        spacing: 24
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        Layout.preferredHeight: words.lineCount

                        Icon {
                            name: fact.modelData.icon
                            size: 44
                            color: Theme.brand
                            Layout.alignment: Qt.AlignVCenter
                        }

                        Label {
                            id: words

                            text: "<b>" + fact.modelData.label + "</b>　" + fact.modelData.text
                            textFormat: Text.StyledText
                            size: root.size
                            wrapMode: Text.Wrap
                            verticalAlignment: Text.AlignVCenter
                            lineHeight: 0.9
                            Layout.fillWidth: true
                            Layout.fillHeight: true
                        }
                    }
                }
            }
        }

        WayRow {
            objectName: "consent.yes"
            text: root.faces.yes
            iconName: "scan-face"
            Layout.fillWidth: true
            onClicked: root.faces.agree()
        }

        OtherWays {
            kiosk: root.kiosk
            Layout.fillWidth: true
        }
    }
}
