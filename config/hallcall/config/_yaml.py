"""YAML without its traps: every scalar keeps how it was written; tags, anchors and aliases are refused.

The tree is built from parser events, so that no constructor runs and no alias is ever expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from hallcall.config._tree import MAX_DEPTH, Kind, Node, joined
from hallcall.core.errors import Finding

# What YAML 1.1 and 1.2 readers make of an unquoted scalar; the first that fits wins.
_PLAIN = (
    (Kind.NULL, re.compile(r"~|null|Null|NULL|")),
    (Kind.BOOL, re.compile(r"(?i:true|false)")),
    (Kind.INT, re.compile(r"-?(?:0|[1-9][0-9]{0,14})")),
    (Kind.FLOAT, re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")),
    (Kind.DATE, re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?")),
    (Kind.TIME, re.compile(r"[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?")),
    (
        Kind.ODD_NUMBER,
        re.compile(
            r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9_]+(?:[eE][-+]?[0-9]+)?"
            r"|0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\.(?i:inf|nan))"
        ),
    ),
)
_BOOL_WORD = re.compile(r"(?i:yes|no|on|off|y|n)")


class _Stop(Exception):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def read_yaml(text: str, file: str) -> tuple[Node, list[Finding]]:
    """The tree of a YAML text, and what is wrong with it as YAML.

    After a fault of syntax the rest of the file is not looked at; the tree is then an empty map.
    """
    reader = _Reader(file)
    try:
        return reader.document(YAML(typ="safe", pure=True).parse(text)), reader.findings
    except _Stop as stop:
        reader.findings.append(stop.finding)
    except (YAMLError, ValueError, IndexError, AttributeError, TypeError, AssertionError) as error:
        # Beside YAMLError the parser lets slip plain Python errors on some malformed directives and escapes.
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        problem = (error.problem if isinstance(error, MarkedYAMLError) else None) or type(error).__name__
        line = mark.line + 1 if mark else 0
        reader.findings.append(Finding(file=file, line=line, key="", code="syntax", fields=(("problem", problem),)))
    return Node(kind=Kind.MAP, file=file, line=1, key=""), reader.findings


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self._events: Iterator[Event] = iter(())

    def document(self, events: Iterator[Any]) -> Node:
        root: Node | None = None
        self._events = events
        for event in events:
            if isinstance(event, DocumentStartEvent):
                if root is not None:
                    raise _Stop(self._at(event, "").finding("yaml.documents"))
                root = self._node(next(events), "", 0)
        return root or Node(kind=Kind.MAP, file=self.file, line=1, key="")

    def _at(self, event: Event, key: str, kind: Kind = Kind.NULL) -> Node:
        mark: Any = event.start_mark
        return Node(kind=kind, file=self.file, line=mark.line + 1, key=key)

    def _node(self, event: Event, key: str, depth: int) -> Node:
        node = self._at(event, key)
        if depth > MAX_DEPTH:
            raise _Stop(node.finding("file.too_deep"))
        if isinstance(event, AliasEvent):
            self.findings.append(node.finding("yaml.alias"))
            return node
        if isinstance(event, NodeEvent) and event.anchor is not None:
            self.findings.append(node.finding("yaml.alias"))
        tag = getattr(event, "ctag", None)
        if tag is not None and str(tag) not in {"", "None"}:
            self.findings.append(node.finding("yaml.tag", tag=str(tag)))
        if isinstance(event, ScalarEvent):
            _set_scalar(node, event)
        elif isinstance(event, SequenceStartEvent):
            node.kind = Kind.LIST
            self._fill_list(node, key, depth)
        elif isinstance(event, MappingStartEvent):
            node.kind = Kind.MAP
            self._fill_map(node, key, depth)
        return node

    def _fill_list(self, node: Node, key: str, depth: int) -> None:
        while isinstance(event := next(self._events), NodeEvent):
            node.parts.append(self._node(event, joined(key, len(node.parts)), depth + 1))

    def _fill_map(self, node: Node, key: str, depth: int) -> None:
        first_lines: dict[str, int] = {}
        while isinstance(event := next(self._events), NodeEvent):
            name_node = self._node(event, key, depth + 1)
            name = name_node.raw
            if name_node.kind in {Kind.LIST, Kind.MAP}:
                self.findings.append(name_node.finding("yaml.complex_key"))
            value = self._node(next(self._events), joined(key, name), depth + 1)
            if name in first_lines:
                here = Node(kind=Kind.TEXT, file=self.file, line=name_node.line, key=value.key)
                self.findings.append(here.finding("key.duplicate", name=name, first=str(first_lines[name])))
                continue
            first_lines[name] = name_node.line
            node.entries[name] = value


def _set_scalar(node: Node, event: ScalarEvent) -> None:
    raw = str(event.value)
    node.raw = raw
    node.kind, node.scalar = Kind.TEXT, raw
    if event.style is not None:
        return
    if _BOOL_WORD.fullmatch(raw):
        # Left without a value: no field may take it, not even one that wants a truth value.
        node.kind, node.scalar = Kind.BOOL, None
        return
    node.kind = next((kind for kind, pattern in _PLAIN if pattern.fullmatch(raw)), Kind.TEXT)
    if node.kind is Kind.INT:
        node.scalar = int(raw)
    elif node.kind is Kind.FLOAT:
        node.scalar = float(raw)
    elif node.kind is Kind.BOOL:
        node.scalar = raw.lower() == "true"
    elif node.kind is Kind.NULL:
        node.scalar = None
