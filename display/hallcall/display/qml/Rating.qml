pragma ComponentBehavior: Bound
import QtQuick
import Hallcall
import HallcallDisplay

// The rating tablet, drawn for 1280 x 800. Five equal cards of one colour, in the order of the norm; nothing is chosen
// beforehand, and not to rate is a full button.
Rectangle {
    id: root

    required property var rating
    required property var second

    color: Theme.canvas

    Binding {
        target: Fit
        property: "unit"
        value: Math.min(root.width / 1280, root.height / 800)
    }

    Binding {
        target: Fit
        property: "second"
        value: root.second
    }

    Binding {
        target: Theme
        property: "scale"
        value: root.rating.scale
    }

    Item {
        id: stage

        objectName: "stage"
        anchors.centerIn: parent
        width: Fit.px(1280)
        height: Fit.px(800)

        RatingAsk {
            anchors.fill: parent
            visible: root.rating.page === "ask" || root.rating.page === "reasons"
            rating: root.rating
        }

        Column {
            anchors.centerIn: parent
            visible: !["ask", "reasons"].includes(root.rating.page)
            spacing: Fit.px(24)

            Label {
                objectName: "rate.message"
                width: Fit.px(1180)
                text: Texts.t("rate-" + (["thanks", "failed"].includes(root.rating.page) ? ({
                            thanks: "done",
                            failed: "failed"
                        })[root.rating.page] : "idle"))
                size: Theme.px(Fit.px(52))
                strong: true
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
            }

            Label {
                width: Fit.px(1180)
                text: Fit.t("rate-" + (["thanks", "failed"].includes(root.rating.page) ? ({
                            thanks: "done",
                            failed: "failed"
                        })[root.rating.page] : "idle"))
                size: Theme.px(Fit.px(30))
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
            }
        }
    }
}
