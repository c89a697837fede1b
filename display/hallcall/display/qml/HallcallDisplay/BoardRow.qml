import QtQuick
import Hallcall

// A call on the board: zone, number, arrow, counter.
Item {
    id: root

    required property var call
    required property string prefix
    property int type: 170
    property real pulse: 0
    readonly property bool isShown: call.number !== undefined && call.number !== ""
    readonly property bool isMoved: call.style === "moved"
    readonly property bool isDone: call.style === "done"
    readonly property bool amber: call.style === "amber"
    readonly property real k: type / 170
    // Larger numbers take the place of words.
    readonly property bool isNarrow: width < Fit.px(1640 * k)
    readonly property color ink: amber ? Theme.wallAmberText : isDone ? Theme.wallSoft : Theme.wallText
    readonly property color goal: amber ? Theme.wallAmberText : isDone ? Theme.wallSoft : Theme.wallAmber
    readonly property bool isEnglish: Texts.language === "en"
    readonly property int plaqueSize: Math.min(Fit.px(152 * k), height - Fit.px(24))
    readonly property int plateEnd: isNarrow || isEnglish ? width - Fit.px(40) : width - Fit.px(296)

    Rectangle {
        visible: root.isShown && root.call.startsZone
        anchors.verticalCenter: parent.verticalCenter
        width: root.plaqueSize
        height: width
        radius: Fit.px(24)
        color: Theme.wallPlaque

        Label {
            objectName: root.prefix + "zone"
            anchors.centerIn: parent
            height: parent.height
            text: root.call.zone ?? ""
            size: Math.round(root.plaqueSize * (text.length > 1 ? 0.5 : 0.8))
            strong: true
            color: Theme.wallText
            verticalAlignment: Text.AlignVCenter
        }
    }

    Label {
        id: zoneName

        visible: root.isShown && root.call.startsZone && !root.isNarrow
        objectName: root.prefix + "zoneName"
        x: root.plaqueSize + Fit.px(24)
        width: ground.x - x - Fit.px(16)
        height: parent.height
        text: root.isShown ? Fit.shortName(root.call.zoneName) : ""
        size: Fit.px(root.isEnglish ? 42 : 64)
        strong: true
        color: Theme.wallText
        wrapMode: Text.WordWrap
        maximumLineCount: root.isEnglish ? 3 : 2
        lineHeight: 0.88
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.Fit
        minimumPixelSize: Fit.px(34)
        elide: Text.ElideRight
    }

    CallFrame {
        id: ground

        visible: root.isShown
        x: root.isNarrow ? root.plaqueSize + Fit.px(28) : Math.max(Fit.px(root.isEnglish ? 480 : 440), Math.round(root.width * 0.245))
        width: parent.width - x
        height: parent.height - Fit.px(20)
        anchors.verticalCenter: parent.verticalCenter
        radius: Fit.px(24)
        amber: root.amber
        pulse: root.pulse
    }

    Label {
        id: number

        objectName: root.prefix + "number"
        visible: root.isShown
        x: ground.x + Fit.px(36)
        width: arrow.x - x - Fit.px(12)
        height: parent.height
        text: root.call.number ?? ""
        size: Fit.px(root.type)
        strong: true
        color: root.ink
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(100)
    }

    Icon {
        id: arrow

        visible: root.isShown
        x: root.plateEnd - Fit.px((root.isEnglish && !root.isNarrow ? 628 : 400) * root.k)
        anchors.verticalCenter: parent.verticalCenter
        name: "arrow-right"
        size: Fit.px(92)
        stroke: 3
        color: root.goal
    }

    Label {
        objectName: root.prefix + "counter"
        visible: root.isShown && !root.isMoved
        x: root.plateEnd - width
        width: Fit.px(300 * root.k)
        height: parent.height
        text: root.call.counter ?? ""
        size: Fit.px(root.type)
        strong: true
        color: root.goal
        horizontalAlignment: Text.AlignRight
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(100)
    }

    Label {
        visible: root.isShown && !root.isMoved && !root.isNarrow
        x: root.isEnglish ? arrow.x + arrow.width + Fit.px(24) : root.plateEnd + Fit.px(36)
        width: Fit.px(240)
        height: parent.height
        text: Texts.t("display-counter-word")
        size: Fit.px(root.isEnglish ? 52 : 80)
        strong: true
        color: root.ink
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(40)
    }

    Label {
        objectName: root.prefix + "moved"
        visible: root.isShown && root.isMoved
        x: arrow.x + arrow.width + Fit.px(24)
        width: parent.width - x - Fit.px(24)
        height: parent.height
        text: root.isMoved ? Texts.f("display-moved-row", {
            floor: root.call.movedFloor,
            zone: root.call.movedZone
        }) : ""
        size: Fit.px(120)
        strong: true
        color: root.goal
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(72)
    }
}
