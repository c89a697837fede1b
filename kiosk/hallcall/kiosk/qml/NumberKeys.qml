pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// Digits, the X with which a number may end, and the key that takes the last away.
Grid {
    id: root

    required property var pad
    property int keyHeight: 144

    columns: 3
    columnSpacing: Theme.gutter
    rowSpacing: Theme.gutter

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "X", "0"]

        LetterKey {
            id: key

            required property string modelData

            objectName: "key." + modelData
            width: 306
            height: root.keyHeight
            text: modelData
            onClicked: root.pad.type(key.modelData)
        }
    }

    LetterKey {
        objectName: "key.erase"
        width: 306
        height: root.keyHeight
        text: Texts.t("key-erase")
        iconName: "delete"
        isFunction: true
        onClicked: root.pad.erase()
    }
}
