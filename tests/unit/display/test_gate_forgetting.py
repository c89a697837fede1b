"""When a gate asks for whom it need not look any more."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

import pytest

from hallcall.client.answers import BookingsOver
from hallcall.core.booking.book import BookingCode
from hallcall.core.errors import LinkError
from hallcall.display.gate.forgetting import ASK_AGAIN_S, AT_ONCE, Forgetting

pytestmark = [pytest.mark.feature("F066"), pytest.mark.feature("F033")]
KNOWN = frozenset({"11111111", "22222222"})


class Hall:
    """A server that answers when it is told to, and a clock."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.asked: list[tuple[str, ...]] = []
        self.waiting: list[Future[BookingsOver]] = []
        self.over: list[str] = []
        self.forgetting = Forgetting(self.ask, self.over.append, clock=lambda: self.now)

    def ask(self, codes: Sequence[BookingCode]) -> Future[BookingsOver]:
        self.asked.append(tuple(codes))
        self.waiting.append(Future())
        return self.waiting[-1]

    def answer(self, *codes: str) -> None:
        self.waiting.pop(0).set_result(BookingsOver(codes=tuple(BookingCode(code) for code in codes)))

    def fail(self) -> None:
        self.waiting.pop(0).set_exception(LinkError("link.down"))

    def look(self, bookings: frozenset[str] = KNOWN, *, is_heard: bool = True) -> int:
        """One look; how many questions there were since the beginning."""
        self.forgetting.look(bookings, is_heard=is_heard)
        return len(self.asked)


def test_it_asks_once_and_forgets_who_is_over() -> None:
    hall = Hall()
    assert [hall.look(), hall.look()] == [1, 1]
    hall.answer("22222222")
    assert (hall.look(), hall.asked, hall.over) == (1, [("11111111", "22222222")], ["22222222"])


def test_it_asks_again_each_minute_and_at_once_for_who_has_just_agreed() -> None:
    hall = Hall()
    hall.look()
    hall.answer()
    assert hall.look(KNOWN | {"33333333"}) == 2
    assert hall.asked[-1] == ("33333333",)
    hall.answer()
    hall.now += ASK_AGAIN_S - 1
    assert hall.look() == 2
    hall.now += 1
    assert (hall.look(), hall.asked[-1]) == (3, tuple(sorted(KNOWN)))


def test_it_asks_when_the_server_is_back() -> None:
    hall = Hall()
    hall.look()
    hall.answer()
    assert [hall.look(is_heard=False), hall.look(is_heard=False), hall.look()] == [1, 1, 2]


def test_what_was_not_answered_is_asked_with_the_next_look() -> None:
    hall = Hall()
    hall.look()
    hall.fail()
    assert hall.look() == 2
    hall.answer(*sorted(KNOWN))
    assert (hall.look(), hall.over) == (2, sorted(KNOWN))


def test_where_nobody_has_agreed_nothing_is_asked() -> None:
    assert Hall().look(frozenset()) == 0


def test_a_thousand_people_are_asked_for_in_parts() -> None:
    hall = Hall()
    hall.look(frozenset(f"{n:08}" for n in range(1000)))
    assert [len(codes) for codes in hall.asked] == [AT_ONCE] * 5
