"""Statements of SQLAlchemy, compiled once for a database and then handed to its driver as they are.

SQLAlchemy spends some 60-100 microseconds on each execution, the driver some five. A call has eight statements, and 101
counters may press at once: the engine's own statements go this way, all others the ordinary one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ClauseElement, Connection


class Prepared:
    """One statement. Values go in and come out as they are stored: instants as text, truth values as numbers."""

    def __init__(self, statement: ClauseElement, *columns: str) -> None:
        """Remember a statement.

        Args:
            statement: with ``bindparam`` for what changes, before all that does not.
            columns: of an insert, those that get values.
        """
        self._statement = statement
        self._columns = columns
        self._ready: dict[str, _Compiled] = {}

    def run(self, connection: Connection, row: Sequence[Any]) -> Any:
        """Execute with values in the order of the statement; the driver's cursor."""
        ready = self._ready.get(connection.dialect.name) or self._prepare(connection)
        return raw(connection).execute(ready.text, (*row, *ready.constants))

    def _prepare(self, connection: Connection) -> _Compiled:
        ready = self._ready[connection.dialect.name] = _Compiled(self._statement, self._columns, connection)
        return ready


class _Compiled:
    """A statement in the words of one database."""

    def __init__(self, statement: ClauseElement, columns: Sequence[str], connection: Connection) -> None:
        compiled: Any = statement.compile(dialect=connection.dialect, column_keys=list(columns) or None)
        names: list[str] = list(compiled.positiontup)
        given = [name for name in names if compiled.binds[name].required]
        self.text = str(compiled)
        self.constants = tuple(compiled.params[name] for name in names[len(given) :])
        if names[: len(given)] != given or given != (list(columns) or given):
            raise ValueError(self.text)


def raw(connection: Connection) -> Any:
    """The driver's own connection."""
    return connection.connection.dbapi_connection
