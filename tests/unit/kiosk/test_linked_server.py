"""The server as the kiosk sees it, over a bridge that a test moves."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from pytestqt.qtbot import QtBot

from hallcall.client import (
    Answer,
    BookingHolder,
    CheckInRequest,
    DaySlots,
    Document,
    IssueRequest,
    LinkState,
    LinkStatus,
    VisitorBookings,
)
from hallcall.client.evacuation import EvacuationMemory
from hallcall.client.local_alarm import AlarmFile, LocalAlarm
from hallcall.core.booking.book import BookingCode, BookingState
from hallcall.core.booking.slots import Fill
from hallcall.core.commands import (
    AskForHelp,
    CancelBooking,
    ChangeBooking,
    ChooseNotice,
    ChoosePriority,
    ClosureReason,
    RecallMe,
    RecordPrint,
    ReportDevice,
)
from hallcall.core.errors import ConfigError, HallcallError, LinkError, Refused
from hallcall.core.estimate import WaitRange
from hallcall.core.identity import DocumentKind
from hallcall.core.snapshot import Closure
from hallcall.core.state import HallState
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import Ticket, TicketId, TicketState
from hallcall.kiosk.server import LinkedServer
from hallcall.ui.link import LinkBridge
from helpers.kiosk_hall import small_hall

_DONE = Answer(seq=1, repeated=False, events=())
_MONDAY = datetime(2026, 11, 23, 1, 41, tzinfo=UTC)


def _held(number: str) -> Ticket:
    return Ticket(
        id=TicketId(f"2026-11-23/{number}"),
        day=_MONDAY.date(),
        number=number,
        origin=QueuePrefix("A"),
        seq=int(number[1:]),
        leg=1,
        queue=QueuePrefix("A"),
        item=ItemCode("SB-01"),
        state=TicketState.WAITING,
        since=_MONDAY,
        issued_at=_MONDAY,
        seniority=_MONDAY,
    )


class _Bridge(QObject):
    """What ``LinkedServer`` uses of a ``LinkBridge``; commands are kept until the test answers them."""

    hallTaken = Signal()  # noqa: N815 - as the bridge calls it
    snapshotTaken = Signal()  # noqa: N815 - as the bridge calls it
    changed = Signal(object)
    linkChanged = Signal(object)  # noqa: N815 - as the bridge calls it
    waitsChanged = Signal()  # noqa: N815 - as the bridge calls it

    def __init__(self) -> None:
        super().__init__()
        self.hall: Any = small_hall()
        self.state = HallState()
        self.heard_at: float | None = time.monotonic()
        self.clock = _MONDAY
        self.status = LinkStatus(LinkState.LIVE, 0)
        self.waits: dict[QueuePrefix, WaitRange] = {}
        self.sent: list[tuple[Any, str | None]] = []
        self.asked: list[tuple[Any, Callable[[object], None], Callable[[HallcallError], None]]] = []
        self.answers: list[tuple[Callable[[Answer], None], Callable[[HallcallError], None]]] = []

    def now(self) -> datetime:
        return self.clock

    def send(
        self,
        command: object,
        on_answer: Callable[[Answer], None],
        on_error: Callable[[HallcallError], None],
        *,
        key: str | None = None,
    ) -> None:
        self.sent.append((command, key))
        self.answers.append((on_answer, on_error))

    @property
    def link(self) -> _Bridge:
        """The link under it: the same here."""
        return self

    def request(self, method: str, path: str, body: object) -> tuple[str, str, object]:
        return method, path, body

    def watch(
        self, asked: object, on_answer: Callable[[object], None], on_error: Callable[[HallcallError], None]
    ) -> None:
        self.asked.append((asked, on_answer, on_error))

    def set_link(self, state: LinkState) -> None:
        self.status = LinkStatus(state, 0)
        self.linkChanged.emit(self.status)


@pytest.fixture
def bridge(qapp: QCoreApplication) -> _Bridge:
    return _Bridge()


@pytest.fixture
def server(bridge: _Bridge) -> LinkedServer:
    return LinkedServer(cast("LinkBridge", bridge), "http://10.20.0.5:8750/")


def test_the_clock_is_the_servers_in_the_halls_zone(bridge: _Bridge, server: LinkedServer) -> None:
    bridge.clock = _MONDAY + timedelta(minutes=1)
    now = server.now()
    assert f"{now:%H:%M}" == "09:42"
    assert now.utcoffset() == timedelta(hours=8)


def test_an_open_queue_without_an_open_counter_has_people_but_no_wait(server: LinkedServer) -> None:
    facts = server.queue_facts(QueuePrefix("A"))
    assert (facts.waiting, facts.wait, facts.is_open, facts.opens) == (0, None, True, None)


def test_waits_are_those_that_the_server_tells(bridge: _Bridge, server: LinkedServer) -> None:
    told: list[WaitRange | None] = []
    server.subscribe(lambda: told.append(server.queue_facts(QueuePrefix("A")).wait))
    bridge.waits = {QueuePrefix("A"): WaitRange(10, 20)}
    bridge.waitsChanged.emit()
    assert told == [WaitRange(10, 20)]
    bridge.heard_at = time.monotonic() - 31
    bridge.set_link(LinkState.LOST)
    assert told[-1] is None


def test_a_closed_queue_tells_when_it_opens(bridge: _Bridge, server: LinkedServer) -> None:
    bridge.clock = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # a Sunday
    facts = server.queue_facts(QueuePrefix("A"))
    assert facts.is_open is False
    assert facts.opens is not None
    assert f"{facts.opens:%a %H:%M}" == "Mon 09:00"


@pytest.mark.feature("F171")
def test_a_queue_closed_for_now_is_not_open(bridge: _Bridge, server: LinkedServer) -> None:
    queue = QueuePrefix("A")
    bridge.state.closed[queue] = Closure(queue=queue, reason=ClosureReason.STAFF, since=_MONDAY)
    facts = server.queue_facts(queue)
    assert (facts.is_open, facts.closure) == (False, bridge.state.closed[queue])


def test_a_year_without_a_holiday_file_is_closed_and_not_guessed(bridge: _Bridge, server: LinkedServer) -> None:
    bridge.clock = datetime(2031, 1, 6, 1, 0, tzinfo=UTC)
    facts = server.queue_facts(QueuePrefix("A"))
    assert (facts.is_open, facts.opens) == (False, None)


def test_counts_that_are_too_old_are_not_told(bridge: _Bridge, server: LinkedServer) -> None:
    bridge.set_link(LinkState.LOST)
    assert server.is_connected is False
    assert server.queue_facts(QueuePrefix("A")).waiting == 0
    bridge.heard_at = time.monotonic() - 31
    assert server.queue_facts(QueuePrefix("A")).waiting is None


def test_a_report_that_did_not_get_through_is_sent_again_with_its_key(bridge: _Bridge, server: LinkedServer) -> None:
    said: list[str] = []
    server.record_print(TicketId("t"), "", lambda _: said.append("heard"), lambda error: said.append(error.code))
    bridge.answers[0][1](LinkError("link.down"))
    bridge.set_link(LinkState.LOST)
    assert len(bridge.sent) == 1
    bridge.set_link(LinkState.LIVE)
    bridge.set_link(LinkState.LIVE)
    assert len(bridge.sent) == 2
    assert bridge.sent[0] == bridge.sent[1]
    assert bridge.sent[0][0] == RecordPrint(ticket=TicketId("t"), ok=True, reason="")
    bridge.answers[1][0](_DONE)
    assert said == ["heard"]


@pytest.mark.feature("F065")
def test_a_slip_that_nobody_wanted_is_told_like_one_that_came_out(bridge: _Bridge, server: LinkedServer) -> None:
    server.decline_slip(TicketId("t"))
    bridge.answers[0][1](LinkError("link.down"))
    bridge.set_link(LinkState.LOST)
    bridge.set_link(LinkState.LIVE)
    assert [command for command, *_ in bridge.sent] == [RecordPrint(ticket=TicketId("t"), ok=False, wanted=False)] * 2


def test_a_refused_report_is_not_repeated(bridge: _Bridge, server: LinkedServer) -> None:
    said: list[str] = []
    server.record_print(TicketId("t"), "printer.paper_out", lambda _: None, lambda error: said.append(error.code))
    bridge.answers[0][1](Refused("ticket.unknown", ticket="t"))
    bridge.set_link(LinkState.LIVE)
    assert said == ["ticket.unknown"]
    assert len(bridge.sent) == 1


def test_wishes_become_commands(bridge: _Bridge, server: LinkedServer) -> None:
    def ignore(_: object) -> None:
        pass

    request = IssueRequest(item=ItemCode("SB-01"), kiosk="K1")
    server.issue(request, "01J", ignore, ignore)
    server.choose_notice(TicketId("t"), on=True, on_answer=ignore, on_error=ignore)
    server.choose_priority(TicketId("t"), on=False, on_answer=ignore, on_error=ignore)
    server.call_staff("K1", ignore, ignore)
    server.report_device("K1/ticket", "fault", ("paper-out",))
    assert bridge.sent == [
        (request, "01J"),
        (ChooseNotice(ticket=TicketId("t"), on=True), None),
        (ChoosePriority(ticket=TicketId("t"), on=False), None),
        (AskForHelp(kiosk="K1"), None),
        (ReportDevice(device="K1/ticket", health="fault", reasons=("paper-out",)), None),
    ]
    for answered, failed in tuple(bridge.answers):
        answered(_DONE)
        failed(LinkError("link.down"))


@pytest.mark.parametrize("is_lost", [False, True])
def test_an_older_state_of_a_device_never_arrives_after_a_newer_one(
    bridge: _Bridge, server: LinkedServer, is_lost: bool
) -> None:
    server.report_device("K1/ticket", "offline", ("service-away",))
    server.report_device("K1/ticket", "starting", ())
    server.report_device("K1/idcard", "online", ())
    server.report_device("K1/ticket", "online", ())
    assert [(sent.device, sent.health) for sent, _ in bridge.sent] == [
        ("K1/ticket", "offline"),
        ("K1/idcard", "online"),
    ]
    answered, failed = bridge.answers[0]
    failed(LinkError("link.down")) if is_lost else answered(_DONE)
    assert [sent.health for sent, _ in bridge.sent[2:]] == ["online"]
    bridge.answers[2][0](_DONE)
    server.report_device("K1/ticket", "fault", ("paper-out",))
    assert bridge.sent[3][0].health == "fault"


def test_a_visitors_page_is_named_by_its_token_alone(server: LinkedServer) -> None:
    assert server.ticket_url("Zk3v") == "http://10.20.0.5:8750/t/Zk3v"
    assert server.ticket_url("") == ""


def test_every_change_of_state_or_link_is_told(bridge: _Bridge, server: LinkedServer) -> None:
    told: list[bool] = []
    server.subscribe(lambda: told.append(True))
    bridge.changed.emit(None)
    bridge.snapshotTaken.emit()
    bridge.hallTaken.emit()
    bridge.set_link(LinkState.LOST)
    assert len(told) == 4


@pytest.mark.feature("F113")
def test_a_contact_of_the_kiosks_own_machine_is_seen_while_nothing_else_happens(
    bridge: _Bridge, qtbot: QtBot, tmp_path: Path
) -> None:
    memory = EvacuationMemory(tmp_path / "evacuation.json")
    server = LinkedServer(cast("LinkBridge", bridge), "http://10.20.0.5:8750/", evacuation=memory)
    told: list[bool] = []
    server.subscribe(lambda: told.append(server.emergency is not None))
    alarm = AlarmFile(tmp_path)
    alarm.write(LocalAlarm(since=bridge.now(), contacts=("key",), key="K"))
    qtbot.waitUntil(lambda: told == [True])
    alarm.write(None)
    qtbot.waitUntil(lambda: told == [True, False])


def test_without_a_hall_there_is_nothing_to_show(bridge: _Bridge, server: LinkedServer) -> None:
    bridge.hall = None
    with pytest.raises(ConfigError):
        _ = server.hall


@pytest.mark.feature("F020")
def test_hall_data_that_are_older_than_the_servers_are_told(bridge: _Bridge, server: LinkedServer) -> None:
    assert not server.is_outdated
    bridge.status = LinkStatus(LinkState.LIVE, 0, is_outdated=True)
    assert server.is_outdated


@pytest.mark.feature("F090")
def test_a_passed_number_that_lies_aside_is_found_among_those_of_a_card(bridge: _Bridge, server: LinkedServer) -> None:
    document = Document(kind=DocumentKind.RESIDENT, number="440301199001011234", name="王小明", verified=True)
    asked: list[Document] = []
    ends: list[Callable[[list[Answer]], None]] = []
    bridge.live_tickets = asked.append  # type: ignore[attr-defined]
    bridge.watch = lambda _future, on_answer, _on_error: ends.append(on_answer)  # type: ignore[attr-defined]
    found: list[TicketId] = []
    server.find_missed(document, lambda ticket: found.append(ticket.id))
    assert asked == [document]
    waiting = _held("A001")
    missed = replace(_held("A002"), state=TicketState.PASSED)
    ends[0]([replace(_DONE, ticket=waiting)])
    assert found == []
    ends[0]([replace(_DONE, ticket=waiting), replace(_DONE, ticket=missed)])
    assert found == [missed.id]
    server.recall_me(missed.id, "k", lambda _: None, lambda _: None)
    assert bridge.sent[-1] == (RecallMe(ticket=missed.id), "k")
    bridge.set_link(LinkState.LOST)
    server.find_missed(document, lambda ticket: found.append(ticket.id))
    assert len(asked) == 1


@pytest.mark.feature("F016")
def test_the_first_page_is_what_the_server_has_learned_or_the_halls_own_choice(
    bridge: _Bridge, server: LinkedServer
) -> None:
    assert server.first_page == bridge.hall.hot_items
    bridge.state.hot_items = (ItemCode("GJ-01"), ItemCode("gone"), ItemCode("SB-01"))
    assert server.first_page == ("GJ-01", "SB-01")


CARD = Document(kind=DocumentKind.RESIDENT, number="11010519491231002X", name="王小明", verified=True)


BOOKING = {
    "code": "00000017",
    "item": "SB-01",
    "queue": "A",
    "start": "2026-11-23T02:00:00Z",
    "end": "2026-11-23T02:30:00Z",
    "check_in_from": "2026-11-23T01:30:00Z",
    "check_in_until": "2026-11-23T02:15:00Z",
    "state": "booked",
    "parties": 1,
    "arrived": 0,
    "ticket": None,
}
"""As the server tells it."""


@pytest.mark.feature("F047")
def test_the_bookings_of_a_card_are_asked_for_and_understood(bridge: _Bridge, server: LinkedServer) -> None:
    heard: list[VisitorBookings] = []
    server.bookings(CARD, heard.append, pytest.fail)
    (asked, on_answer, _) = bridge.asked[0]
    assert asked[:2] == ("POST", "/v1/visitor/bookings")
    assert asked[2]["document"]["number"] == CARD.number
    kept = {"item": "SB-01", "queue": "A", "start": BOOKING["start"], "until": "2026-11-23T01:50:00Z", "parties": 1}
    on_answer({"bookings": [BOOKING], "offers": [kept]})
    (found,) = heard
    ten = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    assert [(one.code, one.state, one.start) for one in found.bookings] == [("00000017", BookingState.BOOKED, ten)]
    assert [(one.item, one.start) for one in found.offers] == [("SB-01", ten)]


@pytest.mark.feature("F033")
def test_whose_a_booking_is_is_asked_by_its_code_and_nothing_of_a_face_is_sent(
    bridge: _Bridge, server: LinkedServer
) -> None:
    heard: list[BookingHolder] = []
    server.booking_holder(BookingCode("00000017"), heard.append, pytest.fail)
    (asked, on_answer, _) = bridge.asked[0]
    assert asked == ("POST", "/v1/visitor/booking", {"code": "00000017"})
    on_answer({"booking": BOOKING, "names": ["王*明"]})
    (holder,) = heard
    assert (holder.booking.code, holder.names) == ("00000017", ("王*明",))
    assert "王" not in repr(holder)


@pytest.mark.feature("F038", "F046")
def test_the_slots_of_a_day_are_asked_for_and_understood(bridge: _Bridge, server: LinkedServer) -> None:
    heard: list[DaySlots] = []
    server.slots(QueuePrefix("A"), date(2026, 11, 24), heard.append, pytest.fail)
    (asked, on_answer, _) = bridge.asked[0]
    assert asked[:2] == ("GET", "/v1/slots?queue=A&day=2026-11-24")
    capacity = {"places": 3, "counters": 1.5, "slot_min": 30, "mean_min": 8.0, "share": 0.5, "factor": 1.0}
    start, end = "2026-11-24T01:00:00Z", "2026-11-24T01:30:00Z"
    slot = {"queue": "A", "start": start, "end": end, "capacity": capacity}
    days = ["2026-11-24", "2026-11-25"]
    views = [{"slot": slot, "free": 1, "fill": "part"}]
    on_answer({"queue": "A", "day": days[0], "days": days, "at": "2026-11-23T01:41:00Z", "slots": views})
    ((view,),) = (found.slots for found in heard)
    assert (view.free, view.fill, view.slot.start) == (1, Fill.PART, datetime(2026, 11, 24, 1, 0, tzinfo=UTC))


@pytest.mark.feature("F050")
def test_changing_and_giving_up_are_commands_with_the_key_of_the_touch(bridge: _Bridge, server: LinkedServer) -> None:
    code = BookingCode("00000017")
    server.change_booking(code, _MONDAY, "touch-2", _ignore, _ignore)
    server.cancel_booking(code, "touch-3", _ignore, _ignore)
    assert bridge.sent == [(ChangeBooking(code=code, slot=_MONDAY), "touch-2"), (CancelBooking(code=code), "touch-3")]


@pytest.mark.feature("F047")
def test_a_check_in_is_a_command_with_the_key_of_the_touch(bridge: _Bridge, server: LinkedServer) -> None:
    request = CheckInRequest(code=BookingCode("00000017"), kiosk="K1", document=CARD)
    server.check_in(request, "touch-1", _ignore, _ignore)
    assert bridge.sent == [(request, "touch-1")]


def _ignore(_: object) -> None:
    return
