"""The server as the kiosk sees it, over a bridge that a test moves."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal

from hallcall.client import Answer, BookingFacts, CheckInRequest, Document, IssueRequest, LinkState, LinkStatus
from hallcall.core.booking.book import BookingCode, BookingState
from hallcall.core.commands import AskForHelp, ChooseNotice, ChoosePriority, RecallMe, RecordPrint, ReportDevice
from hallcall.core.errors import ConfigError, HallcallError, LinkError, Refused
from hallcall.core.estimate import WaitRange
from hallcall.core.hall import ItemCode, QueuePrefix
from hallcall.core.identity import DocumentKind
from hallcall.core.state import HallState
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
    for answered, failed in bridge.answers:
        answered(_DONE)
        failed(LinkError("link.down"))


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


@pytest.mark.feature("F047")
def test_the_bookings_of_a_card_are_asked_for_and_understood(bridge: _Bridge, server: LinkedServer) -> None:
    found: list[BookingFacts] = []
    server.bookings(CARD, found.extend, pytest.fail)
    (asked, on_answer, _) = bridge.asked[0]
    assert asked[:2] == ("POST", "/v1/visitor/bookings")
    assert asked[2]["document"]["number"] == CARD.number
    told = {
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
    on_answer({"bookings": [told]})
    assert [(one.code, one.state, one.start) for one in found] == [
        ("00000017", BookingState.BOOKED, datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    ]


@pytest.mark.feature("F047")
def test_a_check_in_is_a_command_with_the_key_of_the_touch(bridge: _Bridge, server: LinkedServer) -> None:
    request = CheckInRequest(code=BookingCode("00000017"), kiosk="K1", document=CARD)
    server.check_in(request, "touch-1", _ignore, _ignore)
    assert bridge.sent == [(request, "touch-1")]


def _ignore(_: object) -> None:
    return
