"""A number given by hand: its class, its language, and what the visitor is told of both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hallcall.cli import main
from hallcall.core.languages import Language
from hallcall.core.terms import CounterNumber
from helpers.live_server import CARD, OTHER_CARD, HandClock, LiveServer
from helpers.small_hall import small_hall

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    hall = small_hall()
    speaking = {CounterNumber(2): (Language.YUE,)}
    counters = tuple(replace(one, languages=speaking.get(one.number, ())) for one in hall.counters)
    with LiveServer(tmp_path / "data", replace(hall, counters=counters), HandClock()) as live:
        yield live


def take(server: LiveServer, captured: Captured, *words: str) -> tuple[int, str]:
    """Exit code and what was printed."""
    code = main(["take", "--lang", "en", "--data", str(server.settings.data), *words])
    said = captured.readouterr()
    return code, said.out.strip() or said.err.strip()


@pytest.mark.feature("F074")
def test_the_card_of_an_elder_gives_the_class(server: LiveServer, capsys: Captured) -> None:
    assert take(server, capsys, "--item", "a1", "--id", CARD["number"]) == (0, "A001 (elder)\n0 before it")
    assert take(server, capsys, "--item", "a1", "--id", OTHER_CARD["number"])[1].startswith("A002 (regular)")
    assert take(server, capsys, "--item", "a1", "--id", CARD["number"])[1].startswith("A001 (elder): the visitor holds")
    assert take(server, capsys, "--item", "a1", "--id", "123")[0] == 2


@pytest.mark.feature("F073")
def test_an_urgent_number_needs_a_reason(server: LiveServer, capsys: Captured) -> None:
    assert take(server, capsys, "--item", "a1", "--class", "urgent")[0] == 2
    assert take(server, capsys, "--item", "a1", "--class", "urgent", "--reason", "lost-document")[1].startswith(
        "A001 (urgent)"
    )


@pytest.mark.feature("F098")
def test_a_language_leads_to_the_counter_that_speaks_it_or_it_is_said_that_nobody_does(
    server: LiveServer, capsys: Captured
) -> None:
    code, said = take(server, capsys, "--item", "a1", "--speak", "yue")
    assert (code, "Nobody is on duty who speaks Cantonese" in said) == (0, True)
    one, two = server.clerk(1), server.clerk(2)
    assert "Cantonese" not in take(server, capsys, "--item", "a1", "--speak", "yue")[1]
    take(server, capsys, "--item", "a1")
    assert one.do("call.next", counter=1)["ticket"]["number"] == "A003"
    assert two.do("call.next", counter=2)["ticket"]["number"] == "A001"


def test_for_programs_the_answer_is_printed_as_it_is(server: LiveServer, capsys: Captured) -> None:
    answer = json.loads(take(server, capsys, "--item", "b1", "--json")[1])
    assert (answer["ticket"]["number"], answer["language_spoken"]) == ("B001", None)
