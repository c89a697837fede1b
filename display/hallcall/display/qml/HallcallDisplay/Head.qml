import QtQuick
import Hallcall

// Name of the hall, how it calls, date and time; and the time of the data when they are not live, or that the hall's
// files are older than the server's.
Item {
    id: root

    required property var wall

    Label {
        id: hallName

        objectName: "head.hall"
        x: Fit.px(96)
        height: parent.height
        text: Fit.name(root.wall.hallName)
        size: Fit.px(84)
        strong: true
        color: Theme.wallText
        verticalAlignment: Text.AlignVCenter
        width: Math.min(implicitWidth, Fit.px(1500))
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(48)
    }

    Rectangle {
        id: rule

        visible: hallName.text !== ""
        anchors.left: hallName.right
        anchors.leftMargin: visible ? Fit.px(56) : -Fit.px(56)
        anchors.verticalCenter: parent.verticalCenter
        width: Fit.px(4)
        height: Fit.px(72)
        color: Theme.wallLine
    }

    Label {
        objectName: "head.silent"
        visible: !late.visible
        anchors.left: rule.right
        anchors.leftMargin: Fit.px(56)
        anchors.right: date.left
        anchors.rightMargin: Fit.px(40)
        height: parent.height
        text: root.wall.page === "stale" ? Texts.t("display-silent-short") : Texts.t("display-silent")
        size: Fit.px(64)
        color: Theme.wallSoft
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(44)
    }

    Rectangle {
        id: late

        visible: (root.wall.isLate || root.wall.isOutdated) && root.wall.page !== "stale"
        anchors.left: rule.right
        anchors.leftMargin: Fit.px(56)
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(lateText.implicitWidth + Fit.px(72), date.x - Fit.px(40) - x)
        height: Fit.px(112)
        radius: Fit.px(20)
        color: Theme.wallText

        Label {
            id: lateText

            objectName: "head.late"
            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width - Fit.px(72))
            height: parent.height
            text: root.wall.isLate ? Texts.f("display-updated", {
                time: root.wall.dataTime
            }) : Texts.t("display-outdated")
            size: Fit.px(68)
            strong: true
            color: Theme.wallAmberText
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(44)
        }
    }

    Label {
        id: date

        objectName: "head.date"
        anchors.right: clock.left
        anchors.rightMargin: Fit.px(52)
        height: parent.height
        text: Texts.f("date-line", root.wall.date)
        size: Fit.px(64)
        color: Theme.wallSoft
        verticalAlignment: Text.AlignVCenter
    }

    Label {
        id: clock

        objectName: "head.clock"
        anchors.right: parent.right
        anchors.rightMargin: Fit.px(96)
        height: parent.height
        text: root.wall.clock
        size: Fit.px(120)
        strong: true
        color: Theme.wallText
        verticalAlignment: Text.AlignVCenter
    }
}
