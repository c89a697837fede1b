import QtQuick
import QtQuick.Layouts
import Hallcall

// Lower left: the way back or out. Lower right: forward, or a pager.
RowLayout {
    id: root

    required property var kiosk
    // "back" for pages on the way, "exit" once somebody's name is known.
    property string kind: "back"
    property bool home: false
    property string note: ""
    property int page: 0
    property int pages: 1

    signal nextPage
    signal previousPage

    anchors.fill: parent
    spacing: Theme.gutter

    BigButton {
        objectName: root.kind
        kind: "outline"
        text: root.kind === "exit" ? Texts.t("nav-exit") : Texts.t("nav-back")
        iconName: root.kind === "exit" ? "log-out" : "chevron-left"
        size: Math.min(Theme.strong, 40)
        Layout.preferredWidth: root.kind === "exit" ? 296 : 224
        Layout.preferredHeight: 112
        onClicked: root.kind === "exit" ? root.kiosk.leave() : root.kiosk.back()
    }

    BigButton {
        objectName: "home"
        visible: root.home && root.page === 0
        kind: "outline"
        text: Texts.t("nav-home")
        iconName: "house"
        size: Math.min(Theme.strong, 40)
        Layout.preferredWidth: 224
        Layout.preferredHeight: 112
        onClicked: root.kiosk.leave()
    }

    Label {
        text: root.note
        size: Theme.small
        color: Theme.inkSoft
        wrapMode: Text.Wrap
        lineHeight: 0.88
        fontSizeMode: Text.Fit
        minimumPixelSize: 24
        Layout.maximumHeight: 112
        horizontalAlignment: Text.AlignRight
        verticalAlignment: Text.AlignVCenter
        Layout.fillWidth: true
    }

    BigButton {
        objectName: "page.previous"
        visible: root.pages > 1 && root.page > 0
        kind: "outline"
        text: Texts.t("nav-previous")
        iconName: "chevron-left"
        size: Theme.body
        Layout.preferredWidth: 232
        Layout.preferredHeight: 112
        onClicked: root.previousPage()
    }

    Label {
        visible: root.pages > 1
        text: Texts.f("nav-page", {
            page: root.page + 1,
            pages: root.pages
        })
        size: Theme.small
        color: Theme.inkSoft
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 24
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        Layout.maximumWidth: 168
    }

    BigButton {
        objectName: "page.next"
        visible: root.pages > 1 && root.page < root.pages - 1
        text: Texts.t("nav-next")
        iconName: "chevron-right"
        iconAfter: true
        size: Theme.body
        Layout.preferredWidth: 240
        Layout.preferredHeight: 112
        onClicked: root.nextPage()
    }
}
