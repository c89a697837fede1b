"""The link between an application and the hall's server: commands out, events in. No Qt.

One thread, one event loop, one connection pool. Listeners are called in that thread; Qt applications take
``hallcall.ui.link`` instead, which hands everything over to the GUI thread.
"""

from hallcall.client.answers import (
    Answer,
    BookingFacts,
    BookingHolder,
    DaySlots,
    OfferFacts,
    Session,
    TransferWaits,
    VisitorBookings,
    VisitorFacts,
)
from hallcall.client.link import HallLink, LinkListener, LinkSettings, LinkState, LinkStatus
from hallcall.client.requests import (
    BookingRequest,
    CheckInRequest,
    Document,
    IssueRequest,
    OfflineRequest,
    Request,
    new_key,
)
from hallcall.client.stream import Beat, Reset, StreamItem, parse_stream_item

__all__ = [
    "Answer",
    "Beat",
    "BookingFacts",
    "BookingHolder",
    "BookingRequest",
    "CheckInRequest",
    "DaySlots",
    "Document",
    "HallLink",
    "IssueRequest",
    "LinkListener",
    "LinkSettings",
    "LinkState",
    "LinkStatus",
    "OfferFacts",
    "OfflineRequest",
    "Request",
    "Reset",
    "Session",
    "StreamItem",
    "TransferWaits",
    "VisitorBookings",
    "VisitorFacts",
    "new_key",
    "parse_stream_item",
]
