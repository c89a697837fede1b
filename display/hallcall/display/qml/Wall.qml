pragma ComponentBehavior: Bound
import QtQuick
import Hallcall
import HallcallDisplay

// A wall: one of six pages, cut from one to the next.
Rectangle {
    id: root

    required property var wall
    required property var second
    readonly property string page: wall.page

    color: Theme.wallGround

    Binding {
        target: Fit
        property: "unit"
        value: Math.min(root.width / 3840, root.height / 2160)
    }

    Binding {
        target: Fit
        property: "second"
        value: root.second
    }

    Item {
        anchors.centerIn: parent
        width: Fit.px(3840)
        height: Fit.px(2160)

        Head {
            id: head

            objectName: "head"
            visible: root.page !== "evacuate" && root.page !== "content"
            wall: root.wall
            width: parent.width
            height: Fit.px(200)
        }

        Loader {
            objectName: "page"
            y: head.visible ? Fit.px(200) : 0
            width: parent.width
            height: parent.height - y
            sourceComponent: root.page === "evacuate" ? evacuate : root.page === "content" ? content : root.page === "hero" ? hero : root.page === "board" ? board : stale
        }
    }

    Component {
        id: evacuate

        EvacuationPage {
            wall: root.wall
        }
    }

    Component {
        id: content

        ContentPage {
            wall: root.wall
        }
    }

    Component {
        id: hero

        HeroPage {
            wall: root.wall
        }
    }

    Component {
        id: board

        BoardPage {
            wall: root.wall
        }
    }

    Component {
        id: stale

        StalePage {
            wall: root.wall
        }
    }
}
