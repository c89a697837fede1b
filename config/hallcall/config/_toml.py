"""TOML with line numbers: tomllib gives the values, a look at the headers and keys gives their lines."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time

from hallcall.config._tree import MAX_DEPTH, Kind, Node, joined
from hallcall.core.errors import Finding

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+))*)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^.\s]+))\s*(?:\.|$)""")
_AT_LINE = re.compile(r"\(at line (\d+),|\(at end of document\)")


def read_toml(text: str, file: str) -> tuple[Node, list[Finding]]:
    """The tree of a TOML text, and what is wrong with it as TOML."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        at = _AT_LINE.search(str(error))
        line = int(at.group(1)) if at and at.group(1) else text.count("\n") + 1 if at else 0
        problem = _AT_LINE.sub("", str(error)).split(" (at")[0].strip()
        return Node(kind=Kind.MAP, file=file, line=1, key=""), [
            Finding(file=file, line=line, key="", code="syntax", fields=(("problem", problem),))
        ]
    return plain_node(data, file, lines=_lines(text))


def plain_node(data: object, file: str, *, lines: dict[str, int] | None = None) -> tuple[Node, list[Finding]]:
    """The tree of plain Python values, as TOML and JSON give them."""
    findings: list[Finding] = []
    return _node(
        data, Node(kind=Kind.MAP, file=file, line=1 if lines else 0, key=""), lines or {}, findings, 0
    ), findings


def _node(data: object, parent: Node, lines: dict[str, int], findings: list[Finding], depth: int) -> Node:
    """``parent`` is the node to fill; it already knows its place."""
    node = parent
    node.raw = "" if isinstance(data, dict | list) else str(data)
    if depth > MAX_DEPTH:
        findings.append(node.finding("file.too_deep"))
        node.kind = Kind.NULL
        return node
    match data:
        case dict():
            node.kind = Kind.MAP
            for name, value in data.items():
                key = joined(node.key, str(name))
                place = Node(kind=Kind.MAP, file=node.file, line=lines.get(key, node.line), key=key)
                node.entries[str(name)] = _node(value, place, lines, findings, depth + 1)
        case list() | tuple():
            node.kind = Kind.LIST
            for index, value in enumerate(data):
                key = joined(node.key, index)
                place = Node(kind=Kind.MAP, file=node.file, line=lines.get(key, node.line), key=key)
                node.parts.append(_node(value, place, lines, findings, depth + 1))
        case _:
            _set_scalar(node, data)
    return node


def _set_scalar(node: Node, data: object) -> None:
    match data:
        case bool():
            node.kind, node.scalar = Kind.BOOL, data
        case int():
            node.kind, node.scalar = (Kind.INT, data) if abs(data) < 10**15 else (Kind.ODD_NUMBER, None)
        case float():
            node.kind, node.scalar = Kind.FLOAT, data
        case str():
            node.kind, node.scalar = Kind.TEXT, data
        case datetime() | date():
            node.kind, node.raw = Kind.DATE, data.isoformat()
        case time():
            node.kind, node.raw = Kind.TIME, data.isoformat("minutes")
        case _:
            node.kind = Kind.NULL


def _lines(text: str) -> dict[str, int]:
    """Line of every header and key. What stands inside a multi-line value keeps the line of its key."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _resolve(header.group(2), counts)
            if header.group(1) == "[[":
                index = counts.get(table, 0)
                counts[table] = index + 1
                lines.setdefault(table, number)
                table = joined(table, index)
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            path = table
            for part in _parts(key.group(1)):
                path = joined(path, part)
                lines.setdefault(path, number)
    return lines


def _resolve(header: str, counts: dict[str, int]) -> str:
    """The path of a header; ``[a.b]`` below ``[[a]]`` means the last ``a``."""
    parts = _parts(header)
    path = ""
    for position, part in enumerate(parts):
        path = joined(path, part)
        if position < len(parts) - 1 and path in counts:
            path = joined(path, counts[path] - 1)
    return path


def _parts(dotted: str) -> list[str]:
    return ["".join(group or "" for group in found.groups()) for found in _PART.finditer(dotted)]
