"""A hall's database moved to another one, row by row, with the proof that both say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Table, TableClause, column, func, insert, select, table, text
from sqlalchemy.types import TypeDecorator, TypeEngine

from hallcall.core.errors import StorageError
from hallcall.core.statehash import state_hash
from hallcall.server.storage import log
from hallcall.server.storage.schema import metadata
from hallcall.server.storage.store import HEAD, Store, version
from hallcall.server.storage.transactions import transaction

_PAGE = 1000
"""Rows that are in memory at a time."""
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that must be the same on both sides."""

    name: str
    """A table; ``chain`` is the hash of the newest event, ``state`` that of the hall's state, folded from the log."""
    rows: int
    """Of a table, in the source."""
    source: str
    """SHA-256 in hexadecimal digits."""
    target: str

    @property
    def is_equal(self) -> bool:
        """Whether both sides say the same."""
        return self.source == self.target


def move(source: Store, target: Store) -> tuple[Part, ...]:
    """Copy everything in one transaction, which is committed only when both sides are equal.

    Args:
        source: a database that nobody else works with; it stays as it is.
        target: an empty database.

    Returns:
        What was compared.

    Raises:
        StorageError: ``storage.missing``, ``storage.not_empty``, ``storage.other_version``; one of them fails.
    """
    if not source.exists():
        raise StorageError("storage.missing", path=source.backend.shown)
    if target.exists():
        raise StorageError("storage.not_empty", database=target.backend.shown)
    target.backend.create()
    is_kept = False
    try:
        with source.writing() as old, transaction(old), target.writing() as new:
            _check_version(old)
            parts = _move(old, new)
        is_kept = is_equal(parts)
    finally:
        if not is_kept:
            target.close()
            target.backend.discard()
    return parts


def is_equal(parts: Sequence[Part]) -> bool:
    """Whether both sides say the same in everything."""
    return all(part.is_equal for part in parts)


def _move(old: Connection, new: Connection) -> tuple[Part, ...]:
    with new.begin() as whole:
        _make_tables(new)
        for each in metadata.sorted_tables:
            _copy(old, new, each)
        parts = tuple(_compare(old, new))
        if not is_equal(parts):
            whole.rollback()
    return parts


def _check_version(connection: Connection) -> None:
    found = version(connection)
    if found != HEAD:
        raise StorageError("storage.other_version", found=found or "-", needed=HEAD)


def _make_tables(connection: Connection) -> None:
    from hallcall.server.storage.migrations import migrate

    migrate(connection)


def _copy(old: Connection, new: Connection, each: Table) -> None:
    plain = _plain(each)
    for page in _pages(old, each):
        new.execute(insert(plain), [dict(row) for row in page])
    counting = each.autoincrement_column
    if new.dialect.name == "postgresql" and counting is not None:
        # Rows that come with their number do not move the counter that numbers later rows.
        newest = select(func.max(plain.c[counting.name])).scalar_subquery()
        sequence = func.pg_get_serial_sequence(each.name, counting.name)
        new.execute(select(func.setval(sequence, func.coalesce(newest, 1), newest.is_not(None))))


def _compare(old: Connection, new: Connection) -> Iterator[Part]:
    for each in metadata.sorted_tables:
        rows, digest = _digest(old, each)
        _, copied = _digest(new, each)
        yield Part(name=each.name, rows=rows, source=digest, target=copied)
    yield Part(name="chain", rows=0, source=log.head(old).hex(), target=log.head(new).hex())
    yield Part(name="state", rows=0, source=state_hash(log.rebuild(old)), target=state_hash(log.rebuild(new)))


def _digest(connection: Connection, each: Table) -> tuple[int, str]:
    """Number of rows, and a hash over all of them in an order that is the same in every database."""
    digest, rows = sha256(), 0
    for page in _pages(connection, each):
        rows += len(page)
        for row in page:
            digest.update(_encode(tuple(row.values())) + b"\n")
    return rows, digest.hexdigest()


def _pages(connection: Connection, each: Table) -> Iterator[Sequence[RowMapping]]:
    plain = _plain(each)
    (key,) = each.primary_key.columns
    order = text(f'{key.name} COLLATE "C"') if _is_sorted_by_language(connection, key.type) else plain.c[key.name]
    found = connection.execution_options(yield_per=_PAGE).execute(select(plain).order_by(order))
    yield from found.mappings().partitions()


def _plain(each: Table) -> TableClause:
    """The table with values as they are stored: instants as text, truth values as numbers."""
    return table(each.name, *(column(one.name, _stored(one.type)) for one in each.columns))


def _stored(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _is_sorted_by_language(connection: Connection, kind: TypeEngine[Any]) -> bool:
    return connection.dialect.name == "postgresql" and _stored(kind).python_type is str
