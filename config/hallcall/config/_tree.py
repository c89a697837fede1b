"""One form for what stands in a file, whatever its syntax: nodes that know their file, line and key.

YAML, TOML, CSV and plain JSON are turned into :class:`Node` trees; the schema reads only these. A scalar keeps how it
was written, so that a text which another program would read as a truth value or a number can be refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from hallcall.core.errors import Finding

MAX_DEPTH = 16
"""Nesting beyond this is no hall."""


class Kind(StrEnum):
    """What a node is, as a strict reader and as a careless one would see it."""

    TEXT = "text"
    CELL = "cell"
    """Text of a table, where everything is text: the schema says what it means."""
    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    NULL = "null"
    DATE = "date"
    """An unquoted date, which many programs turn into a date value."""
    TIME = "time"
    """An unquoted ``12:30``, which many programs read as 750."""
    ODD_NUMBER = "odd_number"
    """``00123``, ``0x1F``, ``1_000``: a number to some programs and another number to others."""
    LIST = "list"
    MAP = "map"


Scalar: TypeAlias = "str | int | float | bool | None"


@dataclass(slots=True, kw_only=True)
class Node:
    """A value with the place it was written at."""

    kind: Kind
    file: str
    line: int
    """1-based; 0 where the syntax keeps no lines."""
    key: str
    """Dotted path inside its file."""
    raw: str = ""
    """A scalar as it was written."""
    scalar: Scalar = None
    entries: dict[str, Node] = field(default_factory=dict["str", "Node"])
    """Values of a map."""
    parts: list[Node] = field(default_factory=list["Node"])
    """Values of a list."""

    def finding(self, code: str, **fields: str) -> Finding:
        """Something that is wrong with this value."""
        return Finding(file=self.file, line=self.line, key=self.key, code=code, fields=tuple(fields.items()))

    def place(self, other: Node) -> str:
        """Where this value stands, as told to a reader of ``other``: the file is named only when it is another one."""
        return str(self.line) if self.file == other.file else f"{self.file}:{self.line}"

    def child(self, name: str) -> Node:
        """The value of key ``name``, or this node when the key was not written."""
        return self.entries.get(name, self)


def joined(key: str, part: str | int) -> str:
    """The dotted path one step further in."""
    if isinstance(part, int):
        return f"{key}[{part}]"
    return f"{key}.{part}" if key else part
