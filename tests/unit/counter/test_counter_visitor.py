"""Who is at the counter: masked until a key is held, and never longer than that. The papers; the login."""

from __future__ import annotations

import pytest

from hallcall.core import commands as cm
from hallcall.core.errors import HallcallError
from hallcall.core.events import Recorded, VisitorRevealed
from hallcall.core.looks import LookReason
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import ClerkId
from hallcall.counter.model import Checklist, Desk, DeskStatus, Key, Login, Mark, Visitor
from hallcall.counter.model.sentences import last_four
from helpers.counter_server import FakeServer, make_desk

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def server() -> FakeServer:
    found = FakeServer()
    found.issue("GA-HZ-06", "欧阳小明")
    found.issue("GA-HZ-02", "王明")
    found.issue("GA-HZ-02", person=False)
    return found


def calling(server: FakeServer) -> tuple[Desk, Visitor]:
    desk = make_desk(server)
    visitor = Visitor(desk)
    desk.press(Key.PRIMARY)
    server.wait(10)
    return desk, visitor


def look(visitor: Visitor) -> list[HallcallError]:
    """The key of a reason goes down; why the name does not show."""
    refused: list[HallcallError] = []
    visitor.reveal(LookReason.IDENTITY, "", refused.append)
    return refused


@pytest.mark.feature("F036", "F116")
def test_facts_are_masked_before_and_after_the_start(server: FakeServer) -> None:
    desk, visitor = calling(server)
    assert visitor.name == "欧阳*明"
    assert visitor.facts is not None
    assert (visitor.facts.sex, visitor.facts.age) == (None, None)
    desk.press(Key.PRIMARY)
    assert visitor.name == "欧阳*明"
    assert visitor.facts.age == 67
    assert visitor.facts.document == "*" * 14 + "1234"


@pytest.mark.parametrize(
    ("masked", "shown"), [("*" * 14 + "002X", "**** 002X"), ("*****5678", "**** 5678"), ("1234", "****"), ("", "****")]
)
def test_a_document_tells_its_last_four_characters_and_not_its_length(masked: str, shown: str) -> None:
    assert last_four(masked) == shown


@pytest.mark.feature("F036")
def test_the_full_name_shows_only_while_the_key_is_held_and_each_look_is_written_down(server: FakeServer) -> None:
    desk, visitor = calling(server)
    desk.press(Key.PRIMARY)
    log: list[Recorded] = []
    server.changed.connect(log.append)
    look(visitor)
    look(visitor)
    assert visitor.full_name == "欧阳小明"
    assert visitor.name == "欧阳*明"
    (event,) = [recorded.event for recorded in log]
    assert isinstance(event, VisitorRevealed)
    assert event.reason is LookReason.IDENTITY
    visitor.hide()
    assert visitor.full_name == ""


@pytest.mark.feature("F036")
def test_an_answer_that_comes_after_the_key_went_up_is_not_shown(server: FakeServer) -> None:
    desk, visitor = calling(server)
    desk.press(Key.PRIMARY)
    server.hold = True
    look(visitor)
    visitor.hide()
    server.deliver()
    assert visitor.full_name == ""


@pytest.mark.feature("F036")
def test_before_the_start_the_full_name_is_not_asked_for(server: FakeServer) -> None:
    desk, _ = calling(server)
    heard: list[str] = []
    desk.noticed.connect(heard.append)
    desk.press(Key.REVEAL)
    assert server.keys_of(cm.RevealVisitor) == []
    assert heard == ["人还没到；到了先按 F2 开始办"]


@pytest.mark.feature("F037")
def test_a_look_whose_answer_got_lost_shows_nothing_and_may_be_asked_for_again(server: FakeServer) -> None:
    desk, visitor = calling(server)
    desk.press(Key.PRIMARY)
    server.forgets_facts = True
    assert [error.code for error in look(visitor)] == ["link.timeout"]
    assert visitor.full_name == ""
    server.forgets_facts = False
    assert look(visitor) == []
    assert visitor.full_name == "欧阳小明"


