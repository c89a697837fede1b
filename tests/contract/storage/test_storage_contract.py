"""What the engine may rely on, whatever database is below. Today there is one: SQLite."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core import events as ev
from hallcall.core.errors import Refused, StorageError
from hallcall.core.events import EVENTS, Event, Recorded
from hallcall.core.hall import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import ClerkId, Need, TicketId
from hallcall.server.storage import Connection, Entry, Once, Store, access, chain, idempotency, log, savepoint, tickets
from hallcall.server.storage import store as store_module
from hallcall.server.storage.schema import Instant, metadata
from hallcall.server.storage.sqlite import check_version
from helpers.small_hall import NINE

DAY = date(2026, 11, 23)
ONE, TWO = CounterNumber(1), CounterNumber(2)
CLERK = ClerkId("c")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "hall.db")
    opened.open()
    yield opened
    opened.close()


def issued(number: str = "A001", *, leg: int = 1, seq: int = 1) -> ev.TicketIssued:
    return ev.TicketIssued(
        ticket=TicketId(f"2026-11-23/{number}"),
        number=number,
        origin=QueuePrefix("A"),
        seq=seq,
        leg=leg,
        queue=QueuePrefix("A"),
        item=ItemCode("a1"),
        seniority=NINE,
        needs=frozenset({Need.CANNOT_SEE}),
    )


def called(number: str, counter: CounterNumber) -> ev.TicketCalled:
    return ev.TicketCalled(
        ticket=TicketId(f"2026-11-23/{number}"), number=number, counter=counter, clerk=CLERK, recall_after_s=20.0
    )


def write(store: Store, *events: Event) -> None:
    def action(connection: Connection) -> None:
        for event in events:
            tickets.write(connection, event, NINE, DAY)

    store.write(action)


@pytest.mark.parametrize("found", [(3, 40, 1), (3, 50, 7), (3, 51, 2)])
def test_a_library_that_can_lose_committed_pages_is_refused(found: tuple[int, ...]) -> None:
    with pytest.raises(StorageError) as refusal:
        check_version(found)
    assert refusal.value.code == "storage.sqlite_too_old"
    assert refusal.value.fields == {"found": ".".join(map(str, found)), "needed": "3.51.3"}


def test_the_library_in_use_and_the_first_sound_one_are_taken() -> None:
    check_version()
    check_version((3, 51, 3))
    check_version((4, 0, 0))


def test_the_migrations_lead_to_the_tables_the_program_speaks_of(store: Store) -> None:
    with store.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    assert differences == []


def test_the_program_speaks_the_newest_version() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(store_module.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [store_module.HEAD]


def test_every_table_is_strict_and_every_promise_is_kept_by_fsync(store: Store) -> None:
    with store.reading() as connection:
        tables = {
            row.name: row.strict for row in connection.exec_driver_sql("PRAGMA table_list") if row.type == "table"
        }
        own = {name: strict for name, strict in tables.items() if name in metadata.tables}
        assert set(own) == set(metadata.tables)
        assert all(own.values())
    with store.writing() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }


def test_readers_cannot_write(store: Store) -> None:
    with pytest.raises(StorageError, match=r"storage\.read_only"), store.reading() as connection:
        connection.exec_driver_sql("DELETE FROM meta")


def test_only_the_server_s_account_reads_the_file(store: Store) -> None:
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def test_the_name_of_the_log_is_made_once(tmp_path: Path) -> None:
    names: list[str] = []
    for _ in range(2):
        store = Store(tmp_path / "hall.db")
        store.open()
        names.append(store.epoch)
        store.close()
    assert names[0] == names[1] != ""


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    path.write_bytes(os.urandom(8192))
    with pytest.raises(StorageError, match=r"storage\.corrupt"):
        Store(path).open()


def test_tables_of_a_newer_program_are_refused(store: Store) -> None:
    store.write(lambda connection: connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match=r"storage\.failed"):
        Store(store.path).open()


def test_one_number_is_given_once(store: Store) -> None:
    write(store, issued("A001"))
    with pytest.raises(StorageError, match=r"storage\.constraint"):
        write(store, issued("A009", seq=1))


def test_a_counter_has_one_visitor(store: Store) -> None:
    write(store, issued("A001", seq=1), issued("A002", seq=2), called("A001", ONE))
    with pytest.raises(StorageError, match=r"storage\.constraint"):
        write(store, called("A002", ONE))
    write(store, called("A002", TWO))


def test_a_number_is_called_from_the_line_and_from_nowhere_else(store: Store) -> None:
    write(store, issued("A001"), called("A001", ONE))
    with pytest.raises(StorageError, match=r"storage\.constraint"):
        write(store, called("A001", TWO))
    ticket = TicketId("2026-11-23/A001")
    with pytest.raises(StorageError, match=r"storage\.constraint"):
        write(store, ev.TicketFinished(ticket=ticket, counter=ONE, clerk=CLERK))
    write(store, ev.TicketPassed(ticket=ticket, counter=ONE, passes=1), ev.TicketCancelled(ticket=ticket, reason="x"))
    moved = ev.TicketTransferred(ticket=ticket, child=ticket, to_queue=QueuePrefix("A"), to_counter=None, reason="")
    with pytest.raises(StorageError, match=r"storage\.constraint"):
        write(store, moved)


def test_what_fails_inside_a_savepoint_leaves_the_rest_of_the_transaction(store: Store) -> None:
    def action(connection: Connection) -> None:
        tickets.write(connection, issued("A001", seq=1), NINE, DAY)
        with pytest.raises(StorageError):
            two_of_one_place(connection)

    def two_of_one_place(connection: Connection) -> None:
        with savepoint(connection):
            tickets.write(connection, issued("A002", seq=2), NINE, DAY)
            tickets.write(connection, issued("A003", seq=2), NINE, DAY)

    store.write(action)
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT number FROM ticket").scalars().all() == ["A001"]


def test_readers_see_nothing_that_is_not_committed(store: Store) -> None:
    def action(connection: Connection) -> None:
        tickets.write(connection, issued(), NINE, DAY)
        with store.reading() as reader:
            assert reader.exec_driver_sql("SELECT count(*) FROM ticket").scalar() == 0

    store.write(action)


def entry(event: Event, seq: int) -> Entry:
    recorded = Recorded(seq=seq, epoch="E", id=log.event_id("E", seq), at=NINE, cause="c", event=event)
    return Entry(recorded=recorded, day=DAY, actor="x", queue="A", counter=1, kiosk="K1")


def test_the_log_gives_back_what_was_put_in(store: Store) -> None:
    entries = [entry(issued(), 1), entry(called("A001", ONE), 2), entry(ev.DayOpened(day=DAY), 3)]
    store.write(lambda connection: log.append(connection, entries, chain.START))
    with store.reading() as connection:
        assert log.read(connection, 0, 3) == entries
        assert log.read(connection, 1, 2) == entries[1:2]
        assert log.last_seq(connection) == 3


def test_a_place_in_the_log_is_taken_once(store: Store) -> None:
    store.write(lambda connection: log.append(connection, [entry(issued(), 1)], chain.START))
    with pytest.raises(StorageError, match=r"storage\.constraint"):
        store.write(lambda connection: log.append(connection, [entry(issued(), 1)], chain.START))


def test_events_this_version_does_not_know_are_passed_over(store: Store) -> None:
    assert "hall.evacuated" not in EVENTS
    store.write(lambda connection: log.append(connection, [entry(issued(), 1), entry(issued("A002"), 2)], chain.START))
    store.write(lambda connection: connection.exec_driver_sql("UPDATE event SET type = 'hall.evacuated' WHERE seq = 1"))
    with store.reading() as connection:
        assert [one.recorded.seq for one in log.read_all(connection, 0, 2)] == [2]


def test_a_key_gives_its_answer_to_the_same_request_until_it_is_forgotten(store: Store) -> None:
    once = Once(key="K", actor="kiosk:K1", body_hash=b"h")
    store.write(lambda connection: idempotency.keep(connection, once, "{}", NINE))
    with store.reading() as connection:
        assert idempotency.find(connection, once) == "{}"
        for other in (Once(key="K", actor="else", body_hash=b"h"), Once(key="K", actor="kiosk:K1", body_hash=b"x")):
            with pytest.raises(Refused, match=r"command\.key_reused"):
                idempotency.find(connection, other)
    assert store.write(lambda connection: idempotency.forget(connection, NINE)) == 0
    assert store.write(lambda connection: idempotency.forget(connection, NINE + timedelta(seconds=1))) == 1


def test_a_machine_has_one_token_at_a_time(store: Store) -> None:
    def pair(token_hash: bytes) -> None:
        row = access.DeviceRow(token_hash=token_hash, role="kiosk", name="K1")
        store.write(lambda connection: access.add_device(connection, row, NINE))

    pair(b"1")
    pair(b"2")
    with store.reading() as connection:
        assert [row.token_hash for row in access.devices(connection)] == [b"2"]


@given(st.datetimes(timezones=st.sampled_from([UTC])), st.datetimes(timezones=st.sampled_from([UTC])))
def test_instants_keep_their_order_and_value_as_text(one: datetime, other: datetime) -> None:
    kind, dialect = Instant(), Any
    texts = [str(kind.process_bind_param(at, dialect)) for at in (one, other)]  # type: ignore[arg-type]
    assert (texts[0] < texts[1]) == (one < other)
    assert kind.process_result_value(texts[0], dialect) == one  # type: ignore[arg-type]
