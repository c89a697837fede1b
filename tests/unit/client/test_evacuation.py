"""A machine remembers that people must leave, and by which way, for times without the server."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hallcall.client.evacuation import EvacuationMemory
from hallcall.client.local_alarm import AlarmFile, LocalAlarm
from hallcall.core.commands import BeginEmergency, EndEmergency
from hallcall.core.places import ExitSide, ExitWay
from hallcall.core.state import HallState
from hallcall.core.terms import Metres, Name
from helpers.small_hall import Day

pytestmark = pytest.mark.feature("F113")

WAY = ExitWay(name=Name(zh="1 号出口", en="Exit 1"), side=ExitSide.LEFT, metres=Metres(30))


def in_emergency() -> Day:
    day = Day()
    day.open(1)
    day.do(BeginEmergency())
    return day


def test_it_is_kept_until_the_server_says_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "new" / "K1.evacuation"
    day = in_emergency()
    first = EvacuationMemory(file)
    assert first.emergency is None
    assert first.hear(day.state, (WAY,))
    assert not first.hear(day.state, (WAY,)), "it is no news"
    again = EvacuationMemory(file)
    assert again.emergency == day.state.emergency
    assert again.known.exits == (WAY,)
    assert not again.hear(HallState()), "a state that was never heard says nothing"
    assert again.emergency is not None
    day.do(EndEmergency(reason="all are out"))
    assert again.hear(day.state, (WAY,))
    assert EvacuationMemory(file).emergency is None


def test_without_a_file_it_knows_what_it_heard(tmp_path: Path) -> None:
    memory = EvacuationMemory()
    assert memory.hear(in_emergency().state)
    assert memory.emergency is not None


@pytest.mark.logs_warnings
def test_a_file_that_cannot_be_read_or_written_stops_nobody(tmp_path: Path) -> None:
    file = tmp_path / "K1.evacuation"
    file.write_bytes(b"\x00half a fi")
    memory = EvacuationMemory(file)
    assert memory.emergency is None
    (tmp_path / "in-the-way").write_text("a file where a folder should be")
    lost = EvacuationMemory(tmp_path / "in-the-way" / "K1.evacuation")
    assert lost.hear(in_emergency().state)
    assert lost.emergency is not None


def own_alarm(*, is_told: bool = False) -> LocalAlarm:
    return LocalAlarm(since=datetime(2027, 3, 1, 10, tzinfo=UTC), contacts=("key",), key="K", is_told=is_told)


def test_an_alarm_of_this_machine_counts_until_the_server_knows(tmp_path: Path) -> None:
    day = Day()
    day.open(1)
    contact = AlarmFile(tmp_path)
    memory = EvacuationMemory(tmp_path / "K1.evacuation")
    assert memory.hear(day.state, (WAY,))
    assert memory.emergency is None
    contact.write(own_alarm())
    assert memory.look_here()
    assert not memory.look_here(), "it is no news"
    assert memory.emergency is not None
    assert memory.known.exits == (WAY,)
    assert not memory.hear(day.state, (WAY,)), "the server does not know it, and it holds"
    assert EvacuationMemory(tmp_path / "new.evacuation").emergency is not None
    contact.write(own_alarm(is_told=True))
    assert memory.look_here()
    assert memory.emergency is None, "from here on the server's word counts"
    contact.write(None)
    assert contact.read() is None


def test_a_drill_that_the_server_knows_is_serious_where_a_contact_says_so(tmp_path: Path) -> None:
    day = Day()
    day.open(1)
    day.do(BeginEmergency(is_drill=True))
    memory = EvacuationMemory(tmp_path / "K1.evacuation")
    memory.hear(day.state)
    AlarmFile(tmp_path).write(own_alarm())
    assert memory.look_here()
    assert memory.emergency is not None
    assert not memory.emergency.is_drill


@pytest.mark.logs_warnings
def test_an_alarm_that_cannot_be_read_or_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "alarm.local").write_bytes(b"\x00half a fi")
    assert AlarmFile(tmp_path).read() is None
    (tmp_path / "in-the-way").write_text("a file where a folder should be")
    AlarmFile(tmp_path / "in-the-way").write(own_alarm())


def test_rooms_that_are_clear_while_people_leave_are_kept_and_an_older_file_has_none(tmp_path: Path) -> None:
    file = tmp_path / "g1.evacuation"
    memory = EvacuationMemory(file)
    assert memory.take(in_emergency().state, clear=("back",))
    memory.keep()
    assert EvacuationMemory(file).known.clear == ("back",)
    file.write_bytes(b'{"emergency":{"since":"2027-03-01T02:00:00Z","is_drill":false},"exits":[]}')
    older = EvacuationMemory(file)
    assert older.emergency is not None
    assert older.known.clear == ()