def test_the_next_visitor_never_carries_the_name_of_the_one_before(server: FakeServer) -> None:
    desk, visitor = calling(server)
    desk.press(Key.PRIMARY)
    look(visitor)
    assert visitor.full_name
    server.wait(10)
    desk.press(Key.PRIMARY)
    assert visitor.full_name == ""
    assert visitor.name == "王*"
    server.wait(10)
    desk.press(Key.PRIMARY)
    server.wait(10)
    desk.press(Key.PRIMARY)
    assert visitor.name == ""
    assert visitor.facts is None


def test_papers_turn_from_ready_to_lacking_to_not_needed(server: FakeServer) -> None:
    desk, _ = calling(server)
    checklist = Checklist(desk)
    assert [mark for _, mark in checklist.rows] == [Mark.OPEN] * 4
    marks: list[Mark] = []
    for _ in range(4):
        checklist.cycle(1)
        marks.append(checklist.rows[1][1])
    assert marks == [Mark.READY, Mark.LACKING, Mark.NOT_NEEDED, Mark.READY]
    checklist.cycle(8)
    assert checklist.count(Mark.OPEN) == 3


def test_a_parked_visit_finds_its_marks_again_and_the_next_visitor_starts_clean(server: FakeServer) -> None:
    desk, _ = calling(server)
    checklist = Checklist(desk)
    desk.press(Key.PRIMARY)
    ticket = desk.ticket
    assert ticket is not None
    checklist.cycle(0)
    checklist.cycle(0)
    assert [material.id for material in checklist.lacking] == ["birth"]
    desk.park("fetch_papers", lambda _error: None)
    server.wait(2)
    desk.press(Key.PRIMARY)
    assert checklist.count(Mark.OPEN) == len(checklist.rows)
    server.wait(100)
    desk.press(Key.PASS)
    desk.take_back(ticket.id, lambda _error: None)
    server.wait(2)
    desk.press(Key.PRIMARY)
    assert [material.id for material in checklist.lacking] == ["birth"]
    server.wait(2)
    desk.press(Key.PRIMARY)
    server.wait(2)
    desk.press(Key.FINISH)
    assert checklist._marks == {}


@pytest.mark.feature("F121")
def test_signing_in_opens_the_counter(server: FakeServer) -> None:
    desk = make_desk(server, signed_in=False)
    login = Login(desk)
    assert desk.status is DeskStatus.NOT_SIGNED_IN
    login.sign_in("1027", "right-one", paused=False)
    assert desk.status is DeskStatus.IDLE
    assert login.problem == ""


@pytest.mark.feature("F121")
def test_signing_in_without_opening_leaves_the_counter_paused(server: FakeServer) -> None:
    desk = make_desk(server, signed_in=False)
    Login(desk).sign_in("1027", "right-one", paused=True)
    assert desk.status is DeskStatus.PAUSED
    server.wait(1)
    desk.press(Key.PAUSE)
    assert desk.status is DeskStatus.IDLE


@pytest.mark.feature("F121")
@pytest.mark.parametrize(
    ("clerk", "password", "why"),
    [("", "x", "工号和密码"), ("1027", "", "工号和密码"), ("1027", "wrong", ""), ("1028", "right-one", "")],
)
def test_a_failed_login_says_why_and_opens_nothing(server: FakeServer, clerk: str, password: str, why: str) -> None:
    desk = make_desk(server, signed_in=False)
    login = Login(desk)
    login.sign_in(clerk, password, paused=False)
    assert login.problem
    assert why in login.problem
    assert not login.is_busy
    assert desk.session is None


@pytest.mark.feature("F121")
def test_a_clerk_who_is_signed_in_at_another_counter_is_told(server: FakeServer) -> None:
    server.do(cm.OpenCounter(counter=CounterNumber(5), clerk=ClerkId("1027")))
    desk = make_desk(server, signed_in=False)
    login = Login(desk)
    login.sign_in("1027", "right-one", paused=False)
    assert login.problem
    assert desk.session is None


def test_nobody_signs_in_without_a_server(server: FakeServer) -> None:
    desk = make_desk(server, signed_in=False)
    login = Login(desk)
    server.go_down()
    login.sign_in("1027", "right-one", paused=False)
    assert "连不上" in login.problem
    assert not login.is_busy
