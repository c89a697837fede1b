pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// A message in the first two panes, the calls in the third. On glass black is no light: no grounds, only lines; and
// nothing crosses from one pane to another. Cut from page to page, never moved.
Rectangle {
    id: root

    required property var wall
    readonly property var content: wall.content
    readonly property var page: content.page
    readonly property var panes: content.panes
    readonly property bool hasPicture: (page.picture ?? "") !== ""
    readonly property bool hasWords: (page.title ?? "") !== ""
    // A picture alone has both panes, or the wider of them where they are apart.
    readonly property bool isWide: hasPicture && !hasWords && !content.hasSeams
    readonly property int lone: hasPicture && !hasWords && content.hasSeams && panes[1].width > panes[0].width ? 1 : 0

    function edge(pane: int): int {
        return Math.round(width * panes[pane].x) + Fit.px(150);
    }

    function wide(pane: int): int {
        return Math.round(width * panes[pane].width) - Fit.px(270);
    }

    color: content.isGlass ? "black" : Theme.wallGround

    ContentHead {
        x: root.edge(0)
        width: root.wide(0)
        text: Fit.name(root.wall.hallName)
        name: "content.hall"
    }

    ContentHead {
        x: root.edge(1)
        width: root.wide(1)
        text: root.wall.clock + "   " + Texts.f("date-line", root.wall.date)
        name: "content.clock"
    }

    ContentWords {
        visible: root.hasWords
        x: root.edge(0)
        y: Fit.px(330)
        width: root.wide(0)
        height: parent.height - y - Fit.px(110)
        page: root.page
    }

    ContentList {
        visible: root.hasWords && !root.hasPicture
        x: root.edge(1)
        y: Fit.px(330)
        width: root.wide(1)
        height: parent.height - y - Fit.px(250)
        page: root.page
    }

    Image {
        visible: root.hasPicture
        objectName: "content.picture"
        x: root.edge(root.hasWords ? 1 : root.lone)
        y: Fit.px(350)
        width: root.isWide ? root.edge(1) + root.wide(1) - x : root.wide(root.hasWords ? 1 : root.lone)
        height: parent.height - y - Fit.px(250)
        source: root.page.picture ?? ""
        sourceSize: Qt.size(width, height)
        fillMode: Image.PreserveAspectFit
        // Decoded by Qt's own thread; and forgotten with its page.
        asynchronous: true
        cache: false
        autoTransform: true
        Accessible.ignored: true
        onStatusChanged: if (status === Image.Error)
            root.content.refuse(root.page.id)
    }

    Label {
        objectName: "content.count"
        x: root.edge(1)
        y: parent.height - Fit.px(220)
        width: root.wide(1)
        height: Fit.px(120)
        text: (root.page.count ?? 0) > 1 ? Texts.f("display-content-page", {
            page: root.page.number,
            pages: root.page.count
        }) : ""
        size: Fit.px(84)
        strong: true
        color: Theme.wallSoft
        verticalAlignment: Text.AlignVCenter
    }

    ContentCalls {
        x: Math.round(parent.width * root.panes[2].x) + Fit.px(90)
        y: Fit.px(120)
        width: Math.round(parent.width * root.panes[2].width) - Fit.px(240)
        height: parent.height - 2 * y
        wall: root.wall
    }
}
