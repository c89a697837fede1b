"""Documents in a locker: nobody else gets them, none is lost to a power cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.errors import Refused
from hallcall.core.lockers import WRONG_CODES, BoxState, Parcel, begin, choose_box, renew, see_door, try_codes

pytestmark = pytest.mark.feature("F152")

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
STORED = replace(begin(4, "营业执照", 1, NOW), state=BoxState.STORED)
FOR_TWO = replace(STORED, people=2)


def test_the_free_box_with_the_lowest_number_is_taken_and_an_open_one_is_not() -> None:
    assert choose_box([replace(STORED, box=1)], range(1, 5), blocked={2}) == 3


def test_a_full_locker_says_so() -> None:
    with pytest.raises(Refused, match=r"locker\.full"):
        choose_box([replace(STORED, box=1)], [1, 2], blocked={2})


@pytest.mark.parametrize("people", [0, 3, -1])
def test_a_document_is_for_one_or_two(people: int) -> None:
    with pytest.raises(Refused, match=r"locker\.people"):
        begin(1, "x", people, NOW)


def test_the_right_code_opens() -> None:
    parcel, refusal = try_codes(STORED, [0], NOW)
    assert refusal is None
    assert parcel.state is BoxState.EMPTYING


def test_five_wrong_codes_lock_the_box_also_for_the_right_one_until_staff_renew() -> None:
    parcel, left = STORED, []
    for _ in range(WRONG_CODES):
        parcel, refusal = try_codes(parcel, [None], NOW)
        assert refusal is not None
        left.append(refusal.fields.get("left", refusal.code))
    assert left == [4, 3, 2, 1, "locker.locked"]
    parcel, refusal = try_codes(parcel, [0], NOW)
    assert refusal is not None
    assert refusal.code == "locker.locked"
    assert try_codes(renew(parcel), [0], NOW)[1] is None


@pytest.mark.parametrize(
    ("owners", "opens"), [([0], False), ([1], False), ([0, 0], False), ([0, 1], True), ([1, 0], True)]
)
def test_a_document_of_two_needs_both(owners: list[int | None], opens: bool) -> None:
    parcel, refusal = try_codes(FOR_TWO, owners, NOW)
    assert (refusal is None) is opens
    assert parcel.wrong == 0
    assert refusal is None or refusal.code == "locker.both_needed"


def test_one_right_and_one_wrong_code_count_as_wrong() -> None:
    assert try_codes(FOR_TWO, [0, None], NOW)[0].wrong == 1


def test_a_box_that_is_still_being_filled_opens_for_nobody() -> None:
    refusal = try_codes(begin(1, "x", 1, NOW), [0], NOW)[1]
    assert refusal is not None
    assert refusal.code == "locker.empty"


@given(st.lists(st.booleans(), max_size=12))
def test_a_parcel_leaves_only_when_its_door_was_seen_open_and_then_closed(doors: list[bool]) -> None:
    parcel: Parcel | None = try_codes(STORED, [0], NOW)[0]
    for at, is_open in enumerate(doors):
        assert parcel is not None
        parcel = see_door(parcel, is_open=is_open, now=NOW)
        if parcel is None:
            assert not is_open
            assert True in doors[:at]
            return
    assert True not in doors or False not in doors[doors.index(True) :]


@given(st.lists(st.booleans(), max_size=12))
def test_what_waits_is_never_touched_by_a_door(doors: list[bool]) -> None:
    parcel: Parcel | None = STORED
    for is_open in doors:
        assert parcel is not None
        parcel = see_door(parcel, is_open=is_open, now=NOW)
    assert parcel == STORED
