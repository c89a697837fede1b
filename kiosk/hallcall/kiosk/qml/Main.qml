pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// The whole screen: a stage of 1080x1920 that fits any window, and one page on it at a time, cut without motion.
Rectangle {
    id: root

    // Null until the server was reached for the first time.
    property var kiosk: null
    readonly property var pages: ({
            "home": home,
            "card": card,
            "typing": typing,
            "item": item,
            "departments": departments,
            "department": department,
            "search": search,
            "advice": advice,
            "ticket": ticket,
            "paperout": paperout,
            "trouble": trouble,
            "timeout": timeout
        })

    color: Theme.brandDeep

    Binding {
        target: Theme
        property: "scale"
        value: root.kiosk ? root.kiosk.dock.scale : Theme.scaleNormal
    }

    Binding {
        target: Theme
        property: "highContrast"
        value: root.kiosk ? root.kiosk.dock.highContrast : false
    }

    Item {
        id: stage

        objectName: "stage"
        width: 1080
        height: 1920
        transformOrigin: Item.TopLeft
        scale: Math.min(root.width / width, root.height / height)
        x: (root.width - width * scale) / 2
        y: (root.height - height * scale) / 2

        Loader {
            objectName: "page"
            anchors.fill: parent
            sourceComponent: root.kiosk ? root.pages[root.kiosk.page] : starting
        }
    }

    Component {
        id: starting

        StartingPage {}
    }

    Component {
        id: home

        HomePage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: card

        CardPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: typing

        TypingPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: item

        ItemPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: departments

        DepartmentsPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: department

        DepartmentPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: search

        SearchPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: advice

        AdvicePage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: ticket

        TicketPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: paperout

        PaperOutPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: trouble

        TroublePage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: timeout

        TimeoutPage {
            kiosk: root.kiosk
        }
    }
}
