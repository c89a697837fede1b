import QtQuick
import Hallcall

// The words of a page: heading, title, text, and where it is done.
Item {
    id: root

    required property var page

    Column {
        width: parent.width
        spacing: Fit.px(40)

        Label {
            visible: text !== ""
            objectName: "content.heading"
            width: parent.width
            text: root.page.heading ?? ""
            size: Fit.px(96)
            strong: true
            color: Theme.wallHeading
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Fit.px(84)
        }

        Label {
            objectName: "content.title"
            width: parent.width
            height: Fit.px(520)
            text: root.page.title ?? ""
            size: Fit.px(188)
            strong: true
            color: Theme.wallText
            wrapMode: Text.Wrap
            lineHeight: 0.92
            fontSizeMode: Text.Fit
            minimumPixelSize: Fit.px(96)
        }

        Label {
            objectName: "content.text"
            width: parent.width
            height: Fit.px(460)
            text: root.page.text ?? ""
            size: Fit.px(104)
            strong: true
            color: Theme.wallText
            wrapMode: Text.Wrap
            fontSizeMode: Text.Fit
            minimumPixelSize: Fit.px(84)
        }
    }

    Rectangle {
        visible: where.text !== ""
        anchors.bottom: parent.bottom
        width: Fit.px(10)
        height: Fit.px(300)
        color: Theme.wallHeading
    }

    Label {
        id: where

        objectName: "content.where"
        anchors.bottom: parent.bottom
        x: Fit.px(56)
        width: parent.width - x
        height: Fit.px(300)
        text: root.page.where ?? ""
        size: Fit.px(104)
        strong: true
        color: Theme.wallText
        wrapMode: Text.Wrap
        fontSizeMode: Text.Fit
        minimumPixelSize: Fit.px(84)
        verticalAlignment: Text.AlignVCenter
    }
}
