"""What can be searched: names and keywords, with every reading of every character and the places where words begin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pypinyin import Style, pinyin
from pypinyin.seg.mmseg import seg

_LATIN = re.compile(r"[A-Za-z0-9]+")
_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with"})
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Syllable:
    """A character that is read aloud."""

    at: int
    """Its index in the text."""
    readings: tuple[str, ...]
    """Pinyin without tones, the usual reading first; a letter or digit reads as itself."""
    initials: frozenset[str]
    begins_word: bool


@dataclass(frozen=True, slots=True)
class Term:
    """A Chinese name or keyword of an item."""

    item: int
    """Index of the item."""
    shown: bool
    """It is the name; else a keyword, which is not on the screen."""
    text: str
    """As written, folded: same length, so indices hold."""
    syllables: tuple[Syllable, ...]


@dataclass(frozen=True, slots=True)
class EnglishTerm:
    """The English name of an item."""

    item: int
    words: tuple[tuple[int, str], ...]
    """Index in the name, and the word in lower case; small words (of, the) are left out."""
    shown: bool = True
    """It is the full name; else the short one, whose characters are not on the screen."""


def folded(text: str) -> str:
    """The text in lower case with full-width letters made narrow, character by character."""
    return "".join(_fold(one) for one in text)


@cache
def _fold(one: str) -> str:
    narrow = unicodedata.normalize("NFKC", one).lower()
    return narrow if len(narrow) == 1 else one


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return _HAN.search(text) is not None


@cache
def readings_of(one: str) -> tuple[str, ...]:
    """Every reading of a character, all polyphones; empty for punctuation."""
    if _HAN.fullmatch(one):
        read = pinyin(one, heteronym=True, style=Style.NORMAL, v_to_u=False)
        return tuple(dict.fromkeys(reading for reading in read[0] if reading.isascii() and reading.isalpha()))
    return (one,) if one.isascii() and one.isalnum() else ()


def make_term(item: int, text: str, *, shown: bool) -> Term:
    """The searchable form of a Chinese name or keyword."""
    plain = folded(text)
    begins = _word_begins(plain)
    syllables = [
        Syllable(at, readings, frozenset(reading[0] for reading in readings), at in begins)
        for at, one in enumerate(plain)
        if (readings := readings_of(one))
    ]
    return Term(item, shown, plain, tuple(syllables))


def make_english(item: int, text: str, *, shown: bool) -> EnglishTerm:
    """The searchable form of an English name."""
    words = ((found.start(), found[0].lower()) for found in _LATIN.finditer(text))
    return EnglishTerm(item, tuple((at, word) for at, word in words if word not in _SMALL), shown)


def _word_begins(text: str) -> set[int]:
    """Indices at which a word begins: the text is cut by the dictionary of phrases, so 银行 is one word."""
    begins: set[int] = set()
    at = 0
    words: Iterable[str] = seg.cut(text)
    for word in words:
        begins.add(at)
        at += len(word)
    return begins
