import QtQuick
import Hallcall

// A call as it was last known: nothing of it is amber.
Item {
    id: root

    required property var call
    required property string prefix
    readonly property bool isShown: call.number !== undefined
    readonly property bool isEnglish: Texts.language === "en"
    readonly property bool isMoved: (call.movedZone ?? "") !== ""

    Rectangle {
        width: parent.width
        height: Fit.px(4)
        color: Theme.wallLine
    }

    Label {
        visible: root.isShown
        objectName: root.prefix + "place"
        width: Fit.px(400)
        height: parent.height
        text: root.isShown ? Texts.f("display-place-short", {
            floor: root.call.floor,
            zone: root.call.zone
        }) : ""
        size: Fit.px(100)
        color: Theme.wallSoft
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(60)
    }

    Label {
        visible: root.isShown
        objectName: root.prefix + "number"
        x: Fit.px(430)
        width: Fit.px(530)
        height: parent.height
        text: root.call.number ?? ""
        size: Fit.px(176)
        strong: true
        color: Theme.wallSoft
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(110)
    }

    Icon {
        visible: root.isShown
        x: Fit.px(970)
        anchors.verticalCenter: parent.verticalCenter
        name: "arrow-right"
        size: Fit.px(100)
        stroke: 3
        color: Theme.wallSoft
    }

    Label {
        visible: root.isShown && !root.isMoved
        objectName: root.prefix + "counter"
        x: root.isEnglish ? parent.width - width : Fit.px(1090)
        width: Fit.px(330)
        height: parent.height
        text: root.call.counter ?? ""
        size: Fit.px(176)
        strong: true
        color: Theme.wallSoft
        horizontalAlignment: Text.AlignRight
        verticalAlignment: Text.AlignVCenter
    }

    Label {
        visible: root.isShown
        x: root.isMoved || root.isEnglish ? Fit.px(1110) : Fit.px(1456)
        width: root.isMoved || !root.isEnglish ? parent.width - x : Fit.px(320)
        height: parent.height
        text: root.isMoved ? Texts.f("display-moved-row", {
            floor: root.call.movedFloor,
            zone: root.call.movedZone
        }) : Texts.t("display-counter-word")
        size: Fit.px(92)
        color: Theme.wallSoft
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(56)
    }
}
