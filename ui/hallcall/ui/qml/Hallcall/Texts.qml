pragma Singleton
import QtQuick

// Texts.t("home-title") and Texts.f("tile-wait", {count: 12}) in bindings: both follow the language live.
QtObject {
    id: root

    // A hallcall.ui.texts.ScreenTexts; set once by hallcall.ui.app.
    property var source: null
    readonly property string language: source ? source.language : ""

    function t(name: string): string {
        return root.language === "" ? "" : source.t(name);
    }

    function f(name: string, values: var): string {
        return root.language === "" ? "" : source.f(name, values);
    }
}
