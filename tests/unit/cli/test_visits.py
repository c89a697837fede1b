"""What is done for a visitor at the command line, by the number on their slip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hallcall.cli import main
from hallcall.core.hall import PassRules
from helpers.live_server import CARD, OTHER_CARD, Caller, LiveServer
from helpers.small_hall import small_hall

Captured = pytest.CaptureFixture[str]


class Shell:
    """A terminal on the machine of the server, and the people in the hall."""

    def __init__(self, server: LiveServer, data: Path, captured: Captured) -> None:
        self.server = server
        self.kiosk: Caller = server.pair("kiosk", "K1")
        self._data = data
        self._captured = captured
        self._clerks: dict[int, Caller] = {}

    def say(self, *words: str, lang: str = "en") -> tuple[int, str]:
        """Exit code, and what was printed."""
        code = main(["--lang", lang, *words, "--data", str(self._data)])
        said = self._captured.readouterr()
        return code, (said.out or said.err).strip()

    def miss_a_call(self) -> None:
        """The next of counter 3 is called in vain."""
        clerk = self._clerks.get(3) or self._clerks.setdefault(3, self.server.clerk(3))
        self.server.clock.turn(2)
        clerk.do("call.next", counter=3)
        self.server.clock.turn(300)
        clerk.do("call.pass", counter=3)


@pytest.fixture
def shell(tmp_path: Path, capsys: Captured, request: pytest.FixtureRequest) -> Iterator[Shell]:
    rules = getattr(request, "param", PassRules(aside_from_pass=1))
    with LiveServer(tmp_path / "data", small_hall(passing=replace(rules, max_passes=9))) as live:
        yield Shell(live, tmp_path / "data", capsys)


@pytest.mark.feature("F090")
def test_who_missed_their_call_is_put_back_by_the_number_on_the_slip(shell: Shell) -> None:
    shell.kiosk.do("ticket.issue", item="a1", document=CARD)
    shell.miss_a_call()
    shell.kiosk.do("ticket.issue", item="a2", document=OTHER_CARD)
    assert shell.say("recall-me", "a001") == (0, "A001 is back in line, 1 before it.")
    assert shell.say("recall-me", "A001", lang="zh-CN") == (0, "A001 已在排队，前面 1 人。")
    assert shell.say("recall-me", "A002") == (1, "Number A002 was not passed.")
    assert shell.say("recall-me", "A077")[0] == 1


@pytest.mark.feature("F090")
def test_a_kiosk_finds_the_passed_number_of_a_card_and_the_third_time_sends_to_the_desk(shell: Shell) -> None:
    shell.kiosk.do("ticket.issue", item="a1", document=CARD)
    for _ in range(2):
        shell.miss_a_call()
        (found,) = shell.kiosk.post("/v1/visitor/tickets", {"document": CARD}).json()["tickets"]
        assert (found["ticket"]["state"], found["ticket"]["number"]) == ("passed", "A001")
        assert shell.kiosk.do("ticket.recall_me", ticket=found["ticket"]["id"])["ticket"]["state"] == "waiting"
    shell.miss_a_call()
    refused = shell.kiosk.send("ticket.recall_me", ticket=found["ticket"]["id"])
    assert refused.json()["code"] == "passing.see_desk"
    assert shell.say("recall-me", "A001") == (0, "A001 is back in line, 0 before it.")
