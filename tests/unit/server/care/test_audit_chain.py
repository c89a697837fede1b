"""The log as evidence: whoever changes one byte of it is found, and so is who takes something out or rewrites it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from hallcall.core.commands import AskForHelp, FinishService, RevealVisitor
from hallcall.core.errors import StorageError
from hallcall.core.looks import LookReason
from hallcall.core.terms import CounterNumber
from hallcall.server.care.auditing import Flaw, Verdict, verify_log
from hallcall.server.care.signing import Signer, read_public
from hallcall.server.storage import Store, chain, copies, heads
from helpers.live_server import CARD, LiveServer
from helpers.writer_bench import WriterBench

COLUMNS = "seq epoch at day cause actor type data queue counter kiosk hash".split()
ONE = CounterNumber(1)


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    folder = tmp_path_factory.mktemp("keys")
    return Signer.open(folder / "audit.key", folder / "audit.pub")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory, signer: Signer) -> Path:
    """A small day, signed in the middle and at its end."""
    path = tmp_path_factory.mktemp("log") / "hall.db"
    with WriterBench(path) as bench:
        bench.writer.write(lambda connection, _: heads.add_key(connection, signer.public)).result(10)
        bench.open(1, 3)
        for item in ("a1", "b1", "a2"):
            bench.issue(item)
        bench.do(AskForHelp(kiosk="K1"))
        bench.call()
        bench.start()
        bench.writer.write(lambda connection, now: heads.sign(connection, signer.sign, now)).result(10)
        bench.do(RevealVisitor(counter=ONE, reason=LookReason.PHONE))
        bench.do(FinishService(counter=ONE))
        bench.writer.write(lambda connection, now: heads.sign(connection, signer.sign, now)).result(10)
    return path


@contextmanager
def copy_of(log: Path) -> Iterator[Path]:
    """A copy that may be spoilt."""
    copy = log.with_name("spoilt.db")
    try:
        shutil.copyfile(log, copy)
        yield copy
    finally:
        for path in (copy, *copies.side_files(copy)):
            path.unlink(missing_ok=True)


def verdict_of(path: Path, *trusted: str) -> Verdict:
    store = Store(path)
    try:
        with store.reading() as connection:
            return verify_log(connection, trusted)
    finally:
        store.close()


def spoilt(log: Path, spoil: Callable[[Any], object]) -> Verdict:
    with copy_of(log) as copy:
        with copies.opened(copy, writes=True) as connection:
            spoil(connection)
        return verdict_of(copy)


def other(value: Any, dice: random.Random) -> Any:
    """The same value with one byte changed; something instead of nothing."""
    if value is None:
        return dice.choice(["", "A", 0])
    if isinstance(value, int):
        return value ^ (1 << dice.randrange(20))
    stored = bytearray(value.encode() if isinstance(value, str) else value)
    stored[dice.randrange(len(stored))] ^= dice.randrange(1, 256)
    return bytes(stored)


@pytest.mark.feature("F240", "F037")
def test_a_log_that_nobody_touched_is_good(log: Path) -> None:
    verdict = verdict_of(log)
    assert verdict.is_good
    assert (verdict.after, verdict.last, verdict.signatures) == (0, verdict.events, 2)
    assert verdict.signed == verdict.last


@pytest.mark.feature("F240", "F037")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seq=st.integers(1, 11), column=st.sampled_from(COLUMNS), seed=st.integers(0, 2**32))
@example(seq=1, column="hash", seed=1)
@example(seq=11, column="data", seed=1)
def test_one_changed_byte_in_any_column_of_any_event_is_found(log: Path, seq: int, column: str, seed: int) -> None:
    dice = random.Random(seed)

    def spoil(connection: Any) -> None:
        (value,) = connection.execute(f"SELECT {column} FROM event WHERE seq = ?", (seq,)).fetchone()  # noqa: S608
        kind = "TEXT" if column not in {"seq", "counter", "hash"} else "BLOB" if column == "hash" else "INTEGER"
        changed = other(value, dice)
        taken = [row[0] for row in connection.execute("SELECT seq FROM event")]
        assume(column != "seq" or changed not in taken)
        assume(not (kind == "INTEGER" and isinstance(changed, str)))
        statement = f"UPDATE event SET {column} = CAST(? AS {kind}) WHERE seq = ?"  # noqa: S608 - constants
        connection.execute(statement, (changed, seq))

    verdict = spoilt(log, spoil)
    assert not verdict.is_good
    assert verdict.flaw_seq == seq


@pytest.mark.feature("F240")
def test_an_event_taken_out_or_put_in_is_found(log: Path) -> None:
    gone = spoilt(log, lambda connection: connection.execute("DELETE FROM event WHERE seq = 5"))
    assert (gone.flaw, gone.flaw_seq, gone.last) == (Flaw.MISSING, 5, 4)

    def put_in(connection: Any) -> None:
        row = connection.execute("SELECT * FROM event WHERE seq = 5").fetchone()
        connection.execute("UPDATE event SET seq = seq + 100 WHERE seq > 5")
        connection.execute("UPDATE event SET seq = seq - 99 WHERE seq > 100")
        places = ",".join("?" * len(row))
        connection.execute(f"INSERT INTO event VALUES ({places})", (6, *row[1:]))  # noqa: S608 - question marks

    assert spoilt(log, put_in).flaw_seq == 6


@pytest.mark.feature("F240")
def test_a_log_without_its_end_is_found_by_the_signature_beyond(log: Path) -> None:
    cut = spoilt(log, lambda connection: connection.execute("DELETE FROM event WHERE seq >= 10"))
    assert (cut.flaw, cut.flaw_seq, cut.last) == (Flaw.CUT, 10, 9)
    begin = spoilt(log, lambda connection: connection.execute("DELETE FROM event WHERE seq = 1"))
    assert (begin.flaw, begin.flaw_seq) == (Flaw.MISSING, 1)


@pytest.mark.feature("F240")
def test_who_makes_a_new_chain_is_found_by_the_signature(log: Path) -> None:
    def rewrite(connection: Any) -> None:
        connection.execute("UPDATE event SET actor = 'clerk:nobody' WHERE seq = 4")
        head = chain.START
        for row in connection.execute(f"SELECT {', '.join(COLUMNS[:-1])} FROM event ORDER BY seq").fetchall():  # noqa: S608
            head = chain.link(head, row)
            connection.execute("UPDATE event SET hash = ? WHERE seq = ?", (head, row[0]))

    verdict = spoilt(log, rewrite)
    assert verdict.flaw is Flaw.REWRITTEN
    assert verdict.flaw_seq > 4


@pytest.mark.feature("F240")
def test_a_signature_of_another_key_is_found(log: Path, signer: Signer, tmp_path: Path) -> None:
    foreign = Signer.open(tmp_path / "audit.key", tmp_path / "audit.pub")

    def sign_again(connection: Any) -> None:
        seq, hash_, at = connection.execute("SELECT seq, hash, at FROM signed_head ORDER BY seq").fetchone()
        mark = foreign.sign(heads.Head(seq=seq, hash=hash_, at=at))
        connection.execute("UPDATE signed_head SET signature = ? WHERE seq = ?", (mark, seq))

    assert spoilt(log, sign_again).flaw is Flaw.SIGNATURE

    def sign_all_again(connection: Any) -> None:
        sign_again(connection)
        connection.execute("UPDATE meta SET value = value || ? WHERE name = 'audit_keys'", (f" {foreign.public}",))

    with copy_of(log) as copy:
        with copies.opened(copy, writes=True) as connection:
            sign_all_again(connection)
        assert verdict_of(copy).is_good  # log, keys and signatures all together
        assert verdict_of(copy, signer.public).flaw is Flaw.SIGNATURE  # but not for who kept the key


def test_a_changed_time_of_a_signature_is_found(log: Path) -> None:
    earlier = "UPDATE signed_head SET at = '2026-11-23T00:00:00.000000Z'"
    assert spoilt(log, lambda connection: connection.execute(earlier)).flaw is Flaw.SIGNATURE


def test_an_end_that_is_signed_is_not_signed_again(bench: WriterBench, signer: Signer) -> None:
    def sign() -> heads.Head | None:
        return bench.writer.write(lambda connection, now: heads.sign(connection, signer.sign, now)).result(10)

    first = sign()
    assert first is not None
    assert sign() is None
    bench.issue()
    second = sign()
    assert second is not None
    assert second.seq == first.seq + 1


@pytest.mark.feature("F240")
def test_a_server_leaves_its_log_signed_and_its_public_key_for_everybody(tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data") as server:
        server.pair("kiosk", "K1").do("ticket.issue", item="a1")
    config = server.settings
    assert config.audit_key.stat().st_mode & 0o777 == 0o400
    verdict = verdict_of(config.database, read_public(config.audit_public))
    assert verdict.is_good
    assert verdict.signed == verdict.last == 2


@pytest.mark.feature("F037")
def test_each_look_at_a_visitor_is_in_the_log_with_who_when_why_and_for_which_visit(tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data") as server:
        issued = server.pair("kiosk", "K1").do("ticket.issue", item="a1", document=CARD)["ticket"]["id"]
        clerk = server.clerk(1)
        clerk.do("call.next", counter=1)
        clerk.do("service.start", counter=1)
        assert clerk.do("visitor.reveal", counter=1, reason="complaint")["visitor"]["name"] == "王小明"
        entries = server.admin.get("/v1/audit").json()["entries"]
        (look,) = [entry for entry in entries if entry["type"] == "visitor.revealed"]
        assert (look["actor"], look["data"]["ticket"], look["data"]["counter"]) == ("clerk:1001", issued, 1)
        assert look["data"]["reason"] == "complaint"
        assert look["at"]
        assert "王" not in str(entries)
    seq = look["seq"]
    with copies.opened(server.settings.database, writes=True) as connection:
        connection.execute("UPDATE event SET actor = 'clerk:1002' WHERE seq = ?", (seq,))
    verdict = verdict_of(server.settings.database)
    assert (verdict.flaw, verdict.flaw_seq) == (Flaw.CHANGED, seq)


def test_a_key_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "audit.key").write_bytes(b"short")
    (tmp_path / "audit.key").chmod(0o400)
    with pytest.raises(StorageError, match=r"storage\.key_missing"):
        Signer.open(tmp_path / "audit.key", tmp_path / "audit.pub")
    with pytest.raises(StorageError, match=r"storage\.key_missing"):
        read_public(tmp_path / "none.pub")
