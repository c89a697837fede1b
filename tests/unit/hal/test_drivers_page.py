"""The page of drivers says what is so."""

from __future__ import annotations

import pytest

from hallcall.hal.drivers import BUILT_IN
from hallcall.hal.registry import find_driver
from helpers.write_drivers import PAGE, level, page, proved_on

pytestmark = pytest.mark.feature("F210")


def test_the_page_is_as_the_specs_and_rigs_are_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run tests/helpers/write_drivers.py"


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_level_is_earned_on_the_wires_of_the_conformance_suite(name: str) -> None:
    spec = find_driver(name)
    assert (level(spec) == "gold") == (spec.ports <= proved_on(spec))
    assert (level(spec) == "bronze") == (not proved_on(spec))
