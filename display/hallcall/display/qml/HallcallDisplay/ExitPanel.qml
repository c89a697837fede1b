import QtQuick
import Hallcall

// One way out: arrow, running man turned the same way, name; or, for a display whose ways out nobody has told, the word
// to follow the green signs, without an arrow.
Rectangle {
    id: root

    // Of the wall model's evacuation; null where none is known.
    property var way: null
    property string prefix: ""
    readonly property bool isRight: way !== null && way.side === "right"
    readonly property bool isSideways: way !== null && (way.side === "left" || way.side === "right")

    radius: Fit.px(40)
    color: Theme.wallExit
    border.color: Theme.wallText
    border.width: Fit.px(10)

    Row {
        x: Fit.px(110)
        y: Fit.px(90)
        width: parent.width - 2 * x
        height: Fit.px(560)
        spacing: Fit.px(70)
        layoutDirection: root.isRight ? Qt.RightToLeft : Qt.LeftToRight

        Icon {
            id: arrow

            visible: root.way !== null
            anchors.verticalCenter: parent.verticalCenter
            name: !root.way || root.isSideways ? "arrow-right" : root.way.side === "ahead" ? "arrow-up" : "arrow-down"
            mirror: root.way !== null && root.way.side === "left"
            size: Fit.px(460)
            stroke: 3.5
            color: Theme.wallText
        }

        Rectangle {
            id: sign

            anchors.verticalCenter: parent.verticalCenter
            width: Fit.px(470)
            height: width
            radius: Fit.px(28)
            color: Theme.wallExit
            border.color: Theme.wallText
            border.width: Fit.px(16)

            Icon {
                anchors.centerIn: parent
                name: "exit-running"
                mirror: root.isRight
                size: Fit.px(380)
                color: Theme.wallText
            }
        }

        Label {
            objectName: root.prefix + "name"
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - sign.width - parent.spacing - (arrow.visible ? arrow.width + parent.spacing : 0)
            height: parent.height
            text: root.way ? (Texts.language === "en" ? root.way.en : root.way.zh) : Texts.t("evacuate-signs")
            size: Fit.px(250)
            strong: true
            color: Theme.wallText
            wrapMode: Text.Wrap
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.Fit
            minimumPixelSize: Fit.px(120)
        }
    }

    Label {
        objectName: root.prefix + "second"
        x: Fit.px(110)
        y: Fit.px(700)
        width: (stepFree.visible ? stepFree.x - Fit.px(70) : parent.width - Fit.px(110)) - x
        height: Fit.px(180)
        text: root.way ? [Texts.language === "en" ? root.way.zh : root.way.en, root.way.metres > 0 ? Texts.f("evacuate-metres", {
            metres: root.way.metres
        }) : ""].filter(part => part !== "").join(" · ") : Fit.t("evacuate-signs")
        size: Fit.px(124)
        strong: true
        color: Theme.wallText
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(84)
    }

    Row {
        id: stepFree

        visible: root.way !== null && root.way.isStepFree
        anchors.right: parent.right
        anchors.rightMargin: Fit.px(90)
        y: Fit.px(700)
        height: Fit.px(180)
        spacing: Fit.px(36)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "accessibility"
            size: Fit.px(120)
            color: Theme.wallText
        }

        Label {
            objectName: root.prefix + "stepFree"
            height: parent.height
            text: Texts.t("evacuate-step-free")
            size: Fit.px(124)
            strong: true
            color: Theme.wallText
            verticalAlignment: Text.AlignVCenter
        }
    }
}
