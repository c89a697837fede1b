pragma ComponentBehavior: Bound
import QtQuick
import Hallcall

// The whole screen: a stage of 1080x1920 that fits any window, and one page on it at a time, cut without motion.
Rectangle {
    id: root

    // Null until the hall is known.
    property var kiosk: null
    // What is known without the hall: whether people must leave (on), isDrill, and second, the other language's texts.
    property var leaving: null
    readonly property var pages: ({
            "home": home,
            "card": card,
            "typing": typing,
            "code": code,
            "pickup": pickup,
            "consent": consent,
            "guardian": guardian,
            "face": face,
            "faceways": faceways,
            "facematch": facematch,
            "facekept": facekept,
            "forget": forget,
            "item": item,
            "departments": departments,
            "department": department,
            "search": search,
            "advice": advice,
            "needs": needs,
            "principal": principal,
            "several": several,
            "plan": plan,
            "ticket": ticket,
            "paperout": paperout,
            "book": book,
            "slots": slots,
            "lost": lost,
            "confirm": confirm,
            "mine": mine,
            "booked": booked,
            "trouble": trouble,
            "timeout": timeout,
            "evacuate": evacuate
        })

    color: Theme.brandDeep
    focus: true

    // Six keys that can be felt do all that a finger does: on, back to the one before, press, leave the page, a person.
    // Source: EN 301 549, 5.1.3 and 5.5: closed functionality without sight and without a touch screen.
    Keys.onDownPressed: root.walk(true)
    Keys.onRightPressed: root.walk(true)
    Keys.onUpPressed: root.walk(false)
    Keys.onLeftPressed: root.walk(false)
    Keys.onEscapePressed: root.kiosk?.back()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_F2) {
            root.kiosk?.aloud.again();
            event.accepted = true;
        } else if (event.key === Qt.Key_F1 || event.key === Qt.Key_Help) {
            root.kiosk?.dock.callStaff();
            event.accepted = true;
        }
    }

    // Each page and each control that has the focus is read to who wants it.
    readonly property Touch focused: root.Window.activeFocusItem as Touch
    readonly property string page: (loader.item as KioskPage)?.spoken ?? ""

    onFocusedChanged: if (focused)
        root.kiosk?.aloud.read([focused.text, focused.description].filter(words => words !== "").join("，"))
    onPageChanged: root.kiosk?.aloud.read(page)

    Connections {
        target: root.kiosk ? root.kiosk.aloud : null

        function onChanged() {
            root.kiosk.aloud.read(root.page);
        }
    }

    function walk(onward: bool) {
        const next = (root.Window.activeFocusItem ?? root).nextItemInFocusChain(onward);
        next?.forceActiveFocus(onward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

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
            id: loader

            objectName: "page"
            anchors.fill: parent
            sourceComponent: root.kiosk ? root.pages[root.kiosk.page] : root.leaving?.on ? evacuate : starting
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
        id: code

        CodePage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: pickup

        PickupPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: consent

        ConsentPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: guardian

        GuardianPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: face

        FacePage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: faceways

        FaceWaysPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: facematch

        FaceMatchPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: facekept

        FaceKeptPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: forget

        ForgetPage {
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
        id: needs

        NeedsPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: principal

        PrincipalPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: several

        SeveralPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: plan

        PlanPage {
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
        id: book

        BookPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: slots

        SlotsPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: lost

        LostPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: confirm

        ConfirmPage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: mine

        MinePage {
            kiosk: root.kiosk
        }
    }

    Component {
        id: booked

        BookedPage {
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
        id: evacuate

        EvacuatePage {
            readonly property var facts: root.kiosk ?? root.leaving

            isDrill: facts.isDrill
            second: facts.second
        }
    }

    Component {
        id: timeout

        TimeoutPage {
            kiosk: root.kiosk
        }
    }
}
