"""Through the door: a real server, the real `hallcall gate`, the real camera child, and drawn people who walk by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hallcall.server.ops.lines import State
from hallcall.server.ops.privacy import Places, inspect_privacy
from hallcall.server.settings import ServerSettings
from helpers.door import CARDS, DAY, NAME, Door, hall_with_door, until
from helpers.dying_gate import POINTS
from helpers.server_process import TEN, ServerProcess, command_line

pytestmark = [pytest.mark.system, pytest.mark.feature("F066"), pytest.mark.feature("F033")]
ANNA, BERT, CARL, STRANGER = 1, 2, 3, 77


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    with ServerProcess(tmp_path / "data", hall=str(hall_with_door(tmp_path))) as running:
        yield running


@pytest.fixture
def door(tmp_path: Path, server: ServerProcess) -> Iterator[Door]:
    with Door(tmp_path, server) as made:
        yield made


@pytest.mark.feature("F047")
def test_who_has_agreed_walks_in_and_has_one_number_and_one_message(door: Door) -> None:
    hers, his = door.book(), door.book(CARDS[1], "11:00")
    door.agree(hers, ANNA)
    door.agree(his, BERT)
    door.start()
    with door.passing(ANNA):
        until(lambda: len(door.messages()) == 1)
    # As she was told, what was stored of her face is gone with the check-in.
    until(lambda: not door.store.holds(hers, DAY))
    assert door.store.holds(his, DAY)
    (number,) = door.check_ins()
    assert f"已取号成功：{number['number']}。请到 1 层 A 区" in door.messages()[0]
    # She goes out and comes back beside somebody else.
    with door.passing(BERT, ANNA):
        until(lambda: len(door.messages()) == 2)
    assert len({ticket["number"] for ticket in door.check_ins()}) == 2
    # Nobody is still to come.
    until(lambda: not door.camera.is_lit)
    assert door.stop() == 0
    assert (door.said("gate.checked_in"), door.said("gate.had_a_number")) == (2, 0)
    assert (len(door.check_ins()), len(door.messages())) == (2, 2)


def test_a_stranger_leaves_no_trace_anywhere(door: Door, server: ServerProcess, tmp_path: Path) -> None:
    booking = door.book()
    door.agree(booking, ANNA)
    door.start()
    until(lambda: door.camera.is_lit)
    before = kept_in(tmp_path / "face")
    # Both are looked at in the same pictures: when the one is known the other has been looked for too.
    with door.passing(STRANGER, ANNA, STRANGER + 1):
        until(lambda: len(door.messages()) == 1)
    assert door.stop() == 0
    assert len(door.check_ins()) == 1
    until(lambda: not door.store.holds(booking, DAY))
    assert kept_in(tmp_path / "face") == {path: kept for path, kept in before.items() if not path.endswith(".face")}
    log = door.log.read_text(encoding="utf-8")
    assert [line for line in log.splitlines() if "gate." in line and "gate.checked_in" not in line] == []
    assert booking not in log, "nor whom it knew"
    lines = list(inspect_privacy(ServerSettings(data=server.data), Places(data=server.data, temporary=(tmp_path,))))
    assert [line.values["where"] for line in lines if line.state is not State.OK] == []


def test_killed_at_any_moment_it_checks_nobody_in_twice(door: Door) -> None:
    booking = door.book()
    door.agree(booking, ANNA)
    door.start()
    with door.passing(ANNA):
        until(lambda: door.camera.is_lit)
        door.kill()
        door.start()
        until(lambda: len(door.check_ins()) == 1)
        door.kill()
        # Killed before it had deleted her template, it sees her for the first time once more.
        door.start()
        until(lambda: not door.store.holds(booking, DAY))
    until(lambda: len(door.messages()) == 1)
    door.kill()
    assert (len(door.check_ins()), len(door.messages())) == (1, 1)


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_step_of_a_check_in_it_leaves_no_template_behind(door: Door, point: str) -> None:
    booking = door.book()
    door.agree(booking, ANNA)
    door.start(dies=point)
    with door.passing(ANNA):
        door.dead()
    assert door.store.holds(booking, DAY)
    if point == "before":
        assert door.check_ins() == []
        door.start()
        with door.passing(ANNA):
            until(lambda: len(door.check_ins()) == 1)
    else:
        # She does not pass again: she sits in the hall and waits for her number.
        until(lambda: len(door.check_ins()) == 1)
        door.start()
    until(lambda: not door.store.holds(booking, DAY))
    until(lambda: len(door.messages()) == 1)
    assert door.stop() == 0
    assert (len(door.check_ins()), len(door.messages())) == (1, 1)


def test_who_checked_in_at_a_kiosk_or_cancelled_is_not_known_any_more(door: Door) -> None:
    anna, bert, carl = door.book(), door.book(CARDS[1], "11:00"), door.book(CARDS[2], "11:30")
    for booking, person in ((anna, ANNA), (bert, BERT), (carl, CARL)):
        door.agree(booking, person)
    admin = (door.server.data / "admin.token").read_text()
    door.send("booking.check_in", {"code": anna}, admin)
    door.send("booking.cancel", {"code": bert}, admin)
    door.start()
    until(lambda: not door.store.holds(anna, DAY) and not door.store.holds(bert, DAY))
    until(lambda: door.said("gate.forgotten") == 2)
    assert door.store.holds(carl, DAY)
    assert door.stop() == 0


def test_who_comes_while_the_server_is_away_is_checked_in_when_it_is_back(door: Door, server: ServerProcess) -> None:
    door.agree(door.book(), ANNA)
    door.start()
    until(lambda: door.camera.is_lit)
    server.kill()
    with door.passing(ANNA):
        # It is looked at her, and closed: she is not waited for any more once the server knows.
        until(lambda: door.said("link lost") >= 1)
        server.start()
        until(lambda: len(door.check_ins()) == 1)
    until(lambda: len(door.messages()) == 1)
    assert door.stop() == 0
    assert (len(door.check_ins()), len(door.messages())) == (1, 1)


def test_who_takes_their_consent_back_is_not_known_from_then_on(door: Door) -> None:
    anna, bert = door.book(), door.book(CARDS[1], "11:00")
    door.agree(anna, ANNA)
    door.agree(bert, BERT)
    door.start()
    until(lambda: door.camera.is_lit)
    door.store.withdraw(anna, day=DAY, at=TEN, machine="door")
    with door.passing(ANNA, BERT):
        until(lambda: len(door.messages()) == 1)
    (number,) = door.check_ins()
    assert number["number"] in door.messages()[0]
    assert door.send("booking.check_in", {"code": anna}, (door.server.data / "admin.token").read_text())["ticket"]


def test_who_comes_too_early_is_let_in_again_later_without_a_number(door: Door) -> None:
    door.agree(door.book(clock="11:30"), ANNA)
    door.start()
    with door.passing(ANNA):
        until(lambda: door.said("booking.too_early") == 1)
    assert (door.check_ins(), door.messages()) == ([], [])
    assert door.stop() == 0


@pytest.mark.feature("F197")
def test_a_camera_that_stands_still_or_is_pulled_out_is_told_and_used_again(door: Door) -> None:
    door.agree(door.book(), ANNA)
    door.start()
    until(lambda: door.camera.is_lit)
    door.camera.behave(gives="hang")
    until(lambda: door.said("gate.sees_nothing") >= 1)
    door.camera.unplug()
    door.camera.behave(gives="frames")
    door.camera.plug()
    with door.passing(ANNA):
        until(lambda: len(door.messages()) == 1)
    assert door.said("gate.sees_again") >= 1
    assert door.stop() == 0


def test_a_picture_that_stands_still_checks_nobody_in(door: Door) -> None:
    door.agree(door.book(), ANNA)
    door.start()
    until(lambda: door.camera.is_lit)
    door.camera.behave(gives="frozen", people=(ANNA,))
    until(lambda: door.said("gate.sees_nothing") >= 1)
    assert door.check_ins() == []
    assert door.stop() == 0


@pytest.mark.feature("F029")
def test_where_nobody_has_agreed_the_camera_is_never_opened(door: Door) -> None:
    door.book()
    door.start()
    with door.passing(ANNA):
        # It is there and follows the hall: when somebody agrees it opens its camera.
        assert door.camera.opens == 0
        door.agree(door.book(CARDS[1], "11:00"), BERT)
        until(lambda: door.camera.opens == 1)
    assert door.stop() == 0
    assert door.check_ins() == []


@pytest.mark.parametrize(
    ("before", "after", "code", "word"),
    [
        ("[gate]\nenabled = true\n", "", 1, "Check-in at the door is off"),
        ('impact_assessment = "PIA-2026-01"', "", 2, "impact assessment"),
        ('handler = "局"', "", 2, "handler"),
        ("enabled = true\nengine", "enabled = false\nengine", 2, "does not compare faces"),
        ("[gate]\n", '[gate]\ncamera = "other"\n', 1, "has no camera"),
        ("[gate]\n", "[gate]\ncameras = 2\n", 2, "cameras"),
    ],
)
def test_a_gate_that_must_not_look_does_not_start(door: Door, before: str, after: str, code: int, word: str) -> None:
    text = door.machine.read_text(encoding="utf-8")
    assert before in text
    door.machine.write_text(text.replace(before, after, 1), encoding="utf-8")
    said = command_line("gate", NAME, "--machine", str(door.machine), "--token-file", str(door.token))
    assert (said.returncode, door.camera.opens) == (code, 0), said.stderr
    assert word in said.stderr


def test_the_sign_names_who_is_responsible_and_the_way_round_the_camera(door: Door) -> None:
    said = command_line("face", "sign", "--machine", str(door.machine))
    assert said.returncode == 0
    for words in (
        "局",
        "12345",
        "Nobody else is recognised, recorded or counted",
        "没有同意的人：不识别、不记录、不计数",
    ):
        assert words in said.stdout


def kept_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
