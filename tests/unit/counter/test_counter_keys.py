"""What each key may do in each state of the counter, and the reason when it may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hallcall.core import commands as cm
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import ClerkId
from hallcall.counter.model import Desk, Key
from helpers.counter_server import FakeServer, make_desk
from helpers.sample_halls import sample_hall

pytestmark = pytest.mark.usefixtures("qapp")

FREE = dict.fromkeys((Key.FINISH, Key.RECALL, Key.PASS, Key.TRANSFER, Key.PARK, Key.REVEAL, Key.QUANTITY), "nobody")


def reasons(desk: Desk) -> dict[Key, str]:
    """Grey keys and why, without the prefix."""
    return {key: state.reason.removeprefix("counter-why-") for key, state in desk.keys.items() if state.reason}


def desk_in(state: str) -> Desk:
    """A desk whose counter is in a state."""
    server = FakeServer()
    desk = make_desk(server, signed_in=state != "signed out")
    if state in {"empty", "signed out"}:
        return desk
    for _ in range(3):
        server.issue()
    if state == "paused":
        server.do(cm.PauseCounter(counter=server.counter, reason="meal"))
    if state in {"calling", "calling late", "serving", "serving, pause planned", "calling, pause planned"}:
        server.do(cm.CallNext(counter=server.counter))
    if state.startswith("serving"):
        server.do(cm.StartService(counter=server.counter))
    if state.endswith("pause planned"):
        server.do(cm.PauseCounter(counter=server.counter, reason="meal"))
    if state == "calling late":
        server.wait(95)
    if state == "offline":
        server.go_down()
    return desk


ALL = frozenset(Key)
TABLE = {
    "signed out": ("next", dict.fromkeys(ALL, "not-signed-in")),
    "offline": ("next", dict.fromkeys(ALL, "offline")),
    "empty": ("next", {**FREE, Key.PRIMARY: "queue-empty", Key.CHOSEN: "queue-empty", Key.WHY: "queue-empty"}),
    "idle": ("next", FREE),
    "paused": ("next", {**FREE, Key.PRIMARY: "paused"}),
    "calling": (
        "start",
        {
            Key.RECALL: "too-soon",
            Key.PASS: "give-time",
            Key.FINISH: "not-started",
            Key.PARK: "not-started",
            Key.REVEAL: "not-started",
        },
    ),
    "calling late": (
        "start",
        {Key.FINISH: "not-started", Key.PARK: "not-started", Key.REVEAL: "not-started"},
    ),
    "calling, pause planned": (
        "start",
        {
            Key.RECALL: "too-soon",
            Key.PASS: "give-time",
            Key.FINISH: "not-started",
            Key.PARK: "not-started",
            Key.REVEAL: "not-started",
        },
    ),
    "serving": ("finish-next", {Key.RECALL: "started", Key.PASS: "started"}),
    "serving, pause planned": ("finish-pause", {Key.RECALL: "started", Key.PASS: "started"}),
}


@pytest.mark.feature("F085", "F122")
@pytest.mark.parametrize("state", TABLE)
def test_the_keys_in_every_state_of_the_counter(state: str) -> None:
    word, grey = TABLE[state]
    desk = desk_in(state)
    assert reasons(desk) == grey
    assert desk.keys[Key.PRIMARY].word == f"counter-key-{word}"


@pytest.mark.parametrize("state", TABLE)
def test_every_key_keeps_its_place_and_every_reason_is_a_sentence_in_both_languages(state: str) -> None:
    desk = desk_in(state)
    assert list(desk.keys) == list(Key)
    for language in ("zh-CN", "en"):
        desk.texts.setProperty("language", language)
        for key in desk.keys.values():
            assert desk.texts.text(key.word)
            assert not key.reason or len(desk.texts.text(key.reason, **key.fields)) > 3


@pytest.mark.parametrize(
    ("state", "word"), [("idle", "pause"), ("paused", "resume"), ("serving, pause planned", "resume")]
)
def test_f9_says_whether_it_pauses_or_goes_on(state: str, word: str) -> None:
    assert desk_in(state).keys[Key.PAUSE].word == f"counter-key-{word}"


@pytest.mark.feature("F102")
def test_where_the_hall_wants_it_the_primary_key_asks_to_finish_first() -> None:
    hall = sample_hall("haibin")
    rules = replace(hall.rules, call=replace(hall.rules.call, next_finishes_current=False))
    server = FakeServer(replace(hall, rules=rules))
    desk = make_desk(server)
    server.issue()
    server.do(cm.CallNext(counter=server.counter))
    server.do(cm.StartService(counter=server.counter))
    assert desk.keys[Key.PRIMARY].reason == "counter-why-finish-first"
    assert desk.keys[Key.FINISH].is_enabled


@pytest.mark.feature("F088", "F089")
def test_recall_and_no_show_count_down_to_the_moment_the_rules_allow_them() -> None:
    server = FakeServer()
    desk = make_desk(server)
    server.issue(kiosk="K2")
    server.do(cm.CallNext(counter=server.counter))
    # The visitor took the number on the other floor: 20 s and one walk of 60 s, then 90 s and the walk.
    assert desk.keys[Key.RECALL].fields == {"seconds": 81}
    assert desk.keys[Key.PASS].fields == {"seconds": 151}
    server.wait(79.5)
    assert desk.keys[Key.RECALL].fields == {"seconds": 1}
    server.wait(0.5)
    assert desk.keys[Key.RECALL].is_enabled
    server.wait(69.9)
    assert not desk.keys[Key.PASS].is_enabled
    server.wait(0.1)
    assert desk.keys[Key.PASS].is_enabled


def test_a_number_that_only_waits_for_another_desk_does_not_wake_the_primary_key() -> None:
    server = FakeServer()
    desk = make_desk(server)
    ticket = server.issue()
    server.do(cm.OpenCounter(counter=CounterNumber(5), clerk=ClerkId("2001")))
    server.do(
        cm.TransferTicket(ticket=ticket.id, to_queue=ticket.queue, to_counter=CounterNumber(5), reason="not_here")
    )
    assert desk.keys[Key.PRIMARY].reason == "counter-why-queue-empty"
    assert desk.waiting == []
