"""A day as a file: played again it ends where it ended, and a changed line is noticed."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hallcall.cli import main
from hallcall.core.errors import Refused
from hallcall.core.statehash import state_hash
from hallcall.server.care.auditing import Flaw
from hallcall.server.care.dayfile import DayFile, read_day, replay, verify_day, write_day
from helpers.live_server import CARD, HandClock, LiveServer
from helpers.small_hall import NINE
from helpers.writer_bench import WriterBench

TODAY = date(2026, 11, 23)


def busy_day(bench: WriterBench) -> None:
    bench.open(1, 3)
    for item in ("a1", "b1", "a2", "a1"):
        bench.clock.turn(1.5)
        bench.issue(item)
    bench.call(1)
    bench.clock.turn(5)
    bench.start(1)
    bench.call(3)


def written(bench: WriterBench, day: date = TODAY) -> bytes:
    to = io.BytesIO()
    with bench.store.reading() as connection:
        write_day(connection, day, to)
    return to.getvalue()


def read(content: bytes) -> DayFile:
    return read_day(io.BytesIO(content))


@pytest.mark.feature("F218")
def test_a_day_played_again_ends_in_the_same_state(bench: WriterBench) -> None:
    busy_day(bench)
    file = read(written(bench))
    played = replay(file)
    assert played.is_same
    assert played.hash == state_hash(bench.writer._state) == state_hash(bench.rebuilt())
    verdict = verify_day(file)
    assert verdict.is_good
    assert verdict.last == bench.stored()[-1].seq


@pytest.mark.feature("F218")
def test_yesterday_is_played_with_what_it_began_with(bench: WriterBench) -> None:
    busy_day(bench)
    bench.clock.turn(24 * 3600)
    bench.issue()
    yesterday, today = read(written(bench)), read(written(bench, date(2026, 11, 24)))
    assert replay(yesterday).is_same
    assert replay(today).is_same
    assert replay(today).hash == state_hash(bench.writer._state)
    assert not replay(yesterday).state.tickets  # they expired
    assert [counter.clerk for counter in today.header.opening.counters] == ["c1", "c3"]
    with pytest.raises(Refused, match=r"day\.unknown"):
        written(bench, date(2026, 11, 25))


@pytest.mark.feature("F218")
def test_another_state_than_then_is_told(bench: WriterBench) -> None:
    busy_day(bench)
    header, *lines = written(bench).splitlines(keepends=True)
    other = header.replace(json.loads(header)["state"].encode(), b"0" * 64)
    assert not replay(read(b"".join([other, *lines]))).is_same


def test_a_changed_line_is_found(bench: WriterBench) -> None:
    busy_day(bench)
    content = written(bench)
    file = read(content.replace(b'"actor":"test"', b'"actor":"tset"', 2))
    verdict = verify_day(file)
    assert (verdict.flaw, verdict.flaw_seq) == (Flaw.CHANGED, 2)


@pytest.mark.feature("F218")
def test_a_file_of_a_newer_version_is_refused_by_name(bench: WriterBench) -> None:
    busy_day(bench)
    content = written(bench)
    unknown = content.replace(b'"type":"ticket.called"', b'"type":"ticket.sung"')
    with pytest.raises(Refused, match=r"replay\.event_unknown.*ticket\.sung"):
        replay(read(unknown))
    changed = content.replace(b'"ticket":', b'"tickets":')
    with pytest.raises(Refused, match=r"replay\.event_unknown"):
        replay(read(changed))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"no file of ours\n",
        lambda content: content[: len(content) // 2],
        lambda content: b"".join(content.splitlines(keepends=True)[:-1]),
        lambda content: content.replace(b'"format":1', b'"format":2', 1),
    ],
)
def test_what_is_no_whole_day_is_refused(bench: WriterBench, spoil: Any) -> None:
    busy_day(bench)
    with pytest.raises(Refused, match=r"replay\.format"):
        read(spoil(written(bench)))


@pytest.mark.feature("F218", "F240", "F037")
def test_the_command_line_exports_verifies_and_plays_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, file = tmp_path / "data", tmp_path / "day.jsonl"
    with LiveServer(data, clock=HandClock(NINE)) as server:
        kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
        for _ in range(3):
            kiosk.do("ticket.issue", item="a1", document=CARD)
        clerk.do("call.next", counter=1)
        options = ["--lang", "en", "--data", str(data)]
        assert main(["audit", "verify", *options]) == 0  # also while it runs
        assert main(["audit", "export", "--day", "2026-11-23", "--out", str(file), *options]) == 0
        assert file.stat().st_mode & 0o777 == 0o600
        assert server.admin.post("/v1/admin/backups").status_code == 200
    assert main(["replay", str(file), "--check", "--lang", "en"]) == 0
    assert "The same state as then." in capsys.readouterr().out
    assert main(["audit", "verify", "--jsonl", str(file), *options]) == 0
    (backup,) = (data / "backups").glob("*.db")
    assert main(["audit", "verify", "--backup", str(backup), "--key", str(data / "audit.pub"), *options]) == 0
    assert {path.suffix for path in backup.parent.iterdir()} == {".db", ".json"}
    assert main(["audit", "export", "--day", "2026-11-22", "--out", str(file), *options]) == 2
    assert main(["audit", "export", "--day", "someday", *options]) == 2
    assert main(["audit", "verify", "--data", str(tmp_path / "nothing")]) == 2
    capsys.readouterr()

    from hallcall.server.storage import copies

    with copies.opened(data / "hall.db", writes=True) as connection:
        connection.execute("UPDATE event SET actor = 'clerk:1002' WHERE seq = 4")
    assert main(["audit", "verify", *options]) == 1
    assert capsys.readouterr().out.startswith("Changed: event 4 ")
