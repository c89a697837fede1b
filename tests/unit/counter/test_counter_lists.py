"""The queue in call order, the places a visitor can be sent to, the numbers that can be reached out of turn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hallcall.client import TransferWaits
from hallcall.core import commands as cm
from hallcall.core.builtin_policies import FirstComeFirstServed
from hallcall.core.estimate import WaitRange
from hallcall.core.order import choose_next, counter_order
from hallcall.core.places import Counter
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import ClerkId, ItemCode, Need, Ticket, TicketId, TicketState
from hallcall.counter.model import ChosenTickets, Desk, Key, QueueTable, TransferTargets
from hallcall.counter.model.places import find_places, initials
from hallcall.counter.model.usual import usual_time
from helpers.counter_server import MONDAY, FakeServer, make_desk
from helpers.sample_halls import sample_hall

pytestmark = pytest.mark.usefixtures("qapp")

FCFS = FirstComeFirstServed()
A, B = QueuePrefix("A"), QueuePrefix("B")


def waiting(queue: QueuePrefix, seq: int, age: int, defer: int, *, end: bool, only: int | None) -> Ticket:
    number = f"{queue}{seq:03d}"
    return Ticket(
        id=TicketId(number),
        day=MONDAY.date(),
        number=number,
        origin=queue,
        seq=seq,
        leg=1,
        queue=queue,
        item=ItemCode("x"),
        state=TicketState.WAITING,
        since=MONDAY,
        issued_at=MONDAY,
        seniority=MONDAY.replace(minute=age),
        defer_left=defer,
        at_end=end,
        only_counter=CounterNumber(only) if only is not None else None,
    )


@pytest.mark.feature("F171")
def test_a_closed_queue_leaves_the_table_and_is_named_with_what_it_keeps() -> None:
    server = FakeServer()
    desk = make_desk(server)
    queue = desk.queues[0]
    table = QueueTable(desk)
    server.state.put(waiting(queue, 1, 0, 0, end=False, only=None))
    desk.changed.emit()
    assert [ticket.number for ticket in table.tickets] == [f"{queue}001"]
    server.do(cm.CloseQueue(queue=queue, reason=cm.ClosureReason.SYSTEM))
    desk.changed.emit()
    assert table.tickets == []
    assert [(closure.queue, count) for closure, count in desk.closures] == [(queue, 1)]


lines = st.lists(
    st.tuples(
        st.sampled_from([A, B]), st.integers(0, 59), st.integers(0, 4), st.booleans(), st.sampled_from([None, 7])
    ),
    max_size=14,
)


@given(lines)
def test_the_table_shows_the_order_in_which_the_counter_really_calls(
    line: list[tuple[QueuePrefix, int, int, bool, int | None]],
) -> None:
    state = HallState()
    desk = Counter(number=CounterNumber(7), zone=sample_hall("haibin").zones[0].id, queues=(A, B))
    for seq, (queue, age, defer, end, only) in enumerate(line):
        state.put(waiting(queue, seq, age, 0 if end else defer, end=end, only=only))
    shown = [ticket.id for ticket in counter_order(state, desk, FCFS, MONDAY)]
    called: list[TicketId] = []
    while (ticket := choose_next(state, desk, FCFS, MONDAY)) is not None:
        called.append(ticket.id)
        state.put(replace(state.tickets[ticket.id], state=TicketState.CALLED))
        for other in list(state.waiting.get(ticket.queue, {}).values()):
            if other.defer_left:
                state.put(replace(other, defer_left=other.defer_left - 1))
    assert shown == called


def test_the_queue_table_tells_minutes_and_what_is_special(qapp: QApplication) -> None:
    server = FakeServer()
    desk = make_desk(server)
    for _ in range(2):
        server.issue()
        server.wait(300)
    table = QueueTable(desk)
    assert [table.index(0, column).data() for column in range(4)] == ["A001", "身份证换领", "10 分", "现场取号"]
    assert table.longest_wait_min() == 10
    server.issue(needs=[Need.WHEELCHAIR])
    assert table.index(2, 3).data() == "需要照顾"
    desk.press(Key.PRIMARY)
    server.wait(100)
    desk.press(Key.PASS)
    passed = next(row for row, ticket in enumerate(table.tickets) if ticket.passes)
    assert table.index(passed, 3).data() == "过号 1 次"
    desk.texts.setProperty("language", "en")
    assert table.headerData(0, Qt.Orientation.Horizontal) == "Number"


def open_counters(server: FakeServer) -> None:
    server.do(cm.OpenCounter(counter=CounterNumber(5), clerk=ClerkId("2001")))
    server.do(cm.OpenCounter(counter=CounterNumber(15), clerk=ClerkId("2002")))
    server.do(cm.OpenCounter(counter=CounterNumber(16), clerk=ClerkId("2003"), paused=True))
    server.do(cm.OpenCounter(counter=CounterNumber(40), clerk=ClerkId("2004")))


@pytest.fixture
def serving() -> tuple[FakeServer, Desk]:
    server = FakeServer()
    open_counters(server)
    server.issue()
    desk = make_desk(server)
    desk.press(Key.PRIMARY)
    server.wait(30)
    desk.press(Key.PRIMARY)
    server.wait(30)
    return server, desk


def test_initials_of_a_queue_name() -> None:
    assert initials("出入境") == "crj"
    assert initials("社保医保") == "sbyb"


@pytest.mark.parametrize(
    ("query", "first"),
    [("b", "B"), ("B", "B"), ("crj", "B"), ("rj", "B"), ("出入", "B"), ("exit", "B"), ("15", 15), ("101", 101)],
)
def test_a_place_is_found_by_number_letter_initials_or_name(query: str, first: str | int) -> None:
    place = find_places(sample_hall("haibin"), query, A)[0]
    assert first in {place.queue, place.counter}


def test_nonsense_finds_no_place() -> None:
    assert find_places(sample_hall("haibin"), "zzz", A) == []


@pytest.mark.feature("F099")
def test_a_queue_with_a_free_counter_stands_first_and_is_recommended(serving: tuple[FakeServer, Desk]) -> None:
    _, desk = serving
    targets = TransferTargets(desk)
    targets.search("crj")
    first, second = targets.rows[:2]
    assert (first.badge, first.is_recommended, first.ahead) == ("B", True, 0)
    assert (second.badge, second.is_recommended) == ("15", False)
    assert not any(row.is_recommended for row in targets.rows[1:])


@pytest.mark.feature("F099")
def test_paused_and_closed_counters_are_seen_but_cannot_be_chosen(serving: tuple[FakeServer, Desk]) -> None:
    _, desk = serving
    targets = TransferTargets(desk)
    targets.search("16")
    row = targets.rows[0]
    assert row.badge == "16"
    assert targets.place_text(row) == "暂停中"
    assert not targets.flags(targets.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert targets.command(0, "not_here", "") is None
    targets.search("20")
    assert targets.place_text(targets.rows[0]) == "未开窗"


@pytest.mark.feature("F099")
def test_the_place_the_visitor_would_get_counts_those_who_have_waited_longer(
    serving: tuple[FakeServer, Desk],
) -> None:
    server, desk = serving
    targets = TransferTargets(desk)
    for _ in range(3):
        server.issue("GA-CRJ-01")
    targets.search("B")
    # The three took their numbers after this visitor: their waiting counts from later.
    assert targets.rows[0].ahead == 0
    assert desk.ticket is not None
    command = targets.command(0, "another_item", " 带了护照 ")
    assert command == cm.TransferTicket(ticket=desk.ticket.id, to_queue=B, reason="another_item", note="带了护照")
    older = FakeServer()
    open_counters(older)
    for _ in range(3):
        older.issue("GA-CRJ-01")
    older.wait(60)
    older.issue()
    late = make_desk(older)
    late.press(Key.PRIMARY)
    queue = TransferTargets(late)
    queue.search("B")
    assert queue.rows[0].ahead == 3


@pytest.mark.feature("F099", "F070")
def test_waits_elsewhere_are_those_that_the_server_estimates(serving: tuple[FakeServer, Desk]) -> None:
    server, desk = serving
    targets = TransferTargets(desk)
    targets.search("B")
    assert targets.wait_text(targets.rows[0]) == "说不准"
    server.waits = TransferWaits(queues={B: WaitRange(20, 35)}, counters={"15": WaitRange(5, 10)})
    targets.search("B")
    assert targets.wait_text(targets.rows[0]) == "20–35 分钟"
    targets.search("15")
    assert server.waits_asked[-1] == (15,)
    assert targets.wait_text(targets.rows[0]) == "5–10 分钟"


def test_the_own_queue_is_no_new_place_but_its_other_counters_are(serving: tuple[FakeServer, Desk]) -> None:
    _, desk = serving
    targets = TransferTargets(desk)
    targets.search("A")
    badges = [row.badge for row in targets.rows]
    assert "A" not in badges
    assert "2" not in badges
    assert badges[0] == "5"
    command = targets.command(0, "colleague", "")
    assert command is not None
    assert (command.to_queue, command.to_counter) == (A, 5)


@pytest.mark.feature("F100")
def test_numbers_out_of_turn_show_the_parked_first_and_are_found_by_number(serving: tuple[FakeServer, Desk]) -> None:
    server, desk = serving
    for _ in range(3):
        server.issue()
    desk.park("pay", lambda _error: None)
    chosen = ChosenTickets(desk, QueueTable(desk))
    assert [ticket.number for ticket in chosen.rows] == ["A001", "A002", "A003", "A004"]
    assert chosen.is_parked(0)
    assert not chosen.is_parked(1)
    chosen.search("a003")
    assert [ticket.number for ticket in chosen.rows] == ["A003"]
    assert chosen.blocked(0) == ""
    server.wait(1)
    desk.press(Key.PRIMARY)
    assert chosen.blocked(0) == "counter-why-busy"


@given(mean=st.floats(1, 120), spread=st.floats(0, 2))
def test_the_usual_time_is_a_range_around_the_median(mean: float, spread: float) -> None:
    usual = usual_time(replace(sample_hall("haibin").items[0], service_mean_min=mean, service_cv=spread))
    assert 1 <= usual.low_min < usual.high_min
    assert usual.low_min <= round(mean) or usual.low_min == 1
