pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

// The digits of a code, and keys that take them away.
GridLayout {
    id: root

    required property var pad

    columns: 3
    columnSpacing: Theme.gutter
    rowSpacing: Theme.gutter
    uniformCellWidths: true
    uniformCellHeights: true

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

        LetterKey {
            id: key

            required property string modelData

            objectName: "key." + modelData
            text: modelData
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: root.pad.type(key.modelData)
        }
    }

    LetterKey {
        objectName: "key.clear"
        text: Texts.t("key-clear")
        size: Math.min(Theme.strong, 44)
        isFunction: true
        Layout.fillWidth: true
        Layout.fillHeight: true
        onClicked: root.pad.clear()
    }

    LetterKey {
        objectName: "key.0"
        text: "0"
        Layout.fillWidth: true
        Layout.fillHeight: true
        onClicked: root.pad.type("0")
    }

    LetterKey {
        objectName: "key.erase"
        text: Texts.t("key-erase")
        iconName: "delete"
        isFunction: true
        Layout.fillWidth: true
        Layout.fillHeight: true
        onClicked: root.pad.erase()
    }
}
