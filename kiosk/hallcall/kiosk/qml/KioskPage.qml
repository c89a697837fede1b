import QtQuick
import QtQuick.Layouts
import Hallcall

// The common frame: header without controls, content, navigation, dock, foot.
Rectangle {
    id: root

    required property var kiosk
    property string title: ""
    property string sub: ""
    // What is read aloud when the page comes.
    property string spoken: [root.title, root.sub].filter(words => words !== "").join("，")
    property color subColor: Theme.sky
    property int titleSize: Theme.headline
    property int headerHeight: 400
    property string footNote: Texts.t("foot-privacy")
    property string footTime: Texts.f("foot-idle", {
            seconds: root.kiosk.idle.limit > 0 ? root.kiosk.idle.limit : 60
        })
    property bool hasNavigation: true
    // Whether a lost link is told in a strip; pages that speak of nothing else say it themselves.
    property bool tellsLink: true
    readonly property bool slow: kiosk.ticket.slow || kiosk.booking.slow
    property alias head: headExtra.data
    property alias navigation: navigation.data
    default property alias content: body.data

    color: Theme.canvas
    implicitWidth: 1080
    implicitHeight: 1920

    Rectangle {
        id: header

        width: parent.width
        height: Math.max(root.headerHeight, column.implicitHeight + 80)
        color: Theme.brandDeep

        ColumnLayout {
            id: column

            anchors.fill: parent
            anchors.leftMargin: Theme.margin
            anchors.rightMargin: Theme.margin
            anchors.topMargin: 40
            anchors.bottomMargin: 40
            spacing: 0

            HallHead {
                dock: root.kiosk.dock
                Layout.fillWidth: true
            }

            Item {
                Layout.fillHeight: true
            }

            Label {
                objectName: "title"
                visible: text !== ""
                text: root.title
                size: root.titleSize
                strong: true
                color: Theme.deepText
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 48
                Layout.fillWidth: true
                Layout.preferredHeight: Math.min(implicitHeight, root.titleSize * 1.3)
                Layout.bottomMargin: sub.visible ? 18 : 0
            }

            Label {
                id: sub

                objectName: "sub"
                visible: text !== ""
                text: root.slow ? Texts.t("busy") : root.sub
                size: Theme.body
                color: root.slow ? Theme.gold : root.subColor
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 26
                Layout.fillWidth: true
            }

            Item {
                id: headExtra

                visible: children.length > 0
                implicitHeight: childrenRect.height
                Layout.fillWidth: true
            }
        }
    }

    Strip {
        id: offline

        objectName: "strip.offline"
        anchors.top: header.bottom
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: !root.kiosk.machine.connected && root.tellsLink
        iconName: "wifi-off"
        text: root.kiosk.machine.holdsNumbers ? Texts.t("offline-numbers") : Texts.t("offline")
    }

    Strip {
        id: outdated

        objectName: "strip.outdated"
        anchors.top: offline.bottom
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: root.kiosk.machine.outdated
        iconName: "refresh-cw"
        text: Texts.t("outdated")
    }

    Item {
        id: body

        anchors.top: outdated.bottom
        anchors.topMargin: 24
        anchors.bottom: parent.bottom
        anchors.bottomMargin: root.hasNavigation ? 1920 - 1464 : 1920 - 1596
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
    }

    Item {
        id: navigation

        visible: root.hasNavigation
        x: Theme.margin
        y: 1488
        width: 968
        height: 112
    }

    Rectangle {
        y: 1620
        width: parent.width
        height: 300
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: 2
            color: Theme.hair
        }

        KioskDock {
            kiosk: root.kiosk
            x: Theme.margin
            y: 24
            width: 968
            height: 136
        }

        Rectangle {
            x: Theme.margin
            y: 184
            width: 968
            height: 2
            color: Theme.hair
        }

        RowLayout {
            x: Theme.margin
            y: 188
            width: 968
            height: 112
            spacing: 32

            Label {
                text: root.footNote
                size: Math.min(Theme.small, 31)
                color: Theme.inkSoft
                wrapMode: Text.Wrap
                lineHeight: 0.88
                verticalAlignment: Text.AlignVCenter
                optical: false
                Layout.fillWidth: true
                Layout.preferredWidth: implicitWidth
            }

            Label {
                text: root.footTime
                size: Math.min(Theme.small, 31)
                color: Theme.inkSoft
                wrapMode: Text.Wrap
                lineHeight: 0.88
                horizontalAlignment: Text.AlignRight
                verticalAlignment: Text.AlignVCenter
                optical: false
                Layout.fillWidth: true
                Layout.preferredWidth: implicitWidth
            }
        }
    }
}
