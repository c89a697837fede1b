pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// Up to three numbered lines: what to bring, what to do.
Item {
    id: root

    required property var page
    readonly property var points: page.points ?? []

    Label {
        objectName: "content.listHeading"
        width: parent.width
        text: root.page.listHeading ?? ""
        size: Fit.px(96)
        strong: true
        color: Theme.wallHeading
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Fit.px(84)
    }

    Repeater {
        model: 3

        Item {
            id: point

            required property int index
            readonly property var line: root.points[index] ?? null

            visible: line !== null
            y: Fit.px(190 + 382 * index)
            width: root.width
            height: Fit.px(382)

            Digits {
                id: number

                y: Fit.px(48)
                width: Fit.px(150)
                text: String(point.index + 1)
                size: Fit.px(230)
                color: Theme.wallHeading
            }

            Label {
                objectName: "content.point." + point.index
                x: Fit.px(210)
                y: Fit.px(4)
                width: parent.width - x
                height: Fit.px(190)
                text: point.line?.what ?? ""
                size: Fit.px(126)
                strong: true
                color: Theme.wallText
                verticalAlignment: Text.AlignVCenter
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Fit.px(84)
            }

            Label {
                objectName: "content.note." + point.index
                x: Fit.px(210)
                y: Fit.px(180)
                width: parent.width - x
                height: Fit.px(130)
                text: point.line?.note ?? ""
                size: Fit.px(84)
                strong: true
                color: Theme.wallSoft
                verticalAlignment: Text.AlignVCenter
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Fit.px(60)
            }

            Rectangle {
                visible: point.index + 1 < root.points.length
                y: Fit.px(346)
                width: parent.width
                height: Fit.px(6)
                color: Theme.wallHeading
            }
        }
    }
}
