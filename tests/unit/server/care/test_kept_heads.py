"""Heads that an auditor took home: a past that was rewritten afterwards is found, however consistent it is now."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hallcall.cli import main
from hallcall.core.commands import RevealVisitor
from hallcall.core.errors import Refused
from hallcall.core.looks import LookReason
from hallcall.core.terms import CounterNumber
from hallcall.server.care import keptheads
from hallcall.server.care.auditing import verify_log
from hallcall.server.care.signing import Signer
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import chain, copies, heads
from helpers.live_server import HandClock, LiveServer
from helpers.small_hall import NINE
from helpers.writer_bench import WriterBench

COLUMNS = "seq epoch at day cause actor type data queue counter kiosk".split()
ONE = CounterNumber(1)


class SignedHall:
    """A log that grows, its signer, and what an auditor types."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.settings = ServerSettings(data=data)
        data.mkdir()
        self.signer = Signer.open(self.settings.audit_key, self.settings.audit_public)
        self.stick = data.parent / "stick"
        self.stick.mkdir()
        self._capsys = capsys
        with self.bench() as bench:
            bench.writer.write(lambda connection, _: heads.add_key(connection, self.signer.public)).result(10)

    def bench(self) -> WriterBench:
        return WriterBench(self.settings.database)

    def grow(self, count: int = 2) -> None:
        """Numbers are taken, and the end is signed after each."""
        with self.bench() as bench:
            for _ in range(count):
                bench.issue()
                self.sign(bench)

    def sign(self, bench: WriterBench) -> None:
        bench.writer.write(lambda connection, now: heads.sign(connection, self.signer.sign, now)).result(10)

    def forge(self, seq: int, actor: str = "clerk:nobody") -> None:
        """Change an event, make a new chain, and sign its end anew: log, links and signatures agree."""
        with copies.opened(self.settings.database, writes=True) as connection:
            connection.execute("UPDATE event SET actor = ? WHERE seq = ?", (actor, seq))
            head = chain.START
            for row in connection.execute(f"SELECT {', '.join(COLUMNS)} FROM event ORDER BY seq").fetchall():  # noqa: S608
                head = chain.link(head, row)
                connection.execute("UPDATE event SET hash = ? WHERE seq = ?", (head, row[0]))
            connection.execute("DELETE FROM signed_head")
        with self.bench() as bench:
            self.sign(bench)

    def audit(self, command: str, *more: str) -> tuple[int, str]:
        """Exit code, and what was printed."""
        code = main(["audit", command, *more, "--data", str(self.settings.data), "--lang", "en"])
        printed = self._capsys.readouterr()
        return code, printed.out + printed.err

    def heads(self) -> tuple[int, str]:
        return self.audit("heads", "--out", str(self.stick))

    def verify(self, *more: str) -> tuple[int, str]:
        return self.audit("verify", "--heads", str(self.stick), *more)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.file.read_text().splitlines()]

    @property
    def file(self) -> Path:
        return self.stick / keptheads.FILE_NAME


