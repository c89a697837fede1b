pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

// What a visitor says of themselves, if they like: needs, the language of the counter, whom they come for, how many cases.
KioskPage {
    id: root

    readonly property var own: kiosk.own

    title: Texts.t("needs-title")
    sub: Texts.t("needs-sub")
    subColor: Theme.gold
    navigation: RowLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        BigButton {
            objectName: "needs.done"
            text: Texts.t("needs-done")
            iconName: "check"
            size: Theme.title
            Layout.fillWidth: true
            Layout.preferredHeight: 112
            onClicked: root.kiosk.closeNeeds()
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        TileGrid {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: 472

            Repeater {
                model: root.own.needRows

                SwitchTile {
                    required property var modelData

                    objectName: "need." + modelData.id
                    text: modelData.name
                    sub: modelData.sub
                    iconName: modelData.icon
                    on: modelData.on
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: 120
                    onClicked: root.own.toggle(modelData.id)
                }
            }
        }

        ColumnLayout {
            visible: root.own.knowsLanguages
            spacing: Theme.gap
            Layout.fillWidth: true
            Layout.topMargin: 8

            Label {
                text: Texts.t("needs-language")
                size: Theme.title
                strong: true
            }

            RowLayout {
                visible: root.own.languages.length > 0
                spacing: Theme.gap
                Layout.fillWidth: true

                Repeater {
                    model: root.own.languages

                    Chip {
                        required property var modelData

                        objectName: "speak." + modelData.id
                        text: modelData.name
                        on: modelData.on
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        onClicked: root.own.speak(modelData.id)
                    }
                }
            }

            Label {
                objectName: "needs.silent"
                visible: text !== ""
                text: root.own.languages.length === 0 ? Texts.t("needs-no-language") : root.own.languageNote
                size: Theme.label
                color: Theme.inkSoft
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 24
                Layout.fillWidth: true
            }
        }

        RowLayout {
            spacing: Theme.gutter
            Layout.fillWidth: true
            Layout.topMargin: 8

            SwitchTile {
                objectName: "needs.agent"
                text: root.own.hasPrincipal ? Texts.t("needs-agent-on") : Texts.t("needs-agent")
                sub: root.own.hasPrincipal ? Texts.t("needs-agent-off") : root.kiosk.session.known ? Texts.t("needs-agent-sub") : Texts.t("needs-agent-first")
                iconName: "users"
                on: root.own.hasPrincipal
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: Math.max(168, Theme.px(140))
                onClicked: root.own.hasPrincipal ? root.own.dropPrincipal() : root.kiosk.openPrincipal()
            }

            Card {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: Math.max(168, Theme.px(140))

                RowLayout {
                    anchors.fill: parent
                    anchors.margins: 20
                    spacing: 12

                    BigButton {
                        objectName: "cases.fewer"
                        kind: "outline"
                        text: "−"
                        description: Texts.t("needs-fewer")
                        size: 52
                        enabled: root.own.cases > 1
                        opacity: enabled ? 1 : 0.4
                        Layout.preferredWidth: 104
                        Layout.preferredHeight: 120
                        onClicked: root.own.addCases(-1)
                    }

                    ColumnLayout {
                        spacing: 0
                        Layout.fillWidth: true

                        Label {
                            text: Texts.t("needs-cases")
                            size: Theme.label
                            color: Theme.inkSoft
                            horizontalAlignment: Text.AlignHCenter
                            fontSizeMode: Text.HorizontalFit
                            minimumPixelSize: 22
                            Layout.fillWidth: true
                        }

                        Label {
                            objectName: "needs.cases"
                            text: Texts.f("needs-cases-count", {
                                count: root.own.cases
                            })
                            size: Theme.choice
                            strong: true
                            horizontalAlignment: Text.AlignHCenter
                            fontSizeMode: Text.HorizontalFit
                            minimumPixelSize: 30
                            Layout.fillWidth: true
                        }
                    }

                    BigButton {
                        objectName: "cases.more"
                        kind: "outline"
                        text: "+"
                        description: Texts.t("needs-more")
                        size: 52
                        enabled: root.own.cases < root.own.mostCases
                        opacity: enabled ? 1 : 0.4
                        Layout.preferredWidth: 104
                        Layout.preferredHeight: 120
                        onClicked: root.own.addCases(1)
                    }
                }
            }
        }

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 1
        }
    }
}
