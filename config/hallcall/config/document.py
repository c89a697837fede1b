"""A hall as plain data: what the server hands to its screens, and what an export holds.

The form is that of the hall's files, merged into one map.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from hallcall.config._checks import check
from hallcall.config._draft import PROFILE, SECTIONS, build, read_draft, refuse
from hallcall.config._forms import new_writer
from hallcall.config._schema import shape_of
from hallcall.config._toml import plain_node
from hallcall.config._tree import Node
from hallcall.core.catalogue import ServiceItem
from hallcall.core.errors import Finding
from hallcall.core.hall import Hall


def hall_from_tree(root: Node, findings: list[Finding]) -> Hall:
    """The hall of a merged tree.

    Args:
        root: the tree of all files.
        findings: what was found while the files were read; raised together with what is found here.

    Raises:
        ConfigError: ``config.invalid`` with every finding.
    """
    draft, faults = read_draft(root)
    refuse([*findings, *faults, *check(draft)])
    return build(draft)


def hall_from_document(document: Mapping[str, Any], *, source: str = "document") -> Hall:
    """The hall of a document, checked as a folder of files is.

    Raises:
        ConfigError: ``config.invalid``; the findings name keys, not lines.
    """
    return hall_from_tree(*plain_node(dict(document), source))


def hall_to_document(hall: Hall) -> dict[str, Any]:
    """The hall as maps, lists, texts, numbers and truth values, ready for JSON.

    ``hall_from_document(hall_to_document(hall)) == hall`` for every hall that was loaded.
    """
    writer = new_writer()
    shape = shape_of(Hall)
    document: dict[str, Any] = {
        "hall": {
            name: writer.plain(getattr(hall, name), (Hall, name))
            for name in PROFILE
            if name not in shape.defaults or getattr(hall, name) != shape.defaults[name]
        },
        "rules": writer.plain(hall.rules),
    }
    for name in SECTIONS:
        document[name] = [writer.plain(value) for value in _section(hall, name)]
    return document


def hall_version(hall: Hall) -> str:
    """A fingerprint of the hall: equal halls have equal versions, on every machine.

    The SHA-256 of the document with sorted keys, as hexadecimal digits.
    """
    canonical = json.dumps(hall_to_document(hall), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _section(hall: Hall, name: str) -> tuple[Any, ...]:
    if name == "holidays":
        return tuple(hall.holidays.years[year] for year in sorted(hall.holidays.years))
    return getattr(hall, name)


def item_to_document(item: ServiceItem) -> dict[str, Any]:
    """One item in document form."""
    return new_writer().plain(item)
