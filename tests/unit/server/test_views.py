"""What leaves the server: no personal field in any view, whatever the hall did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from hallcall.core import events as ev
from hallcall.core.commands import (
    AskForHelp,
    CallChosen,
    CallNext,
    CancelTicket,
    ChooseNotice,
    ChoosePriority,
    CloseQueue,
    ClosureReason,
    Command,
    GivePager,
    PagerNumber,
    ParkTicket,
    PauseCounter,
    ReclassifyTicket,
    ReportDevice,
    RevealVisitor,
    SetDailyCap,
    StartService,
    TakeTask,
    TransferTicket,
    WatchQueues,
)
from hallcall.core.decide import decide
from hallcall.core.looks import LookReason
from hallcall.core.priority import ClassReason, PriorityClass
from hallcall.core.promise import TidalRules
from hallcall.core.snapshot import Snapshot
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import Need
from hallcall.server.engine.recording import record
from hallcall.server.storage import Entry
from hallcall.server.views import (
    EVERYTHING,
    Shown,
    View,
    Viewer,
    choose_shown,
    may_see,
    shows_entry,
    view_event,
    view_snapshot,
    view_ticket,
)
from helpers.small_hall import Day

PERSON, TOKEN, NOTE, REASON = "person-7f3a", "token-9c1b", "note-4d2e", "reason-8e5f"
WALL = Viewer(View.PUBLIC)
KIOSK = Viewer(View.PUBLIC, "K1")
CLERK = Viewer(View.COUNTER)
ONE, TWO, FOUR = CounterNumber(1), CounterNumber(2), CounterNumber(4)


class LoggedDay(Day):
    """A day whose events are also entries of a log."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        super().__init__()

    def do(self, command: Command) -> Any:
        outcome = decide(self.hall, self.state, command, self.now, self.policy)
        fresh = record(outcome.events, self.state, epoch="e", at=self.now, cause="c", actor="x")
        for entry in fresh:
            self.state.apply(entry.recorded)
        self.entries += fresh
        return outcome


