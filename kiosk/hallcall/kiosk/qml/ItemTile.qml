import QtQuick
import Hallcall

// A tile for an item as `ItemChooser` describes it.
ServiceTile {
    id: root

    required property var kiosk
    required property var modelData

    text: modelData.short
    iconName: modelData.icon
    isClosed: modelData.closed && !kiosk.appointments.choosing
    line: {
        // Who books comes another day: how it stands now is no matter.
        if (kiosk.appointments.choosing)
            return modelData.place;
        if (modelData.closed)
            return modelData.closedLine;
        const rest = modelData.untranslated || (modelData.busy ? modelData.minutes : modelData.waiting);
        return rest === "" ? modelData.place : Texts.f("tile-line", {
            place: modelData.place,
            rest: rest
        });
    }
    onClicked: kiosk.chooseItem(modelData.code)
}
