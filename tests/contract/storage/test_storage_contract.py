"""What the engine may rely on, whatever database is below: each test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import replace
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
from sqlalchemy import select

from hallcall.core import events as ev
from hallcall.core.errors import Refused, StorageError
from hallcall.core.events import EVENTS, Event, Recorded
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import ClerkId, Need, TicketId
from hallcall.server.storage import Connection, Entry, Once, Savepoint, Store, access, chain, idempotency, log, tickets
from hallcall.server.storage import store as store_module
from hallcall.server.storage.schema import Instant, metadata, ticket_interval
from helpers.small_hall import NINE

DAY = date(2026, 11, 23)
ONE, TWO = CounterNumber(1), CounterNumber(2)
CLERK = ClerkId("c")


@pytest.fixture
def store(target: Path | str) -> Iterator[Store]:
    opened = Store(target)
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


def test_the_migrations_lead_to_the_tables_the_program_speaks_of(store: Store) -> None:
    with store.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    assert differences == []


def test_the_unique_indexes_look_at_open_visits_and_machines_in_use_only(store: Store) -> None:
    queries = {
        "sqlite": "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
        "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
    }
    with store.reading() as connection:
        rows = connection.exec_driver_sql(queries[store.backend.name]).all()
    conditions = {name: sql.partition(" WHERE ")[2] for name, sql in rows if " WHERE " in sql}
    assert set(conditions) == {"uq_ticket_interval_open_ticket", "uq_ticket_interval_open_counter", "uq_device_in_use"}
    assert "ended_at IS NULL" in conditions["uq_ticket_interval_open_ticket"]
    assert "'serving'" in conditions["uq_ticket_interval_open_counter"]
    assert "revoked = 0" in conditions["uq_device_in_use"]


def test_the_program_speaks_the_newest_version() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(store_module.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [store_module.HEAD]


def test_readers_cannot_write(store: Store) -> None:
    with pytest.raises(StorageError, match=r"storage\.read_only"), store.reading() as connection:
        connection.exec_driver_sql("DELETE FROM meta")


def test_the_name_of_the_log_is_made_once(target: Path | str) -> None:
    names: list[str] = []
    for _ in range(2):
        store = Store(target)
        store.open()
        names.append(store.epoch)
        store.close()
    assert names[0] == names[1] != ""


def test_tables_of_a_newer_program_are_refused(store: Store, target: Path | str) -> None:
    store.write(lambda connection: connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match=r"storage\.failed"):
        Store(target).open()


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


def test_an_error_of_the_database_tells_no_value_of_the_row(store: Store) -> None:
    row = {"name": "secret-name", "value": "secret-value"}

    def twice(connection: Connection) -> None:
        connection.execute(metadata.tables["meta"].insert().values(**row))
        connection.execute(metadata.tables["meta"].insert().values(**row))

    with pytest.raises(StorageError, match=r"storage\.constraint") as refusal:
        store.write(twice)
    assert "secret" not in "".join(traceback.format_exception(refusal.value))


def test_what_fails_inside_a_savepoint_leaves_the_rest_of_the_transaction(store: Store) -> None:
    def action(connection: Connection) -> None:
        tickets.write(connection, issued("A001", seq=1), NINE, DAY)
        with pytest.raises(StorageError):
            two_of_one_place(connection)

    def two_of_one_place(connection: Connection) -> None:
        with Savepoint(connection):
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


def test_a_key_that_is_used_up_gives_no_answer_and_does_nothing_any_more(store: Store) -> None:
    once = Once(key="k1", actor="kiosk:K1", body_hash=b"h")
    given = Once(key="k2", actor="kiosk:K1", body_hash=b"h")
    store.write(lambda connection: idempotency.keep(connection, given, "{}", NINE))
    settle = idempotency.settle
    assert store.write(lambda connection: settle(connection, "k1", "kiosk:K1", NINE)) is None
    assert store.write(lambda connection: settle(connection, "k1", "kiosk:K1", NINE)) is None
    assert store.write(lambda connection: settle(connection, "k2", "kiosk:K1", NINE)) == "{}"
    for key in ("k1", "k2"):
        with pytest.raises(Refused, match=r"command\.key_reused"):
            store.write(lambda connection, key=key: settle(connection, key, "kiosk:K2", NINE))
    with pytest.raises(Refused, match=r"command\.key_reused"):
        store.write(lambda connection: idempotency.find(connection, once))


def test_what_happened_without_the_server_is_stored_with_its_own_times(store: Store) -> None:
    earlier, later = NINE - timedelta(minutes=50), NINE - timedelta(minutes=40)
    at_work = issued("A002", seq=2)
    began = ev.TicketStarted(ticket=at_work.ticket, counter=ONE, clerk=CLERK)
    ended = ev.TicketFinished(ticket=at_work.ticket, counter=ONE, clerk=CLERK, ended_at=NINE)
    paper = replace(issued("A600", seq=600), offline=True, seniority=earlier)
    served = ev.TicketServedOnPaper(ticket=paper.ticket, counter=ONE, started_at=later, finished_at=NINE)
    write(store, at_work, called("A002", ONE), began, paper, served, ended)
    with store.reading() as connection:
        rows = connection.execute(select(ticket_interval).order_by(ticket_interval.c.id)).all()
    found = [(row.ticket[-4:], row.state, row.started_at, row.ended_at) for row in rows if row.state != "called"]
    assert found == [
        ("A002", "waiting", NINE, NINE),
        ("A002", "serving", NINE, NINE),
        ("A600", "waiting", earlier, later),
        ("A600", "serving", later, NINE),
    ]


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
