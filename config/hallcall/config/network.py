"""Reads the file of a district's network of halls, with the reader of a hall's own files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hallcall.config._one_file import load_one
from hallcall.config._schema import Record
from hallcall.config._tree import Node
from hallcall.core.errors import Finding
from hallcall.core.network import HallLevel, HallPlace, Network

SAMPLE_NETWORK = Path(__file__).parent / "samples" / "network.yaml"
"""94 halls of a fictional district."""
_ABOVE = {HallLevel.STREET: HallLevel.DISTRICT, HallLevel.COMMUNITY: HallLevel.STREET}


def load_network(path: Path) -> Network:
    """The network of a file.

    Raises:
        ConfigError: ``config.unreadable``, or ``config.invalid`` with every finding.
    """
    return load_one(path, Network, _check)


def _check(network: Network, root: Node) -> Iterator[Finding]:
    halls = [Record(hall, node) for hall, node in zip(network.halls, root.child("halls").parts, strict=True)]
    by_id: dict[str, HallPlace] = {}
    for record in halls:
        if record.value.id in by_id:
            yield record.node.child("id").finding("network.twice", id=record.value.id)
        by_id.setdefault(record.value.id, record.value)
    for record in halls:
        yield from _check_hall(record, by_id)
    if network.count != network.expected:
        found, expected = str(network.count), str(network.expected)
        yield root.child("expected").finding("network.count", found=found, expected=expected)


def _check_hall(record: Record[HallPlace], by_id: dict[str, HallPlace]) -> Iterator[Finding]:
    hall, node = record.value, record.node
    if hall.merged_into:
        into = by_id.get(hall.merged_into)
        if into is None:
            yield node.child("merged_into").finding("network.unknown", id=hall.merged_into)
        elif into.merged_into or into is hall:
            yield node.child("merged_into").finding("network.merged", id=hall.id, into=into.id)
    above = _ABOVE.get(hall.level)
    parent = by_id.get(hall.parent)
    if hall.parent and parent is None:
        yield node.child("parent").finding("network.unknown", id=hall.parent)
    elif (parent.level if parent is not None else None) is not above:
        yield node.child("parent").finding("network.parent", id=hall.id, level=hall.level.value)
