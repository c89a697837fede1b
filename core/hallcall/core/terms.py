"""Names, codes and units that the whole hall speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

QueuePrefix = NewType("QueuePrefix", str)
"""The letter of a queue, ``A``; first part of every number it gives."""
CounterNumber = NewType("CounterNumber", int)
"""The number on the plate above a counter, 1 to 999."""
ItemCode = NewType("ItemCode", str)
"""Code of a service item. Text, never computed with."""
DepartmentId = NewType("DepartmentId", str)
ZoneId = NewType("ZoneId", str)
Minutes = NewType("Minutes", float)
Seconds = NewType("Seconds", float)
Metres = NewType("Metres", float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as data, in the languages the hall keeps it in."""

    zh: str
    """Chinese, always there."""
    en: str = ""
    """English, or empty when nobody has translated it yet."""
    zh_short: str = ""
    """At most 8 characters, for a tile."""
    en_short: str = ""
    """At most 34 characters, for a tile."""

    def full(self, language: str) -> str:
        """The name in ``language``; Chinese where a translation is missing."""
        return (self.en or self.zh) if language == "en" else self.zh

    def short(self, language: str) -> str:
        """The name for a tile; the full one where no short one is given."""
        if language == "en":
            return self.en_short or self.en or self.zh_short or self.zh
        return self.zh_short or self.zh
