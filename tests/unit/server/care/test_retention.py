"""What may be kept no longer is gone, what must be kept is not, and the log can be verified all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hallcall.cli import main
from hallcall.core.commands import FinishService, HoldRecords
from hallcall.core.errors import Refused
from hallcall.core.statehash import state_hash
from hallcall.core.terms import CounterNumber
from hallcall.server.care.auditing import Flaw, Verdict, verify_log
from hallcall.server.care.signing import Signer
from hallcall.server.purge import Days, Purge, Purged
from hallcall.server.storage import heads
from helpers.live_server import CARD, OTHER_CARD, HandClock, LiveServer
from helpers.small_hall import NINE
from helpers.writer_bench import WriterBench

PHONE = "13812345678"
SHORT = Days(phones=1, events=3, tickets=2, people=2, messages=2)
_DAY_S = 24 * 3600.0


class Archive:
    """Ten days of a hall, each with a visit, signed every evening."""

    def __init__(self, bench: WriterBench, folder: Path) -> None:
        self.bench = bench
        self.signer = Signer.open(folder / "audit.key", folder / "audit.pub")
        bench.writer.write(lambda connection, _: heads.add_key(connection, self.signer.public)).result(10)
        for _ in range(10):
            bench.open(1)
            bench.issue()
            bench.call()
            bench.start()
            bench.do(FinishService(counter=CounterNumber(1)))
            self.sign()
            bench.clock.turn(_DAY_S)
        bench.issue()

    def sign(self) -> None:
        sign = self.signer.sign
        self.bench.writer.write(lambda connection, now: heads.sign(connection, sign, now)).result(10)

    def purge(self, days: Days = SHORT) -> Purged:
        erase = Purge(days, self.signer.sign)
        return self.bench.writer.write(lambda connection, now: erase(connection, now, today=now)).result(20)

    def verdict(self) -> Verdict:
        with self.bench.store.reading() as connection:
            return verify_log(connection)


@pytest.fixture
def archive(bench: WriterBench, tmp_path: Path) -> Archive:
    return Archive(bench, tmp_path)


@pytest.mark.feature("F222")
def test_each_table_keeps_its_days_and_a_second_look_finds_nothing(archive: Archive) -> None:
    bench = archive.bench
    done = archive.purge()
    assert set(done.left.values()) == {0}
    assert {table: rows for table, rows in done.rows.items() if rows} == {
        "event": done.rows["event"],
        "day": 7,
        "ticket": 8,
        "ticket_interval": 24,
        "signed_head": 7,
        "idempotency": done.rows["idempotency"],
    }
    assert [row[0] for row in bench.rows("SELECT day FROM day ORDER BY seq")] == [
        "2026-11-30",
        "2026-12-01",
        "2026-12-02",
        "2026-12-03",
    ]
    assert bench.rows("SELECT min(day) FROM event") == [("2026-11-30",)]
    assert bench.rows("SELECT min(day) FROM ticket") == [("2026-12-01",)]
    assert archive.purge().rows == dict.fromkeys(done.rows, 0)


@pytest.mark.feature("F222", "F240")
def test_what_is_left_of_the_log_still_verifies_from_its_signed_beginning(archive: Archive) -> None:
    whole = archive.verdict()
    erased = archive.purge().rows["event"]
    verdict = archive.verdict()
    assert verdict.is_good
    assert (verdict.after, verdict.last, verdict.head) == (erased, whole.last, whole.head)
    later = archive.bench
    later.clock.turn(_DAY_S)
    later.issue()
    archive.purge()
    assert archive.verdict().is_good
    assert archive.verdict().after > erased


def spoil(archive: Archive, statement: str, *values: Any) -> Verdict:
    archive.bench.writer.write(
        lambda connection, _: connection.connection.dbapi_connection.execute(statement, values)  # type: ignore[union-attr]
    ).result(10)
    return archive.verdict()


@pytest.mark.feature("F240")
def test_who_erases_more_than_was_signed_is_found(archive: Archive) -> None:
    archive.purge()
    first = archive.verdict().after + 1
    verdict = spoil(archive, "DELETE FROM event WHERE seq = ?", first)
    assert (verdict.flaw, verdict.flaw_seq) == (Flaw.MISSING, first)


@pytest.mark.feature("F240")
def test_who_moves_the_beginning_is_found(archive: Archive) -> None:
    archive.purge()
    verdict = spoil(archive, "UPDATE meta SET value = replace(value, '\"seq\":', '\"seq\":1') WHERE name = 'anchor'")
    assert verdict.flaw is Flaw.SIGNATURE
    assert spoil(archive, "DELETE FROM meta WHERE name = 'anchor'").flaw is Flaw.MISSING


@pytest.mark.feature("F222")
def test_the_hall_goes_on_with_the_same_state(archive: Archive) -> None:
    before = state_hash(archive.bench.rebuilt())
    archive.purge()
    assert state_hash(archive.bench.rebuilt()) == before
    archive.bench.restart()
    assert archive.bench.issue().ticket.number == "A002"  # type: ignore[union-attr]


@pytest.mark.feature("F222")
def test_the_present_day_is_kept_whatever_the_rules_say(archive: Archive) -> None:
    archive.purge(Days(phones=0, events=0, tickets=0, people=0, messages=0))
    assert len(archive.bench.rows("SELECT day FROM day")) == 1
    assert archive.bench.rebuilt().last_seq == {"A": 1}
    assert archive.verdict().is_good


def test_of_older_days_only_the_last_signature_stays(archive: Archive) -> None:
    bench = archive.bench
    for _ in range(5):
        bench.issue()
        archive.sign()
    signed = len(bench.rows("SELECT seq FROM signed_head"))
    archive.purge(Days())
    assert len(bench.rows("SELECT seq FROM signed_head")) == signed
    bench.clock.turn(8 * _DAY_S)
    archive.purge(Days())
    assert len(bench.rows("SELECT seq FROM signed_head")) == signed - 4
    assert archive.verdict().is_good


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with LiveServer(tmp_path / "data", clock=HandClock(NINE), person_days=10, ticket_days=10) as live:
        yield live


def count(server: LiveServer, table: str) -> int:
    with server.parts.store.reading() as connection:
        return connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 - our own names


@pytest.mark.feature("F222")
def test_people_who_come_no_more_are_forgotten_and_those_who_do_are_not(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    for card in (CARD, OTHER_CARD):
        kiosk.do("ticket.issue", item="a1", document=card, phone=PHONE)
    server.clock.turn(9 * _DAY_S)
    kiosk.do("ticket.issue", item="a1", document=CARD)
    server.clock.turn(3 * _DAY_S)
    kiosk.do("ticket.issue", item="b1")  # the day begins, and erases
    assert count(server, "person") == 1
    assert count(server, "ticket") == 2


@pytest.mark.feature("F222")
def test_a_legal_hold_keeps_everything_and_stands_in_the_log(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    kiosk.do("ticket.issue", item="a1", document=CARD, phone=PHONE)
    until = server.clock() + timedelta(days=40)
    order = {"reason": "case 12/2026", "until": until.isoformat()}
    assert server.admin.post("/v1/admin/purge/hold", order).status_code == 200
    server.clock.turn(35 * _DAY_S)
    kiosk.do("ticket.issue", item="b1")
    answer = server.admin.post("/v1/admin/purge", {"now": server.clock().isoformat()}).json()
    assert answer["held_until"] is not None
    assert (answer["phones"], answer["rows"], answer["left"]["ticket"]) == (0, {}, 1)
    assert count(server, "person") == 1
    held = [entry for entry in server.admin.get("/v1/audit").json()["entries"] if entry["type"] == "records.held"]
    assert [(entry["actor"], entry["data"]["reason"]) for entry in held] == [("admin:local", "case 12/2026")]
    server.clock.turn(6 * _DAY_S)
    kiosk.do("ticket.issue", item="b1")
    assert count(server, "person") == 0


@pytest.mark.feature("F222")
def test_a_hold_is_lifted_by_whoever_may_and_needs_a_reason(server: LiveServer) -> None:
    server.pair("kiosk", "K1").do("ticket.issue", item="a1", document=CARD, phone=PHONE)
    until = (server.clock() + timedelta(days=4000)).isoformat()
    server.admin.post("/v1/admin/purge/hold", {"reason": "case", "until": until})
    server.clock.turn(31 * _DAY_S)
    ask = {"now": server.clock().isoformat()}
    assert server.admin.post("/v1/admin/purge", ask).json()["phones"] == 0
    assert server.admin.post("/v1/admin/purge/hold", {"reason": " "}).json()["code"] == "reason.missing"
    assert server.admin.post("/v1/admin/purge", ask).json()["phones"] == 0
    server.admin.post("/v1/admin/purge/hold", {"reason": "case closed"})
    assert server.admin.post("/v1/admin/purge", ask).json()["phones"] == 1


@pytest.mark.feature("F222")
def test_nobody_erases_the_log_by_naming_another_time(server: LiveServer) -> None:
    server.pair("kiosk", "K1").do("ticket.issue", item="a1")
    server.clock.turn(_DAY_S)
    later = (server.clock() + timedelta(days=9999)).isoformat()
    answer = server.admin.post("/v1/admin/purge", {"now": later}).json()
    assert answer["rows"]["event"] == 0
    assert count(server, "ticket") == 1


@pytest.mark.logs_warnings
@pytest.mark.feature("F222", "F213")
def test_a_clock_that_jumps_years_ahead_erases_nothing_by_itself(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    kiosk.do("ticket.issue", item="a1", document=CARD)
    server.clock.turn(3000 * _DAY_S)
    kiosk.do("ticket.issue", item="a1")
    assert count(server, "person") == 1
    assert count(server, "ticket") == 2


@pytest.mark.feature("F222")
def test_the_command_line_erases_proves_and_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    options = ["--data", str(data), "--lang", "en"]
    with LiveServer(data) as server:
        server.pair("kiosk", "K1").do("ticket.issue", item="a1", document=CARD, phone=PHONE)
        assert main(["purge", "--now", "+31d", *options]) == 0
    printed = capsys.readouterr().out
    assert "1 phone numbers" in printed
    assert "nothing is left" in printed
    hold = ["purge", "hold", "--reason", "case 7", "--hall", "community"]
    assert main([*hold, "--until", "+90d", *options]) == 0
    assert main([*hold, *options]) == 2
    assert main(["purge", *options]) == 0
    assert "A legal hold keeps everything" in capsys.readouterr().out
    assert main([*hold, "--lift", *options]) == 0
    assert main(["purge", "--now", "whenever", *options]) == 2


def test_a_hold_without_a_reason_is_refused(bench: WriterBench) -> None:
    with pytest.raises(Refused, match=r"reason\.missing"):
        bench.do(HoldRecords(reason="", until=NINE))
