"""Every value of every table, for ``hallcall doctor --privacy``: also of tables that somebody else has added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, MetaData, inspect, select


def columns(connection: Connection) -> list[tuple[str, str]]:
    """Table and column of all there are, in order."""
    return [(table.fullname, column.name) for table in _tables(connection).sorted_tables for column in table.columns]


def values(connection: Connection) -> Iterator[tuple[str, str, bytes]]:
    """Table, column and content of everything that is text or bytes; numbers are too short to be anything."""
    for table in _tables(connection).sorted_tables:
        for row in connection.execution_options(yield_per=500).execute(select(table)):
            for column, value in zip(table.columns, row, strict=True):
                content = _content(value)
                if content:
                    yield table.fullname, column.name, content


def _tables(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    for schema in _other_schemas(connection):
        found.reflect(connection, schema)
    return found


def _other_schemas(connection: Connection) -> list[str]:
    """Where in a PostgreSQL database somebody may have tables besides."""
    if connection.dialect.name != "postgresql":
        return []
    asked = inspect(connection)
    own = {asked.default_schema_name, "information_schema"}
    return [name for name in asked.get_schema_names() if name not in own and not name.startswith("pg_")]


def _content(value: Any) -> bytes:
    match value:
        case bytes():
            return value
        case memoryview():
            return bytes(value)
        case str():
            return value.encode()
        case dict() | list():
            return repr(value).encode()
        case _:
            return b""
