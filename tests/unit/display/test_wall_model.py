"""The wall as QML sees it, without QML: fed by real events, with a clock turned by hand."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from hallcall.client import LinkState, LinkStatus
from hallcall.core.commands import CloseQueue, ClosureReason, IssueTicket, TransferTicket
from hallcall.core.errors import ConfigError
from hallcall.core.hall import Hall
from hallcall.core.places import WallPlace
from hallcall.core.rules import CallRules
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import Need
from hallcall.display.model.listing import board_listing
from hallcall.display.model.wall import GATHER_MS, WallModel
from hallcall.display.settings import DisplaySettings
from helpers.sample_halls import open_sample_hall
from helpers.small_hall import Day, small_hall
from helpers.wall_source import FakeSource

EVERYWHERE = DisplaySettings(url="", token="")


@pytest.fixture
def wall(qapp: QCoreApplication) -> Callable[..., tuple[FakeSource, WallModel]]:
    """Makes a source and a wall that follows it."""

    def make(hall: Hall | None = None, settings: DisplaySettings = EVERYWHERE) -> tuple[FakeSource, WallModel]:
        source = FakeSource(hall)
        return source, WallModel(source, settings.place, monotonic=source.monotonic)

    return make


def values(model: WallModel, name: str) -> Any:
    return model.property(name)


@pytest.mark.feature("F093", "F106")
def test_a_call_reaches_the_wall_with_its_counter_and_place(wall: Any) -> None:
    source, model = wall()
    source.issue("A", 3)
    source.call(12)
    model.refresh()
    hero = values(model, "hero")
    assert (hero["number"], hero["counter"], hero["floor"], hero["zone"]) == ("A001", "12", 1, "A")
    assert hero["style"] == "amber"
    source.later(10)
    model.refresh()
    assert values(model, "hero")["style"] == "live"
    source.start(12)
    model.refresh()
    assert values(model, "hero")["style"] == "done"


@pytest.mark.feature("F106")
def test_fifty_events_in_one_second_all_appear(wall: Any, qtbot: QtBot) -> None:
    source, model = wall()
    pictures: list[int] = []
    model.sceneChanged.connect(lambda: pictures.append(1))
    for queue, count in (("A", 12), ("B", 14), ("D", 22), ("G", 10)):
        source.issue(queue, count)
    numbers: list[str] = []
    for counter in (*range(1, 13), *range(13, 27), *range(36, 58), 78, 79):
        numbers += source.call(counter)
        source.steady += 0.02
    assert len(numbers) == 50
    qtbot.waitUntil(lambda: len(model.wall.shown) == 50, timeout=2000)
    assert {number for column in model.wall.columns for number in column.numbers} == set(numbers)
    assert len(pictures) <= 6


@pytest.mark.feature("F106")
def test_a_restarted_wall_is_full_again_from_the_snapshot_alone(wall: Any) -> None:
    source, before = wall()
    source.issue("A", 8)
    source.call(1, 2, 3, 4, 5)
    before.refresh()
    source.state = HallState.from_snapshot(source.day.state.snapshot("e", source.day.now))
    after = WallModel(source, EVERYWHERE.place, monotonic=source.monotonic)
    assert values(after, "page") == "board"
    assert [row["number"] for row in values(after, "columns")[0]["rows"]][:5] == [f"A00{n}" for n in range(1, 6)]


@pytest.mark.feature("F107")
def test_a_wall_of_one_floor_shows_the_counters_of_that_floor_only(wall: Any) -> None:
    source, model = wall(settings=DisplaySettings(url="", token="", floors=(2,)))
    source.issue("A", 2)
    source.issue("D", 2)
    source.call(1)
    model.refresh()
    assert values(model, "hero") == {}
    source.call(36)
    model.refresh()
    assert values(model, "hero")["number"] == "D001"
    assert {entry["queue"] for entry in values(model, "waiting")} == {"D"}


@pytest.mark.feature("F107")
def test_a_queue_served_on_both_floors_sends_each_number_to_its_counters_floor(wall: Any) -> None:
    source, model = wall(small_hall())
    for _ in range(2):
        source.day.issue("b1")
    source.call(3, 4)
    model.refresh()
    shown = [values(model, "hero"), *values(model, "recent")]
    assert {(call["number"], call["floor"]) for call in shown} == {("B001", 1), ("B002", 2)}
    board = board_listing(source.day.hall, source.state, WallPlace(id="", floors=(2,)), {})
    assert [call["number"] for call in board["calling"]] == ["B002"]
    assert board["floors"] == [2]


def test_a_wall_that_the_hall_does_not_have_is_refused() -> None:
    with pytest.raises(ConfigError):
        DisplaySettings(url="", token="", wall="nowhere").place(open_sample_hall("haibin"))
    with pytest.raises(ConfigError):
        DisplaySettings(url="", token="", zones=("Z",)).place(open_sample_hall("haibin"))
    assert DisplaySettings(url="", token="", wall="W1").place(open_sample_hall("haibin")).viewing_distance_m == 15


def test_a_transfer_replaces_the_call_by_the_place_to_go(wall: Any) -> None:
    source, model = wall()
    source.issue("A", 2)
    source.call(1)
    model.refresh()
    ticket = next(ticket for ticket in source.day.state.tickets.values() if ticket.number == "A001")
    source.day.do(TransferTicket(ticket=ticket.id, to_queue=QueuePrefix("D"), reason="other"))
    source.tell()
    model.refresh()
    hero = values(model, "hero")
    assert (hero["style"], hero["number"], hero["movedFloor"], hero["movedZone"]) == ("moved", "A001", 2, "D")
    source.call(36)
    model.refresh()
    numbers = [values(model, "hero")["number"], *(call["number"] for call in values(model, "recent"))]
    assert numbers.count("A001") == 1


def test_an_answered_call_leaves_at_the_next_page_step(wall: Any) -> None:
    source, model = wall()
    source.issue("A", 4)
    source.call(1, 2, 3)
    model.refresh()
    source.start(2)
    model.refresh()
    rows = {row["number"]: row["style"] for row in values(model, "columns")[0]["rows"] if row["number"]}
    assert rows == {"A001": "amber", "A002": "done", "A003": "amber"}
    source.later(9)
    model.refresh()
    assert "A002" not in model.wall.shown
    assert "A003" in model.wall.shown


def test_a_new_call_is_drawn_before_the_people_who_wait_are_counted(wall: Any, qtbot: QtBot) -> None:
    source, model = wall()
    source.issue("A", 3)
    source.tell()
    model.refresh()
    source.call(1)
    with qtbot.waitSignal(model.waitingChanged):
        model.refresh()
        assert values(model, "hero")["number"] == "A001"
        assert values(model, "waiting")[0]["people"] == 3
    assert values(model, "waiting")[0]["people"] == 2


def test_calls_that_come_closely_together_are_one_picture(wall: Any, qtbot: QtBot) -> None:
    source, model = wall()
    source.issue("A", 12)
    source.tell()
    model.refresh()
    source.steady += 60
    pictures: list[int] = []
    model.sceneChanged.connect(lambda: pictures.append(len(model.wall.shown)))
    source.call(*range(1, 13))
    qtbot.waitUntil(lambda: bool(pictures))
    assert pictures == [12]


def test_a_call_does_not_wait_behind_a_picture_that_had_none(wall: Any, qtbot: QtBot) -> None:
    source, model = wall()
    source.issue("A", 3)
    source.tell()
    model.refresh()
    source.call(1)
    assert model._gather.interval() == GATHER_MS
    qtbot.waitUntil(lambda: values(model, "hero") != {})
    source.call(2)
    assert model._gather.interval() > GATHER_MS


def test_waits_are_a_range_and_never_shown_from_old_data(wall: Any, qtbot: QtBot) -> None:
    source, model = wall()
    source.issue("A", 6)
    source.call(1)
    with qtbot.waitSignal(model.waitingChanged):
        source.later(2)
    entry = values(model, "waiting")[0]
    assert entry["people"] == 5
    assert 0 <= entry["low"] < entry["high"]
    source.later(31, heard=False)
    model.refresh()
    assert values(model, "waiting")[0]["low"] == -1


@pytest.mark.feature("F171")
def test_a_queue_that_is_closed_for_now_says_so_instead_of_minutes(wall: Any) -> None:
    source, model = wall()
    source.issue("A", 3)
    source.day.do(
        CloseQueue(queue=QueuePrefix("A"), reason=ClosureReason.SYSTEM, until=source.day.now.replace(minute=59))
    )
    source.tell()
    model.refresh()
    (entry,) = (entry for entry in values(model, "waiting") if entry["queue"] == "A")
    assert (entry["people"], entry["low"], entry["closed"]) == (3, -1, True)
    assert entry["closedUntil"].endswith(":59")


@pytest.mark.feature("F229")
def test_each_call_in_the_picture_is_confirmed_once_where_the_hall_asks(wall: Any) -> None:
    source, model = wall()
    source.issue("A", 2)
    (first,) = source.call(1)
    model.refresh()
    assert source.confirmed == []
    source.hall = replace(source.hall, rules=replace(source.hall.rules, call=CallRules(confirm_s=10.0)))
    source.hallTaken.emit()
    (second,) = source.call(2)
    for _ in range(2):
        model.refresh()
    assert sorted(ticket.rpartition("/")[2] for _, ticket, _ in source.confirmed) == [first, second]
    assert {(channel, call) for channel, _, call in source.confirmed} == {("wall", 1)}


def test_a_queue_without_an_open_counter_names_its_people_but_no_minutes(wall: Any) -> None:
    source, model = wall()
    source.issue("C", 3)
    source.tell()
    model.refresh()
    assert [(entry["people"], entry["low"]) for entry in values(model, "waiting")] == [(3, -1)]


@pytest.mark.feature("F117")
def test_the_age_of_the_data_is_named_within_ten_seconds_and_after_a_minute_on_the_whole_page(wall: Any) -> None:
    source, model = wall()
    source.issue("A", 2)
    source.call(1)
    source.is_cut = True
    source.status = FakeSource.LOST
    source.later(9)
    model.refresh()
    assert not values(model, "isLate")
    source.later(0.1)
    model.refresh()
    assert values(model, "isLate")
    assert values(model, "dataTime") == "09:00"
    source.later(51)
    model.refresh()
    assert values(model, "page") == "stale"
    assert values(model, "staleMinutes") == 1
    assert values(model, "attempts") == 14
    assert values(model, "last")[0][0]["number"] == "A001"
    source.later(300)
    model.refresh()
    assert values(model, "staleMinutes") == 6
    assert values(model, "dataTime") == "09:00"


@pytest.mark.feature("F117")
def test_the_notice_leaves_with_the_first_sign_of_life_and_missed_calls_come_as_a_burst(wall: Any) -> None:
    source, model = wall()
    source.issue("A", 9)
    source.call(1)
    model.refresh()
    source.is_cut = True
    source.later(400)
    model.refresh()
    assert values(model, "page") == "stale"
    source.call(2, 3, 4, 5)
    source.start(5)
    source.reconnect()
    model.refresh()
    assert values(model, "page") == "board"
    assert not values(model, "isLate")
    rows = {row["number"]: row["style"] for row in values(model, "columns")[0]["rows"] if row["number"]}
    assert rows == {"A002": "amber", "A003": "amber", "A004": "amber"}


@pytest.mark.feature("F117")
def test_a_silent_link_is_noticed_without_any_event(wall: Any, qtbot: QtBot) -> None:
    source, model = wall()
    source.later(8.8, heard=False)
    model.refresh()
    assert not values(model, "isLate")
    source.steady += 0.3
    qtbot.waitUntil(lambda: bool(values(model, "isLate")), timeout=2000)
    source.heard_at = source.steady
    source.beat.emit()
    assert not values(model, "isLate")


@pytest.mark.feature("F116")
def test_nothing_of_a_person_or_an_item_reaches_the_wall(wall: Any) -> None:
    hall = small_hall()
    source, model = wall(hall)
    item = hall.item_by_code[ItemCode("b2")]
    outcome = source.day.do(
        IssueTicket(item=item.code, kiosk="K1", person="person-secret", needs=frozenset({Need.CANNOT_HEAR}))
    )
    source.call(4)
    model.refresh()
    assert outcome.ticket is not None
    texts = repr([values(model, name) for name in ("hero", "recent", "columns", "last", "waiting", "carried")])
    assert "B001" in texts
    for secret in (item.name.zh, item.name.en, "b2", "person-secret", "cannot_hear"):
        assert secret not in texts


@pytest.mark.feature("F170")
def test_the_event_that_calls_is_the_one_the_wall_has_taken(wall: Any) -> None:
    source, model = wall()
    source.issue("A")
    heard: list[str] = []
    source.changed.connect(lambda recorded: heard.append(recorded.id))
    source.call(1)
    model.refresh()
    called = next(recorded for recorded in source.day.log if recorded.event.name == "ticket.called")
    assert called.id in heard
    assert model.wall.calls["A001"].seq == called.seq


def test_the_pulse_runs_twice_and_stops(wall: Any, qtbot: QtBot) -> None:
    source, model = wall()
    source.issue("A")
    source.call(1)
    strengths: list[float] = []
    model.pulseChanged.connect(lambda: strengths.append(values(model, "pulse")))
    model.refresh()
    qtbot.wait(1400)
    assert strengths == [0.0, 0.5, 1.0, 0.5, 0.0, 0.5, 1.0, 0.5, 0.0]


def test_reduced_motion_changes_colour_only(qapp: QCoreApplication) -> None:
    source = FakeSource()
    model = WallModel(source, EVERYWHERE.place, monotonic=source.monotonic, reduced_motion=True)
    source.issue("A")
    source.call(1)
    model.refresh()
    assert values(model, "hero")["style"] == "amber"
    assert values(model, "pulse") == 0


def test_a_wall_waits_for_the_hall_before_it_shows_anything(qapp: QCoreApplication) -> None:
    source = FakeSource()
    hall, source.hall, source.heard_at = source.hall, None, None
    model = WallModel(source, EVERYWHERE.place, monotonic=source.monotonic)
    assert values(model, "page") == "connecting"
    source.hall, source.heard_at = hall, source.steady
    source.hallTaken.emit()
    assert values(model, "page") == "hero"
    assert values(model, "hallName")["zh"] == "海滨区政务服务大厅"


def test_a_day_of_calls_keeps_the_listing_short(wall: Any) -> None:
    day = Day()
    for _ in range(20):
        day.issue("a1")
    source, _ = wall(day.hall)
    source.day = day
    for _ in range(14):
        source.later(60)
        source.call(1)
        source.start(1)
    source.later(60)
    source.call(1)
    board = board_listing(day.hall, day.state, WallPlace(id=""), source.waits)
    assert [call["number"] for call in board["calling"]] == ["A015"]
    assert len(board["recent"]) == 12
    assert board["waiting"][0]["people"] == 5
    assert CounterNumber(1) in day.state.counters


@pytest.mark.feature("F020")
def test_a_wall_says_while_it_works_by_other_hall_data_than_the_server(wall: Any) -> None:
    source, model = wall()
    source.call()
    model.refresh()
    assert not values(model, "isOutdated")
    source.status = LinkStatus(LinkState.LIVE, 0, is_outdated=True)
    source.linkChanged.emit(source.status)
    assert values(model, "isOutdated")
    source.status = LinkStatus(LinkState.LIVE, 0)
    source.linkChanged.emit(source.status)
    assert not values(model, "isOutdated")


@pytest.mark.feature("F020")
@pytest.mark.logs_warnings
def test_a_wall_that_the_hall_has_no_more_goes_on_as_it_was_and_says_so(wall: Any) -> None:
    source, model = wall(settings=DisplaySettings(url="", token="", wall=open_sample_hall("haibin").walls[0].id))
    plan, hall = model.plan, source.hall
    source.hall = replace(hall, walls=())
    source.hallTaken.emit()
    assert (model.plan, values(model, "isOutdated")) == (plan, True)
    source.hall = hall
    source.hallTaken.emit()
    assert not values(model, "isOutdated")
