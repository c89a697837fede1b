"""The hall's network loses every packet and tells nobody: no connection is reset, and none ends by itself."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

import pytest

from hallcall.client import LinkState
from helpers.lan import lan_of
from helpers.lan_hall import COUNTER, KIOSKS, MACHINES, LanHall, within

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]

FLAPS = 6
KNOWN_S = 4.0
"""After a cut every machine knows of it. Without probes it would be from then on, by three missed beats."""
SLACK_S = 2.0
"""A busy machine draws late."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanHall]:
    with lan_of(*MACHINES) as lan, LanHall(lan, tmp_path_factory.mktemp("hall")) as running:
        running.sign_in()
        yield running


@pytest.fixture(autouse=True)
def nobody_has_the_number_of_somebody_else(hall: LanHall) -> Iterator[None]:
    """Whatever the network did: each number that was shown exists once, and none was called twice."""
    hall.until_all_follow()
    yield
    hall.lan.heal()
    hall.counter.wait_until(lambda: set(hall.given) <= set(hall.numbers("ticket.issued")), "all numbers in the log")
    assert [number for number, times in Counter(hall.given).items() if times > 1] == []
    assert max(Counter(hall.numbers("ticket.issued")).values()) == 1
    assert max(Counter(hall.numbers("ticket.called")).values()) == 1


@pytest.mark.feature("F080", "F117")
def test_the_hall_goes_on_through_a_cut_that_nobody_is_told_of(hall: LanHall) -> None:
    served = hall.visits("K1")
    hall.presses("F2")
    hall.until_key_says("start")
    hall.presses("F2")
    hall.until_key_says("finish-next")
    hall.wall.wait_until(lambda: hall.is_on_the_wall(served), "the call on the wall")

    hall.lan.cut()
    cut_at = time.monotonic()
    # Touched while nobody can know yet.
    touched = {kiosk: hall.asks_for_a_number(kiosk) for kiosk in KIOSKS}
    offline = []
    for kiosk, touched_at in touched.items():
        screen = hall.screen(kiosk)
        within(screen, lambda screen=screen: screen.has("ticket.number"), "a number", touched_at, 4 + SLACK_S)
        offline.append(hall.takes(kiosk))
    within(hall.counter, lambda: hall.clerk_reads("counter-offline-age"), "the counter says so", cut_at, 6 + SLACK_S)
    hall.presses("F4")
    hall.counter.wait_until(lambda: hall.clerk_reads("counter-offline-finished"), "the visit is finished")
    # Touched when it is known.
    touched_at = hall.asks_for_a_number("K1")
    within(hall.screen("K1"), lambda: hall.screen("K1").has("ticket.number"), "a number", touched_at, SLACK_S)
    offline.append(hall.takes("K1"))
    within(hall.wall, lambda: hall.wall_is_late, "the wall tells its age", cut_at, 10 + SLACK_S)
    assert hall.is_on_the_wall(served), "what was called stays on the glass"
    assert served in hall.numbers("ticket.issued")
    assert not set(offline) & set(hall.numbers("ticket.issued"))

    hall.lan.heal()
    joined_at = time.monotonic()
    within(hall.wall, lambda: not hall.wall_is_late, "the wall is fresh", joined_at, 2 + SLACK_S)
    hall.until_key_says("next")
    assert len(hall.events("ticket.finished")) == 1


def test_a_cut_is_known_before_two_beats_are_missed_and_its_end_within_two_seconds(hall: LanHall) -> None:
    with hall.observer() as watch:
        hall.lan.cut()
        cut_at = time.monotonic()
        hall.counter.wait_until(lambda: watch.state is LinkState.LOST, "the link is lost")
        assert watch.changed_at - cut_at < KNOWN_S
        hall.lan.heal()
        healed_at = time.monotonic()
        hall.counter.wait_until(lambda: watch.state is LinkState.LIVE, "the link is back")
        assert watch.changed_at - healed_at < 2 + SLACK_S


def test_a_server_that_is_busy_for_longer_than_that_is_waited_for(hall: LanHall) -> None:
    with hall.observer() as watch:
        hall.server.freeze()
        time.sleep(KNOWN_S - 0.5)
        hall.server.thaw()
        hall.until_key_says("next")
        assert watch.state is LinkState.LIVE


@pytest.mark.feature("F085")
def test_a_press_whose_answer_is_lost_with_the_server_happens_once(hall: LanHall) -> None:
    hall.until_key_says("next")
    called_before = len(hall.numbers("ticket.called"))
    with hall.answer_lost(f"C{COUNTER}"):
        hall.presses("F2")
    hall.counter.wait_until(lambda: len(hall.numbers("ticket.called")) == called_before + 1, "the call in the log")
    hall.server.kill()
    hall.lan.heal()
    hall.start_server()
    hall.until_key_says("start")
    assert len(hall.numbers("ticket.called")) == called_before + 1
    newest = hall.numbers("ticket.called")[-1]
    hall.wall.wait_until(lambda: hall.is_on_the_wall(newest), "the call on the wall")


@pytest.mark.feature("F080")
def test_a_number_whose_answer_is_lost_is_given_once_and_its_twin_waits_for_nobody(hall: LanHall) -> None:
    given_before = len(hall.numbers("ticket.issued"))
    with hall.answer_lost("K2"):
        hall.asks_for_a_number("K2")
    hall.counter.wait_until(lambda: len(hall.numbers("ticket.issued")) == given_before + 1, "the number in the log")
    unseen = hall.numbers("ticket.issued")[-1]
    shown = hall.takes("K2")
    assert shown != unseen
    assert shown not in hall.numbers("ticket.issued")
    hall.lan.heal()
    hall.counter.wait_until(lambda: shown in hall.numbers("ticket.issued"), "the number in the log")
    cancelled = [event["ticket"].partition("/")[2].partition(".")[0] for event in hall.events("ticket.cancelled")]
    assert cancelled == [unseen]


@pytest.mark.feature("F117")
def test_a_network_that_comes_and_goes_each_second_neither_floods_the_server_nor_misleads_anybody(
    hall: LanHall,
) -> None:
    taken_before, listeners_before = hall.lan.connections_taken("server"), hall.listeners()
    was_late = False
    for _ in range(FLAPS):
        hall.lan.cut()
        time.sleep(1.0)
        was_late = was_late or hall.wall_is_late
        hall.lan.heal()
        time.sleep(1.0)
    assert not was_late
    machines = len(MACHINES) - 2
    taken = hall.lan.connections_taken("server") - taken_before
    assert taken <= machines * (1 + FLAPS / 2), f"{taken} connections"
    assert hall.listeners() <= listeners_before + machines
    number = hall.visits("K1")
    assert number in hall.numbers("ticket.issued"), "a number of the server's own"
    hall.presses("F2")
    hall.until_key_says("finish-next")
