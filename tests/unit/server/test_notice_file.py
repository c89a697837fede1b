"""The file of messages: each message exactly once, whatever happened to the server or to the file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from hallcall.core.errors import LinkError
from hallcall.server.notices import FileDriver, Notice
from helpers.small_hall import NINE

pytestmark = pytest.mark.feature("F172")


def notice(event: str, channel: str = "sms") -> Notice:
    return Notice(event_id=event, channel=channel, to="13812345678", text="A001", at=NINE)


def ids(path: Path) -> list[str]:
    return [json.loads(line)["event_id"] for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notices.jsonl"


def test_a_message_that_has_left_is_not_written_again(path: Path) -> None:
    driver = FileDriver(path)
    for event in ("E-1", "E-1", "E-2", "E-1"):
        driver.send(notice(event))
    assert ids(path) == ["E-1", "E-2"]


def test_a_driver_that_starts_again_knows_what_has_left(path: Path) -> None:
    FileDriver(path).send(notice("E-1"))
    again = FileDriver(path)
    again.send(notice("E-1"))
    again.send(notice("E-2"))
    assert ids(path) == ["E-1", "E-2"]


def test_the_same_event_on_another_way_is_another_message(path: Path) -> None:
    FileDriver(path).send(notice("E-1"))
    FileDriver(path).send(notice("E-1", channel="push"))
    assert ids(path) == ["E-1", "E-1"]


@pytest.mark.parametrize("kept", [1, 20, -1])
def test_a_torn_line_is_taken_out_and_its_message_comes_again(path: Path, kept: int) -> None:
    driver = FileDriver(path)
    driver.send(notice("E-1"))
    before = path.stat().st_size
    driver.send(notice("E-2"))
    os.truncate(path, before + kept if kept > 0 else path.stat().st_size + kept)
    again = FileDriver(path)
    again.send(notice("E-2"))
    again.send(notice("E-3"))
    assert ids(path) == ["E-1", "E-2", "E-3"]


def test_lines_of_somebody_else_are_left_alone(path: Path) -> None:
    path.write_text('not json\n{"event_id": 7}\n', encoding="utf-8")
    FileDriver(path).send(notice("E-1"))
    assert path.read_text(encoding="utf-8").splitlines()[:2] == ["not json", '{"event_id": 7}']
    assert len(path.read_text(encoding="utf-8").splitlines()) == 3


def test_when_the_site_has_taken_the_file_away_a_new_one_begins(path: Path) -> None:
    driver = FileDriver(path)
    driver.send(notice("E-1"))
    path.rename(path.with_suffix(".taken"))
    driver.send(notice("E-1"))
    driver.send(notice("E-2"))
    assert ids(path) == ["E-2"]


def test_a_long_file_is_read_at_its_end_only(path: Path) -> None:
    old = b'{"event_id":"E-1","channel":"sms"}\n'
    path.write_bytes(old + b"x" * (1024 * 1024) + b"\n")
    driver = FileDriver(path)
    driver.send(notice("E-1"))
    driver.send(notice("E-1"))
    assert path.read_bytes().count(b'"E-1"') == 2


def full_at(bytes_left: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A disk that takes so many bytes more; what ends it gives the room back."""
    fsync = os.fsync

    def fail(descriptor: int) -> None:
        os.truncate(descriptor, max(os.fstat(descriptor).st_size - bytes_left, 0))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    return lambda: monkeypatch.setattr(os, "fsync", fsync)


def test_a_message_for_which_there_was_no_room_is_written_whole_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = FileDriver(path)
    driver.send(notice("E-1"))
    make_room = full_at(10, monkeypatch)
    with pytest.raises(LinkError, match=r"link\.down"):
        driver.send(notice("E-2"))
    make_room()
    driver.send(notice("E-2"))
    assert ids(path) == ["E-1", "E-2"]
