"""The hall's files: schema, loader, samples, plain form and the search over its items.

Names are loaded when they are first asked for: a server that starts again after a power cut reads no YAML.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hallcall.config.document import hall_from_document, hall_to_document, hall_version, item_to_document
    from hallcall.config.kept import files_mark, load_hall_kept, program_mark
    from hallcall.config.loader import load_hall
    from hallcall.config.report import finding_line, finding_text, report
    from hallcall.config.sample_halls import SAMPLES, sample_hall_path

__all__ = [
    "SAMPLES",
    "files_mark",
    "finding_line",
    "finding_text",
    "hall_from_document",
    "hall_to_document",
    "hall_version",
    "item_to_document",
    "load_hall",
    "load_hall_kept",
    "program_mark",
    "report",
    "sample_hall_path",
]

_HOMES = {
    "SAMPLES": "sample_halls",
    "files_mark": "kept",
    "finding_line": "report",
    "finding_text": "report",
    "hall_from_document": "document",
    "hall_to_document": "document",
    "hall_version": "document",
    "item_to_document": "document",
    "load_hall": "loader",
    "load_hall_kept": "kept",
    "program_mark": "kept",
    "report": "report",
    "sample_hall_path": "sample_halls",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(name)
    found = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = found
    return found
