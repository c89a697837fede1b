"""Which numbers stand where on a wall, for how long, and what never happens."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hallcall.display.model.layout import Mode
from helpers.wall_run import WallRun, plan

_ZONES = "ABCDEFG"


def test_two_calls_stand_on_the_large_card_and_a_third_opens_the_board() -> None:
    run = WallRun()
    run.call("A001")
    run.call("D001")
    run.step()
    assert run.wall.mode is Mode.HERO
    assert run.wall.stack[0] == "D001"
    run.later(3)
    run.call("A002")
    run.step()
    assert run.wall.mode is Mode.BOARD
    assert [column.visible[:2] for column in run.wall.columns] == [("A001", "A002"), ("D001", None)]


def test_the_large_card_returns_only_after_twenty_calm_seconds() -> None:
    run = WallRun()
    for number in ("A001", "A002", "A003"):
        run.call(number)
    run.step()
    run.later(15)
    run.answer("A001")
    run.step()
    run.later(19)
    assert run.wall.mode is Mode.BOARD
    run.later(1)
    assert run.wall.mode is Mode.HERO


def test_a_new_call_does_not_push_an_amber_one_from_the_large_card() -> None:
    run = WallRun()
    run.call("A001")
    run.step()
    run.later(4)
    run.call("B001")
    run.step()
    assert run.wall.stack == ("A001", "B001")
    run.later(10)
    run.answer("A001")
    run.step()
    assert run.wall.stack == ("B001", "A001")


def test_a_new_call_on_the_large_card_does_not_push_an_amber_row_down() -> None:
    run = WallRun()
    run.call("A001")
    run.step()
    run.later(6)
    run.call("B001")
    run.step()
    run.later(5)
    run.answer("A001")
    run.call("C001")
    run.step()
    assert run.wall.is_amber("B001", run.now)
    assert run.wall.stack == ("C001", "B001", "A001")


def test_a_row_enters_at_the_end_of_its_zone_when_nothing_amber_is_in_the_way() -> None:
    run = WallRun()
    for number in ("A001", "B001", "B002"):
        run.call(number)
    run.step()
    run.later(11)
    run.call("A002")
    run.step()
    assert run.wall.columns[0].visible[:4] == ("A001", "A002", "B001", "B002")


def test_an_amber_row_in_the_way_sends_the_newcomer_below_it_until_it_is_no_longer_new() -> None:
    run = WallRun()
    for number in ("A001", "B001", "B002"):
        run.call(number)
    run.step()
    run.later(5)
    run.call("A002")
    run.step()
    assert run.wall.columns[0].visible[:4] == ("A001", "B001", "B002", "A002")
    run.later(16)
    assert run.wall.columns[0].visible[:4] == ("A001", "A002", "B001", "B002")


def test_a_gap_closes_only_at_a_page_step() -> None:
    run = WallRun()
    for number in ("A001", "A002", "A003", "B001"):
        run.call(number)
    run.step()
    run.later(17)
    run.answer("A001")
    run.step()
    assert run.wall.columns[0].visible[0] == "A001"
    run.later(7.1)
    assert run.wall.columns[0].visible[:4] == ("A002", "A003", "B001", None)


def test_a_recall_comes_back_to_the_same_row_in_amber() -> None:
    run = WallRun()
    for number in ("A001", "A002", "B001"):
        run.call(number)
    run.step()
    run.later(25)
    assert not run.wall.is_amber("A002", run.now)
    run.recall("A002")
    run.step()
    assert run.spot("A002") == (0, 1)
    assert run.wall.is_amber("A002", run.now)
    run.later(40)
    assert "A002" in run.wall.shown


def test_a_transfer_replaces_the_row_and_the_next_call_of_the_number_is_the_only_one() -> None:
    run = WallRun()
    for number in ("A001", "A002", "A003"):
        run.call(number)
    run.step()
    run.later(12)
    run.transfer("A002", "D")
    run.step()
    assert run.spot("A002") == (0, 1)
    assert run.wall.shown["A002"].call.moved_to == "D"
    assert not run.wall.is_amber("A002", run.now)
    run.later(5)
    run.call("A002", "D", 40)
    run.step()
    assert run.spot("A002") == (1, 0)
    assert run.wall.columns[0].visible[:3] == ("A001", None, "A003")


def test_more_calls_than_a_page_holds_stand_on_pages_of_whole_zones() -> None:
    run = WallRun()
    for number in ("A001", "A002", "A003", "A004", "B001", "B002", "B003", "B004", "C001", "D001"):
        run.call(number)
    run.step()
    left, right = run.wall.columns
    assert [" ".join(number for number in page if number) for page in left.pages] == [
        "A001 A002 A003 A004",
        "B001 B002 B003 B004 C001",
    ]
    assert left.index == 0
    assert right.pages == (("D001", None, None, None, None, None, None),)
    run.later(8)
    assert run.wall.columns[0].index == 1
    assert run.wall.columns[1].index == 0
    run.later(8)
    assert run.wall.columns[0].index == 0


def test_a_zone_larger_than_a_page_goes_on_on_the_next() -> None:
    run = WallRun()
    for count in range(10):
        run.call(f"A{count:03d}")
    run.call("B001")
    run.step()
    assert [len([number for number in page if number]) for page in run.wall.columns[0].pages] == [7, 4]


def test_small_zones_are_split_rather_than_taking_a_fifth_page() -> None:
    run = WallRun()
    for zone in "DEFG":
        for count in range(5):
            run.call(f"{zone}{count:03d}")
    for count in range(5, 12):
        run.call(f"D{count:03d}")
    run.step()
    assert len(run.wall.columns[1].pages) == 4


@pytest.mark.feature("F106")
def test_fifty_calls_in_one_second_all_get_their_showings() -> None:
    run = WallRun()
    for count in range(50):
        run.call(f"{_ZONES[count % 7]}{count:03d}")
        run.now += 20
        if count % 10 == 9:
            run.step()
    assert len({number for column in run.wall.columns for number in column.numbers}) == 50
    run.later(200)
    assert all(run.seen[number].showings(run.now) >= 2 for number in run.calls)


def test_without_zone_displays_a_hundred_calls_all_get_their_showings_on_more_pages() -> None:
    run = WallRun()
    for count in range(100):
        run.call(f"{_ZONES[count % 7]}{count:03d}")
    run.step()
    assert max(len(column.pages) for column in run.wall.columns) > 4
    run.later(300)
    assert all(run.seen[number].showings(run.now) >= 2 for number in run.calls)


def test_with_zone_displays_four_pages_are_the_limit_and_the_rest_is_counted() -> None:
    run = WallRun(plan(carried=_ZONES))
    for count in range(100):
        run.call(f"{_ZONES[count % 7]}{count:03d}")
    run.step()
    assert all(len(column.pages) == 4 for column in run.wall.columns)
    assert sum(len(column.carried) for column in run.wall.columns) == 100 - 2 * 4 * 7


def test_carried_calls_take_the_places_that_become_free() -> None:
    run = WallRun(plan(carried=_ZONES))
    for count in range(35):
        run.call(f"A{count:03d}")
    run.step()
    assert len(run.wall.columns[0].carried) == 7
    for count in range(10):
        run.answer(f"A{count:03d}")
    run.step()
    run.later(8)
    assert run.wall.columns[0].carried == ()
    assert len(run.wall.columns[0].numbers) == 25


def test_time_behind_another_page_is_no_showing() -> None:
    run = WallRun()
    for count in range(4):
        run.call(f"A{count:03d}")
    run.on_screen = False
    run.step()
    run.now += 60_000
    run.step()
    run.on_screen = True
    run.step()
    assert all(row.showings_by(run.now) == 0 for row in run.wall.shown.values())
    run.later(15)
    assert len(run.wall.shown) == 4


def test_after_a_restart_open_calls_are_shown_and_old_ones_are_history() -> None:
    run = WallRun()
    for count in range(9):
        run.call(f"A{count:03d}")
        run.answer(f"A{count:03d}")
    run.call("B001")
    run.step()
    assert run.wall.stack == ("B001", "A008", "A007", "A006", "A005", "A004", "A003")
    assert run.wall.live(run.now) == ["B001"]


def test_a_live_call_is_not_pushed_out_by_quickly_answered_ones() -> None:
    run = WallRun()
    run.call("A001")
    run.step()
    for count in range(2, 12):
        run.later(1.5)
        run.call(f"B{count:03d}")
        run.step()
        run.later(1)
        run.answer(f"B{count:03d}")
        run.step()
    assert "A001" in run.wall.stack


def test_a_new_day_empties_the_wall() -> None:
    run = WallRun()
    for count in range(5):
        run.call(f"A{count:03d}")
    run.step()
    run.calls.clear()
    run.step()
    run.later(40)
    assert run.wall.mode is Mode.HERO
    assert run.wall.stack == ()


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["call", "call", "call", "call", "recall", "answer", "give_up", "transfer"]),
        st.integers(0, 6),
        st.integers(0, 60),
        st.sampled_from([0, 0, 0, 0.2, 1, 3, 7.9, 8, 12]),
    ),
    max_size=70,
)


@settings(max_examples=120, deadline=None)
@given(
    steps=_STEPS, rows=st.integers(2, 7), carried=st.sampled_from(["", "", "AD", "ABCDEFG"]), seconds=st.integers(0, 90)
)
def test_no_call_leaves_before_its_promise_is_kept_and_no_amber_row_moves(
    steps: list[tuple[str, int, int, float]], rows: int, carried: str, seconds: int
) -> None:
    run = WallRun(plan(rows=rows, carried=carried))
    issued = 0
    for what, zone, which, wait in steps:
        out = [number for number, call in run.calls.items() if call.is_out]
        idle = [number for number, call in run.calls.items() if not call.is_out]
        if what == "call" and idle and which % 5 == 0:
            run.call(idle[which % len(idle)], _ZONES[zone], which + 1)
        elif what == "call":
            issued += 1
            run.call(f"{_ZONES[zone]}{issued:03d}", counter=which + 1)
        elif out and what == "transfer":
            run.step()
            run.transfer(out[which % len(out)], _ZONES[zone])
        elif out and what == "give_up":
            run.step()
            run.give_up(out[which % len(out)])
        elif out:
            getattr(run, what)(out[which % len(out)])
        if wait:
            run.step()
            run.later(wait)
    run.step()
    run.later(seconds)
    run.later(1200)
    assert run.wall.mode is Mode.HERO
    assert not run.wall.shown


def test_a_number_called_and_done_elsewhere_between_two_pictures_stays_in_its_column_and_leaves() -> None:
    run = WallRun(plan(rows=4))
    for number in ("A001", "A002", "A003", "A004"):
        run.call(number)
    run.step()
    run.later(1)
    run.give_up("A001")
    run.step()
    run.call("A001", "D")
    run.answer("A001")
    run.step()
    run.step()
    run.later(1200)
    assert "A001" not in run.wall.shown
