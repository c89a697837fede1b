"""What is done for a visitor at the command line, by the number on their slip."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hallcall.cli import main, packages
from hallcall.core.rules import PassRules
from hallcall.core.terms import ItemCode
from helpers.live_server import CARD, OTHER_CARD, Caller, LiveServer
from helpers.sample_halls import sample_hall
from helpers.small_hall import readable_hall

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
def shell(tmp_path: Path, capsys: Captured) -> Iterator[Shell]:
    hall = readable_hall()
    rules = replace(hall.rules, passing=PassRules(aside_from_pass=1, max_passes=9))
    hall = replace(hall, rules=rules)
    with LiveServer(tmp_path / "data", hall) as live:
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


@pytest.mark.feature("F078")
def test_a_holder_lets_others_go_first_once(shell: Shell) -> None:
    for item, document in (("a1", CARD), ("a1", OTHER_CARD), ("a2", CARD)):
        shell.server.clock.turn(1)
        shell.kiosk.do("ticket.issue", item=item, document=document)
    assert shell.say("defer", "A001", "--by", "1") == (0, "A001 lets others go first: 1 before it now.")
    assert shell.say("defer", "A001", "--by", "1") == (1, "Others can be let go first only once.")
    assert shell.say("defer", "A002", "--by", "99", lang="zh-CN") == (1, "可以延后 1 到 10 位。")


@pytest.mark.feature("F079")
def test_a_guide_changes_a_wrong_item_and_the_log_says_who_did_it_and_why(shell: Shell) -> None:
    shell.kiosk.do("ticket.issue", item="a1", document=CARD)
    guide = shell.server.pair("guide", "G1")
    (ticket,) = guide.get("/v1/snapshot").json()["tickets"]
    done = guide.do("ticket.transfer", ticket=ticket["id"], to_queue="B", to_item="b1", reason="wrong item")
    assert (done["ticket"]["number"], done["ticket"]["item"]) == ("A001", "b1")
    assert done["ticket"]["seniority"] == ticket["seniority"]
    rows = shell.server.admin.get("/v1/audit").json()["entries"]
    (row,) = [row for row in rows if row["type"] == "ticket.transferred"]
    assert (row["actor"], row["data"]["reason"], row["data"]["to_queue"]) == ("guide:G1", "wrong item", "B")
    assert shell.say("change", "A001", "--item", "a2", "--reason", "once more") == (
        0,
        "A001 now waits for the right item, 0 before it.",
    )
    assert shell.say("change", "A001", "--item", "zz", "--reason", "x")[0] == 2


@pytest.mark.feature("F071")
def test_one_number_for_several_items_prints_the_way_through_the_hall(shell: Shell) -> None:
    assert shell.say("take", "--items", "b1,a1, a2") == (
        0,
        "A001 (regular)\n0 before it\n1. Floor 1, Zone A: Item a1, Item a2\n2. Floor 2, Zone B: Item b1",
    )
    assert shell.say("take", "--items", "a1,zz")[0] == 2
    clerk = shell.server.clerk(1)
    shell.server.clock.turn(2)
    assert clerk.do("call.next", counter=1)["ticket"]["then"] == [{"queue": "B", "items": ["b1"]}]
    public = shell.kiosk.get("/v1/snapshot").json()["tickets"]
    assert [(ticket["together"], ticket["then"]) for ticket in public] == [([], [])]
    clerk.do("service.start", counter=1)
    clerk.do("service.finish", counter=1)
    (left,) = shell.server.admin.get("/v1/snapshot").json()["tickets"]
    assert (left["number"], left["queue"], left["leg"], left["item"]) == ("A001", "B", 2, "b1")


@pytest.mark.feature("F136")
def test_a_package_is_shown_in_order_with_everything_to_bring_once(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "is_offered", lambda _hall, item, _now: item != "XF-01")
    assert main(["--lang", "en", "package", "yjs-02", "--json"]) == 1
    shown = json.loads(capsys.readouterr().out)
    assert shown["items"] == ["SJ-01", "SJ-06", "SW-01", "XF-01"]
    assert (shown["conditional"], shown["closed"]) == (["XF-01"], ["XF-01"])
    assert len(shown["materials"]) == len(set(shown["materials"])) == 12
    assert main(["--lang", "en", "package", "YJS-02"]) == 1
    said = capsys.readouterr().out
    assert "only: " in said
    assert "closed now" in said
    assert "To bring, 12 in all:" in said
    assert main(["--lang", "zh-CN", "package", "YJS-02", "--without", "XF-01"]) == 0
    assert "共 10 种" in capsys.readouterr().out
    assert main(["package", "YJS-99"]) == 2


@pytest.mark.feature("F136")
@pytest.mark.parametrize(("at", "is_open"), [("2026-11-23T02:00:00", True), ("2026-11-22T02:00:00", False)])
def test_on_a_day_without_hours_an_item_is_closed(at: str, is_open: bool) -> None:
    hall = sample_hall("haibin")
    assert packages.is_offered(hall, ItemCode("SJ-01"), datetime.fromisoformat(at).replace(tzinfo=UTC)) is is_open
