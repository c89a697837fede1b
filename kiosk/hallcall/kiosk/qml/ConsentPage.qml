pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

// What a camera would be for, before it opens; three ways of the same weight.
KioskPage {
    id: root

    readonly property var faces: kiosk.faces
    readonly property var told: faces.told
    // In normal type all of it is on the page at once; in large type it has pages.
    readonly property int size: Theme.px(Texts.language === "en" ? 26 : told.length > 270 ? 30 : 32)

    title: told.title
    sub: told.sub
    spoken: told.spoken
    footNote: told.responsible
    navigation: BackRow {
        kiosk: root.kiosk
        note: root.told.pages > 1 ? "" : Texts.t("consent-child")
        page: root.told.page
        pages: root.told.pages
        onNextPage: root.told.nextPage()
        onPreviousPage: root.told.previousPage()
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
                    model: root.told.facts

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

                            objectName: "consent.fact"
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
            text: enabled ? root.faces.yes : Texts.t("consent-read")
            iconName: "scan-face"
            enabled: root.told.isRead
            Layout.fillWidth: true
            onClicked: root.faces.agree()
        }

        OtherWays {
            kiosk: root.kiosk
            Layout.fillWidth: true
        }
    }
}
