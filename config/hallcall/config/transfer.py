"""A catalogue out to a file and in again: YAML of the whole catalogue, or a table of the items."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from hallcall.config._csv import items_csv
from hallcall.config._draft import SECTIONS
from hallcall.config._toml import plain_node
from hallcall.config._tree import Kind
from hallcall.config.document import hall_from_tree, hall_to_document, item_to_document
from hallcall.config.loader import parse_file
from hallcall.core.catalogue import ServiceItem
from hallcall.core.hall import Hall

CATALOGUE = ("departments", "queues", "counters", "calendars", "materials", "items", "packages")
"""What a catalogue is: the hall without its building, rules and years."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import would do to one list."""

    section: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many entries differ."""
        return len(self.added) + len(self.changed) + len(self.removed)


def export_csv(hall: Hall) -> str:
    """The items as a table with a byte order mark, so that spreadsheet programs see UTF-8."""
    return "\ufeff" + items_csv(hall_to_document(hall)["items"])


def items_table(items: Iterable[ServiceItem]) -> str:
    """Items as a table without a byte order mark, as a hall's folder keeps them."""
    return items_csv(item_to_document(item) for item in items)


def export_yaml(hall: Hall) -> str:
    """The catalogue as YAML, every text in quotes."""
    document = hall_to_document(hall)
    return dump_yaml({name: document[name] for name in CATALOGUE})


def dump_yaml(data: object) -> str:
    """Plain data as YAML that means the same to every reader."""
    writer = YAML()
    writer.width = 4096
    writer.allow_unicode = True
    out = io.StringIO()
    writer.dump(_quoted(data), out)
    return out.getvalue()


def _quoted(data: object) -> object:
    match data:
        case dict():
            return {key: _quoted(value) for key, value in data.items()}
        case list():
            return [_quoted(value) for value in data]
        case str():
            return DoubleQuotedScalarString(data)
        case _:
            return data


def imported(hall: Hall, content: bytes, name: str) -> Hall:
    """``hall`` with the catalogue, or the items alone, of a file; every other part is kept.

    Args:
        hall: the hall as it is.
        content: the file.
        name: its name; ``.csv`` makes it a table.

    Raises:
        ConfigError: ``config.invalid`` with every finding.
    """
    tree, findings = parse_file(name, content)
    root, _ = plain_node(hall_to_document(hall), name)
    if tree.kind is not Kind.MAP or not set(tree.entries) & set(CATALOGUE):
        findings = findings or [tree.finding("key.missing", name="items")]
    root.entries.update(tree.entries)
    return hall_from_tree(root, findings)


def changes(before: Hall, after: Hall) -> list[Changes]:
    """What differs between two catalogues, list by list."""
    return [_changes_of(before, after, section) for section in CATALOGUE]


def _changes_of(before: Hall, after: Hall, section: str) -> Changes:
    identity = SECTIONS[section][1]
    old = {str(getattr(one, identity)): one for one in getattr(before, section)}
    new = {str(getattr(one, identity)): one for one in getattr(after, section)}
    return Changes(
        section=section,
        added=tuple(key for key in new if key not in old),
        changed=tuple(key for key in new if key in old and new[key] != old[key]),
        removed=tuple(key for key in old if key not in new),
    )
