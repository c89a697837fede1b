"""Plain queries, for instruments: they must not share the mistakes of what they measure."""

from __future__ import annotations

from typing import Any

from hallcall.server.storage import Connection


def rows_of(connection: Connection, query: str, *values: object) -> list[tuple[Any, ...]]:
    """All rows, as stored."""
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - the connection is open
    return driver.execute(query, values).fetchall()


def first_of(connection: Connection, query: str, *values: object) -> set[Any]:
    """The first column of all rows."""
    return {row[0] for row in rows_of(connection, query, *values)}
