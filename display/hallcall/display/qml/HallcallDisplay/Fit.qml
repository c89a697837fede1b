pragma Singleton
import QtQuick
import Hallcall

// Pages are drawn for 3840 x 2160; every measure goes through px(), so a smaller window has whole pixels too.
QtObject {
    id: root

    property real unit: 1
    // A hallcall.ui.texts.ScreenTexts in the other language; it stands smaller beside the first.
    property var second: null
    readonly property string secondLanguage: second ? second.language : ""

    function px(design: real): int {
        return Math.max(1, Math.round(design * unit));
    }

    function t(name: string): string {
        return secondLanguage === "" ? "" : second.t(name);
    }

    function f(name: string, values: var): string {
        return secondLanguage === "" ? "" : second.f(name, values);
    }

    // A name of the hall's data in the first language.
    function name(values: var): string {
        return !values || !values.zh ? "" : Texts.language === "en" ? values.en : values.zh;
    }

    function shortName(values: var): string {
        return !values || !values.zh ? "" : Texts.language === "en" ? values.enShort : values.zhShort;
    }
}
