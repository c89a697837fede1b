"""Statements of SQLAlchemy, compiled once for a database and then handed to its driver as they are.

SQLAlchemy spends some 60-100 microseconds on each execution, the driver some five. A call has six statements, and 101
counters may press at once: the engine's own statements go this way, all others the ordinary one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import ClauseElement, Connection

_Stored = Callable[[Any], Any]


class Prepared:
    """One statement. Results come from the driver: plain tuples, as stored."""

    def __init__(self, statement: ClauseElement, *columns: str) -> None:
        """Remember a statement.

        Args:
            statement: with ``bindparam`` for what changes.
            columns: of an insert, those that get values.
        """
        self._statement = statement
        self._columns = columns
        self._ready: dict[str, _Compiled] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """Execute with values by name, each turned into what is stored; the driver's cursor."""
        ready = self._for(connection)
        row = [ready.stored[name](values[name]) if name in values else ready.fixed[name] for name in ready.names]
        return raw(connection).execute(ready.text, row)

    def run_stored(self, connection: Connection, row: Sequence[Any]) -> Any:
        """Execute an insert with a row as it is stored, in the order of ``columns``; the driver's cursor."""
        return raw(connection).execute(self._for(connection).text, row)

    def _for(self, connection: Connection) -> _Compiled:
        name = connection.dialect.name
        found = self._ready.get(name)
        if found is None:
            found = self._ready[name] = _Compiled(self._statement, self._columns, connection)
        return found


class _Compiled:
    """A statement in the words of one database."""

    def __init__(self, statement: ClauseElement, columns: Sequence[str], connection: Connection) -> None:
        compiled: Any = statement.compile(dialect=connection.dialect, column_keys=list(columns) or None)
        self.text = str(compiled)
        self.names: list[str] = list(compiled.positiontup)
        # A type's own conversion is no public part of a compiled statement, and there is no other way to it.
        processors: Mapping[str, _Stored] = compiled._bind_processors  # noqa: SLF001
        self.stored = {name: processors.get(name, _as_it_is) for name in self.names}
        given = {name for name in self.names if compiled.binds[name].required}
        self.fixed = {name: self.stored[name](compiled.params[name]) for name in self.names if name not in given}


def raw(connection: Connection) -> Any:
    """The driver's own connection."""
    return connection.connection.driver_connection


def _as_it_is(value: Any) -> Any:
    return value