@pytest.fixture
def day() -> LoggedDay:
    """Everything that can be said of people happens in it."""
    day = LoggedDay()
    day.open(1, 2, 4)
    secret: dict[str, Any] = {"person": PERSON, "token": TOKEN, "has_phone": True}
    blind = day.issue("a1", needs=frozenset({Need.CANNOT_SEE}), **secret)
    private = day.issue("b2", **secret)
    chosen = day.issue("a2", **secret)
    day.do(ChooseNotice(ticket=chosen.id, on=True))
    day.do(CallNext(counter=ONE))
    day.do(StartService(counter=ONE))
    day.do(RevealVisitor(counter=ONE, reason=LookReason.IDENTITY))
    day.do(ParkTicket(counter=ONE, reason=REASON))
    day.do(CallChosen(counter=TWO, ticket=chosen.id, reason=REASON))
    day.do(TransferTicket(ticket=chosen.id, to_queue=QueuePrefix("B"), reason=REASON, note=NOTE))
    day.do(CancelTicket(ticket=blind.id, reason=REASON))
    day.do(ReportDevice(device="K1/card", health="fault", reasons=("unplugged",)))
    day.do(AskForHelp(kiosk="K1"))
    day.do(AskForHelp(kiosk="K2"))
    day.do(TakeTask(task=next(iter(day.state.tasks)), by="G1"))
    for kind, reason in (
        (PriorityClass.URGENT, ClassReason.ILL),
        (PriorityClass.PRESSING, ClassReason.EXAM),
        (PriorityClass.INFANT, ClassReason.CARE),
    ):
        again = day.issue("a2", priority=PriorityClass.ELDER)
        day.do(ReclassifyTicket(ticket=again.id, priority=kind, reason=reason, note=NOTE, by="G1"))
    declined = day.issue("a2", priority=PriorityClass.DISABLED, needs=frozenset({Need.INFANT, Need.WHEELCHAIR}))
    day.do(ChoosePriority(ticket=declined.id, on=False))
    day.issue("a1", as_class=PriorityClass.DISABLED, reason=ClassReason.CARE, by="G1")
    day.do(PauseCounter(counter=FOUR, reason="meal"))
    assert private.id in day.state.tickets
    return day


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """All leaves of plain JSON with their paths."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from walk(part, f"{path}.{name}")
    elif isinstance(value, list):
        for part in value:
            yield from walk(part, f"{path}[]")
    else:
        yield path, value


def seen(day: LoggedDay, viewer: Viewer) -> Any:
    """All that a viewer is ever told, as JSON."""
    events = [
        {"type": entry.recorded.event.name, "data": view_event(day.hall, entry.recorded.event, viewer.view)}
        for entry in day.entries
        if may_see(entry, viewer)
    ]
    snapshot = view_snapshot(day.hall, day.state.snapshot("e", day.now), viewer, EVERYTHING)
    return msgspec.json.decode(msgspec.json.encode([events, snapshot]))


@pytest.mark.feature("F028", "F036")
@pytest.mark.parametrize("viewer", [WALL, KIOSK])
def test_nothing_personal_reaches_a_public_screen(day: LoggedDay, viewer: Viewer) -> None:
    told = seen(day, viewer)
    for path, value in walk(told):
        name = path.rsplit(".", 1)[-1].rstrip("[]")
        if name in {"person", "token", "note", "chosen_reason"}:
            assert not value, path
        if name in {"has_phone", "notify", "near_told"}:
            assert value is False, path
        assert name != "needs", path
        assert value not in {PERSON, TOKEN, NOTE, REASON, "b2", "cannot_see"}, path


def test_a_public_screen_hears_nothing_of_reveals_messages_devices_and_other_peoples_help(day: LoggedDay) -> None:
    types = {message["type"] for message in seen(day, WALL)[0]}
    assert types.isdisjoint(
        {
            "visitor.revealed",
            "ticket.notice_chosen",
            "ticket.neared",
            "ticket.slip_declined",
            "device.reported",
            "advice.given",
        }
    )
    assert types.isdisjoint({"task.raised", "task.taken", "task.escalated"})
    assert {"ticket.called", "ticket.transferred", "counter.paused"} <= types


CLASSES = {kind.value for kind in PriorityClass} - {PriorityClass.NORMAL.value}
NAMED = CLASSES | {need.value for need in Need} | {reason.value for reason in ClassReason}


@pytest.mark.feature("F075")
@pytest.mark.parametrize("viewer", [WALL, KIOSK])
def test_no_public_screen_is_told_a_class_a_need_or_why(day: LoggedDay, viewer: Viewer) -> None:
    told = seen(day, viewer)
    assert not [path for path, value in walk(told) if value in NAMED]
    assert not [path for path, _ in walk(told) if NAMED & set(path.replace("[]", "").split("."))]
    assert "ticket.reclassified" not in {message["type"] for message in told[0]}
    assert {value for path, value in walk(told) if path.endswith((".priority", ".given_up"))} == {"normal"}
    assert {value for _, value in walk(seen(day, CLERK))} >= CLASSES - {"booked"}


def test_a_kiosk_hears_of_its_own_call_for_help_only(day: LoggedDay) -> None:
    tasks = [message["data"] for message in seen(day, KIOSK)[0] if message["type"] == "task.raised"]
    assert [task["kiosk"] for task in tasks] == ["K1"]
    assert [task["kiosk"] for task in seen(day, KIOSK)[1]["tasks"]] == ["K1"]


def test_the_flag_of_a_blind_visitor_is_seen_by_those_who_work_here(day: LoggedDay) -> None:
    assert any(value == "cannot_see" for _, value in walk(seen(day, CLERK)))
    tasks = [m["data"]["kind"] for m in seen(day, CLERK)[0] if m["type"] == "task.raised"]
    assert tasks == ["fetch_visitor", "help_at_kiosk", "help_at_kiosk"]


def test_no_view_ever_holds_a_person_or_a_token(day: LoggedDay) -> None:
    assert not [path for path, value in walk(seen(day, CLERK)) if value in {PERSON, TOKEN}]
    ticket = next(ticket for ticket in day.state.tickets.values() if ticket.token)
    for view in View:
        assert view_ticket(day.hall, ticket, view).token == ""
        given = view_ticket(day.hall, ticket, view, is_own=True)
        assert (given.token, given.person) == (TOKEN, None)
        assert (given.item, given.together, given.then) == (ticket.item, ticket.together, ticket.then)


def follow(day: LoggedDay, viewer: Viewer, shown: Shown) -> Snapshot:
    """What a screen has that followed from the beginning."""
    state = HallState()
    for entry in day.entries:
        if may_see(entry, viewer) and shows_entry(shown, entry):
            event = view_event(day.hall, entry.recorded.event, viewer.view)
            state.apply(replace(entry.recorded, event=event))
    return state.snapshot("e", day.now)


@pytest.mark.parametrize("viewer", [WALL, KIOSK, CLERK])
@pytest.mark.parametrize("floors", [(), (1,), (2,), (1, 2)])
def test_a_screen_that_followed_the_stream_has_what_a_snapshot_would_give_it(
    day: LoggedDay, viewer: Viewer, floors: tuple[int, ...]
) -> None:
    shown = choose_shown(day.hall, frozenset(floors), frozenset(), frozenset())
    followed = follow(day, viewer, shown)
    given = view_snapshot(day.hall, day.state.snapshot("e", day.now), viewer, shown)
    assert followed.tickets == given.tickets
    assert followed.calls == given.calls
    assert {task.id for task in followed.tasks} == {task.id for task in given.tasks}
    assert followed.devices == given.devices


def test_a_floor_is_its_queues_and_what_happens_at_its_counters(day: LoggedDay) -> None:
    shown = choose_shown(day.hall, frozenset({2}), frozenset(), frozenset())
    assert shown.has("B", None)
    assert not shown.has("A", None)
    assert shown.has("A", 4)
    assert shown.has(None, 3)
    assert not shown.has("A", 3)
    assert not shown.has(None, 1)


def test_a_queue_alone_is_no_place(day: LoggedDay) -> None:
    shown = choose_shown(day.hall, frozenset(), frozenset(), frozenset({"A"}))
    assert shown.has("A", 3)
    assert not shown.has("B", 3)
    assert not choose_shown(day.hall, frozenset({2}), frozenset(), frozenset({"A"})).has("A", None)


def test_what_concerns_nobody_concerns_everybody(day: LoggedDay) -> None:
    opened = day.entries[0]
    assert isinstance(opened.recorded.event, ev.DayOpened)
    assert shows_entry(choose_shown(day.hall, frozenset(), frozenset({"B"}), frozenset()), opened)


@pytest.mark.feature("F069", "F103")
def test_alarms_and_what_a_manager_sets_stay_among_those_who_work_here(day: LoggedDay) -> None:
    day.hall = replace(day.hall, rules=replace(day.hall.rules, tidal=TidalRules(waiting_over=1, for_min=0)))
    for _ in range(2):
        day.issue("a1")
    day.do(WatchQueues())
    day.do(SetDailyCap(queue=QueuePrefix("A"), cap=5, reason=REASON))
    while day.state.waiting[QueuePrefix("A")]:
        day.do(CallNext(counter=TWO))
        day.later(100)
        day.do(StartService(counter=TWO))
    day.do(WatchQueues())
    inner = {"alarm.noticed", "alarm.raised", "alarm.ended", "queue.cap_set"}
    for viewer in (WALL, KIOSK):
        events, snapshot = seen(day, viewer)
        assert inner.isdisjoint(event["type"] for event in events)
        assert (snapshot["alarms"], snapshot["caps"]) == ([], [])
    events, snapshot = seen(day, CLERK)
    assert inner <= {event["type"] for event in events}
    assert snapshot["caps"] == [["A", 5]]


@pytest.mark.feature("F171")
def test_everybody_is_told_of_a_closed_queue_and_only_staff_of_the_note(day: LoggedDay) -> None:
    day.do(ChooseNotice(ticket=day.issue("a1", has_phone=True).id, on=True))
    day.do(CloseQueue(queue=QueuePrefix("A"), reason=ClosureReason.SYSTEM, note=NOTE))
    for viewer, note in ((WALL, ""), (KIOSK, ""), (CLERK, NOTE)):
        events, snapshot = seen(day, viewer)
        (closed,) = (event for event in events if event["type"] == "queue.closed")
        assert (closed["data"]["reason"], closed["data"]["note"]) == ("system", note)
        assert ("ticket.held_up" in [event["type"] for event in events]) is (viewer is CLERK)
        assert [closure["queue"] for closure in snapshot["closures"]] == ["A"]


@pytest.mark.feature("F095")
def test_nobody_in_public_is_told_that_somebody_holds_a_pager(day: LoggedDay) -> None:
    day.hall = replace(day.hall, rules=replace(day.hall.rules, pagers=5))
    ticket = day.issue("a1", needs=frozenset({Need.CANNOT_HEAR}), kiosk="K1")
    day.do(GivePager(ticket=ticket.id, pager=PagerNumber(3)))
    for viewer in (WALL, KIOSK):
        events, snapshot = seen(day, viewer)
        assert snapshot["pagers"] == []
        assert not [event for event in events if event["type"].startswith("pager.")]
        assert "bring_pager" not in str((events, snapshot))
    assert [one["pager"] for one in seen(day, CLERK)[1]["pagers"]] == [3]
