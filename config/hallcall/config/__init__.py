"""The hall's files: schema, loader, samples, plain form and the search over its items."""

from hallcall.config.document import hall_from_document, hall_to_document, hall_version, item_to_document
from hallcall.config.loader import SAMPLES, load_hall, sample_hall_path
from hallcall.config.report import finding_line, finding_text, report

__all__ = [
    "SAMPLES",
    "finding_line",
    "finding_text",
    "hall_from_document",
    "hall_to_document",
    "hall_version",
    "item_to_document",
    "load_hall",
    "report",
    "sample_hall_path",
]
