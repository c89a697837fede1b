"""A number from the desk, and how many a day gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from hallcall.cli import main
from helpers.live_server import LiveServer
from helpers.small_hall import small_hall

Command: TypeAlias = Callable[..., tuple[int, str, str]]
NUMBER = "11010519491231002X"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    """A hall in which queue A gives two numbers a day."""
    hall = small_hall()
    first, second = hall.queues
    with LiveServer(tmp_path / "data", replace(hall, queues=(replace(first, daily_cap=2), second))) as live:
        yield live


@pytest.fixture
def type_in(server: LiveServer, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command in English: its exit code, what it printed, what it complained."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["--lang", "en", *words, "--data", str(server.settings.data)])
        said = capsys.readouterr()
        return code, said.out.strip(), said.err.strip()

    return run


@pytest.mark.feature("F069")
def test_one_number_more_than_the_queue_gives_ends_with_4_and_offers_an_appointment(type_in: Command) -> None:
    assert type_in("take", "--item", "a1")[:2] == (0, "A001 (regular)\n0 before it")
    assert type_in("take", "--item", "a1")[:2] == (0, "A002 (regular)\n1 before it")
    code, out, said = type_in("take", "--item", "a2")
    assert (code, out) == (4, "")
    assert said.startswith("Queue A has given all 2 numbers of today.")
    assert "appointment" in said


@pytest.mark.feature("F069")
def test_the_cap_is_raised_in_the_afternoon_and_the_next_number_comes(type_in: Command) -> None:
    for _ in range(2):
        type_in("take", "--item", "a1")
    assert type_in("take", "--item", "a1")[0] == 4
    assert type_in("cap", "--queue", "a", "--to", "3", "--reason", "one counter more")[:2] == (
        0,
        "Queue A: 3 numbers today",
    )
    assert type_in("cap", "--queue", "A", "--to", "3", "--reason", "again")[1].endswith("already.")
    assert type_in("take", "--item", "a1")[1].startswith("A003")
    assert type_in("cap", "--queue", "A", "--to", "0", "--reason", "no cap")[1] == "Queue A: no cap today"


@pytest.mark.feature("F069")
def test_a_person_has_a_cap_of_their_own(type_in: Command) -> None:
    for item in ("a1", "b1", "b2"):
        assert type_in("take", "--item", item, "--id", NUMBER)[0] == 0
    code, _, said = type_in("take", "--item", "a2", "--id", NUMBER)
    assert code == 4
    assert "all 3 tickets" in said


@pytest.mark.feature("F069")
def test_what_is_wrong_is_one_sentence(type_in: Command) -> None:
    assert type_in("take", "--item", "none")[0] == 2
    assert type_in("cap", "--queue", "Z", "--to", "3", "--reason", "why")[0] == 1
    code, _, said = type_in("take", "--item", "a1", "--id", "110105194912310021")
    assert code == 2
    assert len(said.splitlines()) == 1


@pytest.mark.feature("F171")
def test_a_queue_is_closed_and_opened_at_the_command_line(server: LiveServer, type_in: Command) -> None:
    type_in("take", "--item", "a1")
    assert type_in("queue", "close", "--queue", "a", "--reason", "staff") == (
        0,
        "Queue A is closed. 1 wait and keep their numbers; 0 messages were written.",
        "",
    )
    code, _, said = type_in("take", "--item", "a1")
    assert (code, said) == (2, "Queue A is closed for now: no staff at the moment. All numbers are kept.")
    assert type_in("queue", "close", "--queue", "A", "--reason", "staff")[1] == "Queue A is as it was."
    assert type_in("queue", "open", "--queue", "A")[1].startswith("Queue A goes on. 1 wait")
    assert type_in("queue", "close", "--queue", "A", "--reason", "staff", "--until", "soon")[0] == 2
    assert type_in("queue", "open", "--queue", "Z")[0] == 1
