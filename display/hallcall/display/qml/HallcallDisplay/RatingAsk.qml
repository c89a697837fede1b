pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// The question, and below it what went wrong when one of the two low levels was chosen.
Item {
    id: root

    required property var rating
    readonly property bool explains: rating.page === "reasons"
    readonly property int margin: Fit.px(48)

    Label {
        objectName: "rate.title"
        x: root.margin
        y: Fit.px(28)
        width: Fit.px(720)
        height: Fit.px(74)
        text: Texts.t(root.explains ? "rate-thanks" : "rate-title")
        size: Theme.px(Fit.px(48))
        strong: true
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.Fit
        minimumPixelSize: Fit.px(32)
    }

    Label {
        objectName: "rate.hint"
        x: root.margin
        y: Fit.px(100)
        width: Fit.px(720)
        height: Fit.px(46)
        text: root.explains ? Texts.t("rate-thanks-hint") : Fit.t("rate-title")
        size: Theme.px(Fit.px(27))
        color: Theme.inkSoft
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.Fit
        minimumPixelSize: Fit.px(20)
    }

    Label {
        objectName: "rate.visit"
        x: Fit.px(780)
        y: Fit.px(34)
        width: Fit.px(452)
        height: Fit.px(44)
        text: root.rating.visit
        size: Theme.px(Fit.px(26))
        horizontalAlignment: Text.AlignRight
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.Fit
        minimumPixelSize: Fit.px(18)
        elide: Text.ElideRight
    }

    Label {
        objectName: "rate.place"
        x: Fit.px(780)
        y: Fit.px(76)
        width: Fit.px(452)
        height: Fit.px(42)
        text: root.rating.place
        size: Theme.px(Fit.px(25))
        color: Theme.inkSoft
        horizontalAlignment: Text.AlignRight
        verticalAlignment: Text.AlignVCenter
    }

    Repeater {
        model: root.rating.levels

        RatingCard {
            required property var modelData
            required property int index

            objectName: "rate.level." + modelData.level
            x: root.margin + index * Fit.px(240.5)
            y: root.explains ? Fit.px(164) : Fit.px(190)
            width: Fit.px(221)
            height: root.explains ? Fit.px(204) : Fit.px(380)
            text: Texts.t(modelData.name)
            second: Fit.t(modelData.name)
            level: modelData.level
            chosen: modelData.on
            isSmall: root.explains
            onClicked: root.rating.choose(modelData.level)
        }
    }

    Repeater {
        model: root.explains ? root.rating.reasons : []

        RatingTick {
            required property var modelData
            required property int index

            objectName: "rate.reason." + modelData.id
            x: root.margin + (index % 3) * Fit.px(401.5)
            y: Fit.px(400) + Math.floor(index / 3) * Fit.px(112)
            width: Fit.px(381)
            height: Fit.px(96)
            text: Texts.t(modelData.name)
            chosen: modelData.on
            onClicked: root.rating.toggle(modelData.id)
        }
    }

    RatingKey {
        objectName: "rate.skip"
        x: root.margin
        y: root.explains ? Fit.px(640) : Fit.px(620)
        width: root.explains ? Fit.px(364) : Fit.px(380)
        height: root.explains ? Fit.px(100) : Fit.px(104)
        text: Texts.t(root.explains ? "rate-skip-now" : "rate-skip")
        onClicked: root.rating.skip()
    }

    RatingKey {
        objectName: "rate.change"
        visible: root.explains
        x: Fit.px(432)
        y: Fit.px(640)
        width: Fit.px(364)
        height: Fit.px(100)
        text: Texts.t("rate-change")
        onClicked: root.rating.change()
    }

    RatingKey {
        objectName: "rate.send"
        visible: root.explains
        x: Fit.px(816)
        y: Fit.px(640)
        width: Fit.px(416)
        height: Fit.px(100)
        primary: true
        text: Texts.t("rate-send")
        onClicked: root.rating.send()
    }

    Label {
        objectName: "rate.private"
        visible: !root.explains
        x: Fit.px(476)
        y: Fit.px(618)
        width: Fit.px(756)
        height: Fit.px(50)
        text: Texts.t("rate-private")
        size: Theme.px(Fit.px(28))
        strong: true
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.Fit
        minimumPixelSize: Fit.px(20)
    }

    Label {
        objectName: "rate.timeout"
        visible: !root.explains
        x: Fit.px(476)
        y: Fit.px(668)
        width: Fit.px(756)
        height: Fit.px(48)
        text: Texts.f("rate-timeout", {
            seconds: root.rating.whole
        })
        size: Theme.px(Fit.px(26))
        color: Theme.inkSoft
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.Fit
        minimumPixelSize: Fit.px(20)
    }

    Label {
        objectName: "rate.private.short"
        visible: root.explains
        x: root.margin
        y: Fit.px(750)
        height: Fit.px(40)
        text: Texts.t("rate-private-short")
        size: Theme.px(Fit.px(22))
        color: Theme.inkSoft
        verticalAlignment: Text.AlignVCenter
    }

    Label {
        objectName: "rate.left"
        x: Fit.px(832)
        y: Fit.px(750)
        width: Fit.px(400)
        height: Fit.px(40)
        text: Texts.f("rate-left", {
            seconds: root.rating.left
        })
        size: Theme.px(Fit.px(22))
        color: Theme.inkSoft
        horizontalAlignment: Text.AlignRight
        verticalAlignment: Text.AlignVCenter
    }
}
