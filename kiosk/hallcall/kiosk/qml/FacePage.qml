import QtQuick
import QtQuick.Layouts
import Hallcall

// The camera is open: one order at a time right under it, and one button that closes it. Afterwards: what helps.
KioskPage {
    id: root

    readonly property var faces: kiosk.faces
    readonly property var scan: faces.scan
    // The same in every look: it is the ground of a picture.
    readonly property color ground: "#0F1B2D"

    title: scan.title
    titleSize: scan.looking ? Theme.px(96) : Theme.headline
    sub: scan.sub
    footNote: faces.told.responsible
    footTime: scan.looking ? Texts.f("face-limit", {
        seconds: scan.limit
    }) : Texts.f("foot-idle-exit", {
        seconds: root.kiosk.idle.limit
    })
    hasNavigation: !scan.looking
    navigation: BackRow {
        kiosk: root.kiosk
        kind: "exit"
        note: Texts.t("exit-note")
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gutter

        Rectangle {
            visible: root.scan.looking
            color: root.ground
            radius: Theme.radiusLarge
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: 848

            Image {
                objectName: "face.picture"
                anchors.centerIn: parent
                width: Math.min(implicitWidth, implicitWidth * height / Math.max(1, implicitHeight))
                height: Math.min(772, parent.height - 32)
                source: root.scan.preview !== "" ? root.scan.preview : "image://face/0"
                cache: false
            }

            Row {
                x: 32
                y: 32
                spacing: 12

                Rectangle {
                    width: 20
                    height: 20
                    radius: 10
                    color: "#FF6B5E"
                    anchors.verticalCenter: parent.verticalCenter
                }

                Label {
                    text: Texts.t("face-on")
                    size: 28
                    strong: true
                    color: "#FFFFFF"
                    width: 260
                    wrapMode: Text.Wrap
                }
            }

            // The picture is a mirror: whose left it is, is on the left.
            Icon {
                objectName: "face.turn"
                visible: root.scan.turn !== ""
                name: root.scan.turn === "left" ? "chevron-left" : "chevron-right"
                size: 160
                color: "#FFC53D"
                anchors.verticalCenter: parent.verticalCenter
                x: root.scan.turn === "left" ? 8 : parent.width - width - 8
            }

            Label {
                objectName: "face.percent"
                anchors.right: parent.right
                anchors.rightMargin: 32
                y: 32
                text: Texts.f("face-percent", {
                    percent: root.scan.percent
                })
                size: 28
                strong: true
                color: "#FFC53D"
            }
        }

        Rectangle {
            visible: root.scan.looking
            color: Theme.tint
            radius: Theme.radius
            border.width: Theme.highContrast ? 1 : 0
            border.color: Theme.frame
            Layout.fillWidth: true
            Layout.preferredHeight: 120

            FactLine {
                anchors.fill: parent
                anchors.leftMargin: 48
                anchors.rightMargin: 48
                iconName: "shield-check"
                text: Texts.t("face-private")
                size: Theme.label
            }
        }

        BigButton {
            objectName: "face.cancel"
            visible: root.scan.looking
            kind: "outline"
            text: Texts.t("face-cancel")
            iconName: "x"
            size: Theme.choice
            Layout.fillWidth: true
            Layout.preferredHeight: 152
            onClicked: root.faces.refuse()
        }

        Rectangle {
            visible: !root.scan.looking
            color: Theme.amberTint
            radius: Theme.radiusLarge
            border.width: Theme.highContrast ? Theme.border : 0
            border.color: Theme.amberInk
            Layout.fillWidth: true
            Layout.preferredHeight: 480

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: 48
                spacing: 24

                Icon {
                    name: root.scan.retry ? "scan-face" : "info"
                    size: 112
                    color: Theme.amberInk
                }

                Label {
                    objectName: "face.text"
                    text: root.scan.text
                    size: Theme.choice
                    verticalAlignment: Text.AlignVCenter
                    wrapMode: Text.Wrap
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 32
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
            }
        }

        WayRow {
            objectName: "face.again"
            visible: root.scan.retry
            text: Texts.t("face-again")
            iconName: "scan-face"
            Layout.fillWidth: true
            onClicked: root.faces.again()
        }

        OtherWays {
            visible: !root.scan.looking
            kiosk: root.kiosk
            Layout.fillWidth: true
        }

        Item {
            visible: !root.scan.looking
            Layout.fillHeight: true
        }
    }
}
