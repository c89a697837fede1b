"""The pages of the locker: every look, by finger and by ear."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hallcall.core.errors import Refused
from helpers.kiosk_fakes import FakeLocker
from helpers.kiosk_looks import wrong_in_any_look
from helpers.pictures import at_rest, looks_as_agreed

if TYPE_CHECKING:
    from conftest import Screen

pytestmark = pytest.mark.feature("F152")

_GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def locker() -> FakeLocker:
    return FakeLocker()


def _type(screen: Screen, digits: str = "03482913") -> None:
    for digit in digits:
        screen.touch("key." + digit)


def _home(screen: Screen) -> None:
    """As it is."""
    assert screen.page == "home"


def _asked(screen: Screen) -> None:
    screen.touch("pickup.action")
    _type(screen, "0348")


def _opening(screen: Screen) -> None:
    screen.touch("pickup.action")
    _type(screen)
    screen.touch("pickup.confirm")


def _wrong(screen: Screen, locker: FakeLocker) -> None:
    _opening(screen)
    locker.fail(Refused("locker.wrong_code", left=4))


def _locked(screen: Screen, locker: FakeLocker) -> None:
    _opening(screen)
    locker.fail(Refused("locker.locked", box=3))


def _second(screen: Screen, locker: FakeLocker) -> None:
    _opening(screen)
    locker.fail(Refused("locker.both_needed", people=2))


def _open(screen: Screen, locker: FakeLocker) -> None:
    _opening(screen)
    locker.open()


def _done(screen: Screen, locker: FakeLocker) -> None:
    _open(screen, locker)
    locker.done()


def _left_open(screen: Screen, locker: FakeLocker) -> None:
    _open(screen, locker)
    locker.fail(Refused("locker.not_closed", box=3))
    screen.wait(lambda: screen.server.help_calls == ["K1"])


_BEFORE: dict[str, Callable[[Screen], None]] = {"home": _home, "asked": _asked, "opening": _opening}
_AFTER: dict[str, Callable[[Screen, FakeLocker], None]] = {
    "wrong code": _wrong,
    "locked": _locked,
    "the other person": _second,
    "open": _open,
    "done": _done,
    "left open": _left_open,
}


def _enter(screen: Screen, locker: FakeLocker, page: str) -> None:
    if page in _BEFORE:
        _BEFORE[page](screen)
    else:
        _AFTER[page](screen, locker)
    screen.settle()


@pytest.mark.parametrize("page", [*_BEFORE, *_AFTER])
def test_nothing_collides_and_nothing_is_cut(screen: Screen, locker: FakeLocker, page: str) -> None:
    _enter(screen, locker, page)
    wrong = wrong_in_any_look(screen)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("page", "name"), [("asked", "pickup"), ("open", "pickup-open")])
def test_a_page_looks_as_it_did(screen: Screen, locker: FakeLocker, page: str, name: str) -> None:
    _enter(screen, locker, page)
    looks_as_agreed(at_rest(screen.view), _GOLDEN / f"{name}.png")


def test_who_has_it_read_aloud_hears_that_the_door_is_open_and_is_to_be_closed(
    screen: Screen, locker: FakeLocker
) -> None:
    screen.devices.plug_headphones()
    screen.part("aloud").switch(True)
    _opening(screen)
    locker.open()
    screen.settle()
    assert screen.devices.read[-1][0] == "3 号格已打开，请拿好材料，关好格门"


def test_a_finger_opens_the_box_and_ends_the_visit(screen: Screen, locker: FakeLocker) -> None:
    _done(screen, locker)
    assert locker.asked == [(3, ("482913",))]
    screen.settle()
    screen.touch("pickup.leave")
    assert screen.page == "home"
