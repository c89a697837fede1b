"""``hallcall tidal``: a manager lets a counter serve another queue for a time, and the log says who did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from hallcall.cli import main
from hallcall.core.promise import PromiseRules, TidalRules
from helpers.live_server import HandClock, LiveServer
from helpers.small_hall import small_hall

pytestmark = pytest.mark.feature("F103")


@dataclass
class Lead:
    """A manager at a shell of the server's machine."""

    server: LiveServer
    data: Path
    capsys: pytest.CaptureFixture[str]

    def say(self, *arguments: str, lang: str = "en") -> tuple[int, str]:
        """Exit code, and all that was said."""
        code = main(["--lang", lang, "tidal", *arguments, "--data", str(self.data)])
        said = self.capsys.readouterr()
        return code, (said.out + said.err).strip()


@pytest.fixture
def lead(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Lead]:
    monkeypatch.setattr("hallcall.config.logs.log_to_stderr", lambda *_: None)
    hall = small_hall()
    rules = replace(
        hall.rules, promise=PromiseRules(within_min=0), tidal=TidalRules(waiting_over=2, wait_over_min=0, for_min=0)
    )
    with LiveServer(tmp_path / "data", replace(hall, rules=rules), HandClock()) as server:
        yield Lead(server, tmp_path / "data", capsys)


def test_a_counter_helps_for_a_time_and_is_taken_back(lead: Lead) -> None:
    kiosk, clerk = lead.server.pair("kiosk", "K1"), lead.server.clerk(4)
    kiosk.do("ticket.issue", item="a1")
    assert lead.say("convert", "4", "--to", "a", "--for", "30") == (
        0,
        "Counter 4 serves queue A for 30 min, from its next visitor on.",
    )
    assert clerk.do("call.next", counter=4)["ticket"]["number"] == "A001"
    assert lead.say("back", "4", lang="zh-CN") == (0, "4 号窗口已恢复自己的队列。")
    assert lead.say("back", "4") == (0, "Counter 4 serves its own queues.")
    rows = lead.server.admin.get("/v1/audit").json()["entries"]
    done = [(row["type"], row["actor"].partition(":")[0]) for row in rows if row["type"].startswith("counter.con")]
    assert done == [("counter.converted", "admin")]


def test_what_is_suggested_is_done_with_one_command(lead: Lead) -> None:
    kiosk = lead.server.pair("kiosk", "K1")
    for number in (1, 2, 3, 4):
        lead.server.clerk(number)
    assert lead.say("accept", "A") == (2, "Nothing is suggested for queue A now.")
    for _ in range(4):
        kiosk.do("ticket.issue", item="a1")
    lead.server.clock.turn(61)
    kiosk.do("ticket.issue", item="a1")
    code, said = lead.say("accept", "A", "--for", "20")
    assert (code, said) == (0, "Counter 4 serves queue A for 20 min, from its next visitor on.")


def test_a_refusal_is_one_sentence(lead: Lead) -> None:
    assert lead.say("convert", "4", "--to", "B", lang="zh-CN") == (1, "4 号窗口本来就办 B 队列。")
