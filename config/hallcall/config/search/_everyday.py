"""How people say things at home, and the words of a catalogue for them: everyday and Cantonese words, in any hall."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("everyday.csv")


@cache
def _words() -> tuple[tuple[str, str], ...]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return tuple((row["said"], row["meant"]) for row in csv.DictReader(lines))


def meant(text: str) -> str:
    """The text with each everyday word followed by what a catalogue calls it: ``埋单`` becomes ``埋单缴费``."""
    for said, word in _words():
        if said in text and word not in text:
            text = text.replace(said, said + word)
    return text
