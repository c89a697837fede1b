"""Names of machines: three things at one counter, and which one may begin an emergency."""

from __future__ import annotations

import pytest

from hallcall.core.machine_names import AtCounter, at_counter, is_alarm, name_at_counter
from hallcall.core.terms import CounterNumber

pytestmark = [pytest.mark.feature("F108"), pytest.mark.feature("F113")]

TWELVE = CounterNumber(12)


@pytest.mark.parametrize("kind", list(AtCounter))
def test_a_name_says_the_counter_and_what_stands_there(kind: AtCounter) -> None:
    assert at_counter(name_at_counter(TWELVE, kind)) == (TWELVE, kind)


@pytest.mark.parametrize("name", ["C12-", "C12-lift", "12", "C012", "C", "W1", "C12-led-2", "C12-window"])
def test_other_names_are_of_no_counter(name: str) -> None:
    assert at_counter(name) is None


@pytest.mark.parametrize(("name", "is_one"), [("alarm", True), ("alarm-2f", True), ("alarms", False), ("doors", False)])
def test_an_alarm_contact_is_known_by_its_name(name: str, is_one: bool) -> None:
    assert is_alarm(name) is is_one
