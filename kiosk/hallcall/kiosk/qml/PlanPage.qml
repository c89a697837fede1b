pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Hallcall

// The way through the hall for one number, and all there is to bring, before it is taken.
KioskPage {
    id: root

    readonly property var several: kiosk.several

    title: Texts.f("plan-title", {
        count: several.count
    })
    sub: several.walk === "" ? Texts.t("plan-sub") : Texts.t("plan-sub") + " · " + several.walk
    subColor: Theme.gold
    headerHeight: 328
    footTime: Texts.f("foot-idle-exit", {
        seconds: root.kiosk.idle.limit
    })
    navigation: RowLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        BigButton {
            objectName: "back"
            kind: "outline"
            text: Texts.t("nav-back")
            iconName: "chevron-left"
            size: Math.min(Theme.strong, 40)
            Layout.preferredWidth: 224
            Layout.preferredHeight: 112
            onClicked: root.kiosk.back()
        }

        BigButton {
            objectName: "plan.take"
            text: Texts.t("plan-take")
            iconName: "printer"
            size: Theme.choice
            busy: root.kiosk.ticket.busy
            busyText: Texts.t("busy")
            Layout.fillWidth: true
            Layout.preferredHeight: 112
            onClicked: root.kiosk.takeSeveral()
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        Strip {
            objectName: "plan.closed"
            visible: root.several.closed !== ""
            radius: Theme.radius
            inset: 24
            iconName: "info"
            text: Texts.f("plan-closed", {
                items: root.several.closed
            })
            Layout.fillWidth: true
        }

        RouteLegs {
            legs: root.several.legs
            rowHeight: 152
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: implicitHeight
            Layout.maximumHeight: implicitHeight
        }

        Card {
            color: Theme.tint
            border.width: Theme.highContrast ? 1 : 0
            border.color: Theme.frame
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: 320
            Layout.minimumHeight: 200
            Layout.maximumHeight: 400

            Label {
                id: heading

                x: 32
                y: 20
                width: parent.width - 64
                text: Texts.f("plan-materials", {
                    count: root.several.materials.length
                })
                size: Theme.strong
                strong: true
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 28
            }

            Label {
                objectName: "plan.materials"
                anchors.top: heading.bottom
                anchors.topMargin: 8
                anchors.bottom: parent.bottom
                anchors.bottomMargin: 20
                x: 32
                width: parent.width - 64
                text: root.several.materials.join(Texts.language === "en" ? ", " : "、")
                size: Theme.body
                wrapMode: Text.Wrap
                lineHeight: 0.92
                fontSizeMode: Text.Fit
                minimumPixelSize: 24
            }
        }

        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 1
        }
    }
}
