pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

// One found item; the characters that matched the letters are blue, so that the visitor sees why it is here.
Touch {
    id: root

    required property var kiosk
    required property var modelData
    readonly property var facts: {
        if (kiosk.appointments.choosing)
            return [];
        if (modelData.closed)
            return [["clock", modelData.closedLine]];
        return [["users", modelData.waiting], modelData.untranslated ? ["headset", modelData.untranslated] : ["clock", modelData.minutes]];
    }

    implicitHeight: 128
    fill: Theme.surface
    edge: Theme.line
    text: modelData.name
    description: [modelData.place].concat(facts.map(fact => fact[1])).join(" · ")
    onClicked: kiosk.chooseItem(modelData.code)

    function marked(name: string, places: var): string {
        const escape = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
        const on = new Set(places ?? []);
        return Array.from(name).map((one, at) => on.has(at) ? "<font color=\"" + Theme.brand + "\">" + escape(one) + "</font>" : escape(one)).join("");
    }

    contentItem: Item {
        Icon {
            id: chevron

            anchors.right: parent.right
            anchors.rightMargin: 28
            anchors.verticalCenter: parent.verticalCenter
            name: "chevron-right"
            size: 40
            color: Theme.brand
        }

        RowLayout {
            id: phone

            visible: root.modelData.phoneToo
            anchors.right: chevron.left
            anchors.rightMargin: 16
            y: 14
            height: 56
            spacing: 10

            Icon {
                name: "smartphone"
                size: 36
                color: Theme.teal
            }

            Label {
                id: phoneWords

                // In large type the name needs the room more; the picture of the phone stays.
                visible: whole.advanceWidth * 0.75 <= chevron.x - 118 - implicitWidth
                text: Texts.t("result-phone")
                size: Math.min(Theme.label, 28)
                strong: true
                color: Theme.teal
                verticalAlignment: Text.AlignVCenter
                Accessible.ignored: true
            }
        }

        TextMetrics {
            id: whole

            font.family: Theme.family
            font.pixelSize: Theme.title
            font.weight: Font.Bold
            text: root.text
        }

        Label {
            x: 32
            y: 6
            width: (phone.visible ? phone.x : chevron.x) - 32 - 24
            height: 68
            text: root.marked(root.text, root.modelData.marked)
            textFormat: Text.StyledText
            // Down to three quarters in one line, from there on in two.
            size: whole.advanceWidth * 0.75 <= width ? Math.floor(Theme.title * Math.min(1, width / whole.advanceWidth)) : 28
            strong: true
            fontSizeMode: Text.Fit
            minimumPixelSize: 22
            wrapMode: Text.Wrap
            lineHeight: 0.8
            maximumLineCount: 2
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true
        }

        Row {
            x: 32
            y: 74
            height: 44
            spacing: 32

            Repeater {
                model: [["map-pin", root.modelData.place]].concat(root.facts)

                Row {
                    id: fact

                    required property var modelData

                    visible: modelData[1] !== ""
                    spacing: 10
                    height: 44

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: fact.modelData[0]
                        size: 30
                        color: Theme.inkSoft
                    }

                    Label {
                        height: 44
                        text: fact.modelData[1]
                        size: Math.min(Theme.label, 32)
                        color: Theme.inkSoft
                        verticalAlignment: Text.AlignVCenter
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