@pytest.fixture
def hall(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> SignedHall:
    hall = SignedHall(tmp_path / "data", capsys)
    hall.grow(3)
    return hall


@pytest.mark.feature("F240")
def test_heads_are_taken_home_and_each_time_only_the_new_ones_are_added(hall: SignedHall) -> None:
    code, said = hall.heads()
    assert (code, said.startswith("3 heads added")) == (0, True)
    first = hall.file.read_bytes()
    assert [line["seq"] for line in hall.lines] == [2, 3, 4]
    code, said = hall.heads()
    assert (code, said.startswith("Nothing new")) == (0, True)
    assert hall.file.read_bytes() == first
    hall.grow()
    assert hall.heads()[1].startswith("2 heads added")
    assert hall.file.read_bytes().startswith(first)
    assert [line["seq"] for line in hall.lines] == [2, 3, 4, 5, 6]
    code, said = hall.verify("--key", str(hall.settings.audit_public))
    assert code == 0
    assert "up to event 6, are true of it" in said


@pytest.mark.feature("F240")
def test_a_line_that_was_torn_when_the_stick_was_pulled_out_is_written_again(hall: SignedHall) -> None:
    hall.heads()
    whole = hall.file.read_bytes()
    hall.file.write_bytes(whole[:-30])
    assert hall.heads()[1].startswith("One head added")
    assert hall.file.read_bytes() == whole


@pytest.mark.feature("F240", "F037")
def test_a_rewritten_past_is_found_with_the_heads_although_the_chain_is_consistent(hall: SignedHall) -> None:
    hall.heads()
    hall.forge(2)
    assert hall.audit("verify")[0] == 0
    code, said = hall.verify()
    assert code == 1
    assert said.startswith("Rewritten: at event 2 ")
    code, said = hall.heads()
    assert code == 2
    assert "at event 4 it has another past" in said


@pytest.mark.feature("F240")
def test_a_past_that_was_rewritten_after_the_last_head_taken_home_is_not_seen_by_it(hall: SignedHall) -> None:
    hall.heads()
    hall.grow()
    hall.forge(6)
    assert hall.verify()[0] == 0  # why heads are taken often


@pytest.mark.feature("F240")
def test_a_log_that_was_cut_and_signed_anew_is_found(hall: SignedHall) -> None:
    hall.heads()
    with copies.opened(hall.settings.database, writes=True) as connection:
        connection.execute("DELETE FROM signed_head WHERE seq >= 4")
        connection.execute("DELETE FROM event WHERE seq >= 4")
    assert hall.audit("verify")[0] == 0
    code, said = hall.verify()
    assert (code, said.startswith("Cut off")) == (1, True)


@pytest.mark.feature("F240")
def test_another_key_in_the_place_of_the_halls_is_found(hall: SignedHall, tmp_path: Path) -> None:
    hall.heads()
    foreign = Signer.open(tmp_path / "foreign.key", tmp_path / "foreign.pub")
    with copies.opened(hall.settings.database, writes=True) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE name = 'audit_keys'", (foreign.public,))
        connection.execute("DELETE FROM signed_head")
    assert hall.audit("verify")[0] == 0
    assert hall.verify()[1].startswith("A signature at event")


@pytest.mark.parametrize("content", [b"no lines", b"{}\n", b'{"seq":1}\n', b"a letter\nof two lines\n"])
def test_a_file_that_holds_something_else_is_left_alone(hall: SignedHall, content: bytes) -> None:
    hall.file.write_bytes(content)
    code, said = hall.heads()
    assert code == 2
    assert "no file of signed heads" in said
    assert hall.file.read_bytes() == content
    assert hall.verify()[0] == 2


def test_heads_of_another_hall_are_not_mixed_with_ours(
    hall: SignedHall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.heads()
    before = hall.file.read_bytes()
    (tmp_path / "else").mkdir()
    other = SignedHall(tmp_path / "else" / "data", capsys)
    other.grow(5)
    assert other.audit("heads", "--out", str(hall.stick))[0] == 2
    assert hall.file.read_bytes() == before


def test_without_a_file_nothing_is_verified_with_it(hall: SignedHall) -> None:
    assert hall.verify()[0] == 2


@pytest.mark.feature("F240")
def test_several_heads_of_one_place_must_all_be_true(hall: SignedHall) -> None:
    hall.heads()
    kept = [line.head for line in keptheads.read(hall.file)]
    with hall.bench() as bench, bench.store.reading() as connection:
        assert verify_log(connection, (), kept).is_good
        true = heads.Head(seq=kept[0].seq, hash=kept[0].hash, at="2026-11-23T09:00:00.000000Z")
        again = heads.Head(seq=true.seq, hash=true.hash, at=true.at, signature=hall.signer.sign(true))
        assert verify_log(connection, (), [again, *kept]).is_good
        false = heads.Head(seq=kept[0].seq, hash=b"\0" * 32, at=kept[0].at)
        signed = heads.Head(seq=false.seq, hash=false.hash, at=false.at, signature=hall.signer.sign(false))
        assert not verify_log(connection, (), [signed, *kept]).is_good
        assert not verify_log(connection, (), [*kept, signed]).is_good


@pytest.mark.feature("F240")
@pytest.mark.logs_warnings
def test_after_a_restore_the_old_heads_ask_whether_that_was_true(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, stick = tmp_path / "data", tmp_path / "heads.jsonl"
    options = ["--data", str(data), "--lang", "en"]
    clock = HandClock(NINE)
    with LiveServer(data, clock=clock) as server:
        kiosk = server.pair("kiosk", "K1")
        kiosk.do("ticket.issue", item="a1")
        assert server.admin.post("/v1/admin/backups").status_code == 200
        kiosk.do("ticket.issue", item="a1")
    assert main(["audit", "heads", "--out", str(stick), *options]) == 0
    (backup,) = (data / "backups").glob("*.db")
    assert main(["restore", str(backup), *options]) == 0
    with LiveServer(data, clock=clock) as server:
        server.pair("kiosk", "K1").do("ticket.issue", item="a1")
    capsys.readouterr()
    assert main(["audit", "verify", *options]) == 0
    capsys.readouterr()
    assert main(["audit", "verify", "--heads", str(stick), *options]) == 1
    said = capsys.readouterr().out
    asked = next(line for line in said.splitlines() if "--restored" in line)
    place = asked.rpartition("--restored ")[2].rstrip(".")
    assert main(["audit", "verify", "--heads", str(stick), "--restored", place, *options]) == 0
    assert main(["audit", "verify", "--heads", str(stick), "--restored", "1", *options]) == 1
    assert main(["audit", "heads", "--out", str(stick), *options]) == 2  # a new log wants a new file
    assert main(["audit", "heads", "--out", str(tmp_path / "new.jsonl"), *options]) == 0


@pytest.mark.feature("F240")
def test_a_backup_and_an_exported_day_are_held_against_the_heads_of_their_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, stick, day = tmp_path / "data", tmp_path / "heads.jsonl", tmp_path / "day.jsonl"
    options = ["--data", str(data), "--lang", "en"]
    with LiveServer(data, clock=HandClock(NINE)) as server:
        kiosk = server.pair("kiosk", "K1")
        kiosk.do("ticket.issue", item="a1")
        assert server.admin.post("/v1/admin/backups").status_code == 200
        assert main(["audit", "export", "--day", "2026-11-23", "--out", str(day), *options]) == 0
        kiosk.do("ticket.issue", item="a1")
    assert main(["audit", "heads", "--out", str(stick), *options]) == 0
    (backup,) = (data / "backups").glob("*.db")
    for kept in (["--backup", str(backup)], ["--jsonl", str(day)]):
        assert main(["audit", "verify", "--heads", str(stick), *kept, *options]) == 0
    capsys.readouterr()


def write_as_of_old(hall: SignedHall) -> None:
    """A look as it was written before reasons were asked for, and the rest of that visit."""
    with hall.bench() as bench:
        bench.open(1)
        bench.call()
        bench.start()
        bench.do(RevealVisitor(counter=ONE, reason=LookReason.PHONE))
    with copies.opened(hall.settings.database, writes=True) as connection:
        (row,) = connection.execute(
            f"SELECT {', '.join(COLUMNS)} FROM event WHERE type = 'visitor.revealed'"  # noqa: S608
        ).fetchall()
        old = json.dumps({"ticket": "2026-11-23/A001", "counter": 1, "clerk": "c1"}, separators=(",", ":"))
        links = [*row[:7], old, *row[8:]]
        before = connection.execute("SELECT hash FROM event WHERE seq = ?", (row[0] - 1,)).fetchone()[0]
        connection.execute(
            "UPDATE event SET data = ?, hash = ? WHERE seq = ?", (old, chain.link(before, links), row[0])
        )
    hall.grow()


@pytest.mark.feature("F037", "F218")
def test_a_log_from_before_reasons_were_asked_is_verified_played_and_listed(hall: SignedHall, tmp_path: Path) -> None:
    write_as_of_old(hall)
    assert hall.audit("verify")[0] == 0
    code, said = hall.audit("looks", "--day", "2026-11-23", "--clerk", "c1")
    assert code == 0
    assert said.splitlines()[0].endswith("visit 2026-11-23/A001  no reason (before reasons were asked for)")
    day = tmp_path / "day.jsonl"
    assert hall.audit("export", "--day", "2026-11-23", "--out", str(day))[0] == 0
    assert main(["replay", str(day), "--check", "--lang", "en"]) == 0


def test_a_forged_note_does_not_steer_the_terminal(hall: SignedHall) -> None:
    write_as_of_old(hall)
    with copies.opened(hall.settings.database, writes=True) as connection:
        forged = json.dumps({"ticket": "A", "counter": 1, "clerk": "c\x1b[2J", "reason": "later", "note": "\x1b]0;\n"})
        connection.execute("UPDATE event SET data = ? WHERE type = 'visitor.revealed'", (forged,))
    code, said = hall.audit("looks", "--day", "2026-11-23")
    assert code == 0
    assert "later" in said
    assert all(line.isprintable() for line in said.splitlines())
    assert len(said.splitlines()) == 2
    assert hall.audit("verify")[0] == 1


def test_a_head_in_the_wrong_order_is_no_head(hall: SignedHall) -> None:
    hall.heads()
    lines = hall.file.read_bytes().splitlines(keepends=True)
    hall.file.write_bytes(b"".join(reversed(lines)))
    with pytest.raises(Refused, match=r"heads\.format"):
        keptheads.read(hall.file)
