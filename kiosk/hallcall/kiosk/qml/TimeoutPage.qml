import QtQuick
import QtQuick.Layouts
import Hallcall

// Opaque, so that the next person does not read over the last one's shoulder. Any touch but "exit" means yes.
Rectangle {
    id: root

    required property var kiosk

    color: Theme.brandDeep

    MouseArea {
        anchors.fill: parent
        onClicked: root.kiosk.moreTime()
    }

    HallHead {
        x: Theme.margin
        y: 48
        width: 968
        dock: root.kiosk.dock
        showClock: false
    }

    Ring {
        id: ring

        anchors.horizontalCenter: parent.horizontalCenter
        y: 304
        width: 480
        height: 480
        fraction: root.kiosk.idle.warnSeconds > 0 ? root.kiosk.idle.remaining / root.kiosk.idle.warnSeconds : 0

        Digits {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 140
            objectName: "timeout.seconds"
            text: root.kiosk.idle.remaining
            size: Theme.countdownNumber
            color: Theme.deepText
        }

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 312
            text: Texts.t("timeout-seconds")
            size: 40
            color: Theme.sky
        }
    }

    Label {
        id: title

        objectName: "title"
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: ring.bottom
        anchors.topMargin: 56
        width: 968
        // A full-width question mark stands left in its box: move the line half a character.
        leftPadding: Texts.language === "en" ? 0 : Math.round(size / 2)
        text: Texts.t("timeout-title")
        size: Theme.question
        strong: true
        color: Theme.deepText
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 56
        height: Math.min(implicitHeight, size * 1.4)
        horizontalAlignment: Text.AlignHCenter
    }

    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: title.bottom
        anchors.topMargin: 16
        width: 968
        text: Texts.t("timeout-sub")
        size: Theme.title
        color: Theme.sky
        wrapMode: Text.Wrap
        horizontalAlignment: Text.AlignHCenter
    }

    BigButton {
        objectName: "timeout.more"
        x: Theme.margin
        y: 1344
        width: 968
        height: 232
        kind: "light"
        text: Texts.t("timeout-more")
        iconName: "hand"
        size: Theme.px(60)
        iconSize: 88
        onClicked: root.kiosk.moreTime()
    }

    RowLayout {
        x: Theme.margin
        y: 1608
        width: 968
        height: 144
        spacing: Theme.gutter

        BigButton {
            objectName: "timeout.staff"
            kind: "dark"
            text: Texts.t("timeout-staff")
            iconName: "headset"
            size: Theme.px(42)
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            onClicked: {
                root.kiosk.dock.callStaff();
                root.kiosk.moreTime();
            }
        }

        BigButton {
            objectName: "timeout.exit"
            kind: "dark"
            text: Texts.t("timeout-exit")
            iconName: "log-out"
            size: Theme.px(42)
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            onClicked: root.kiosk.leave()
        }
    }

    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 1772
        width: 968
        height: 100
        text: Texts.t("timeout-any")
        size: Theme.body
        color: Theme.sky
        wrapMode: Text.Wrap
        lineHeight: 0.9
        fontSizeMode: Text.Fit
        minimumPixelSize: 28
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
}
