"""One slip forgiven: pieces of names at most one edit away from what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from rapidfuzz import process
from rapidfuzz.distance import OSA

from hallcall.config.search._terms import EnglishTerm, Term

Piece = tuple[int, int]
"""Index of a term and the position in it at which the piece begins."""


class Pieces:
    """Pieces of terms by their length, cut when a length is first asked for."""

    def __init__(self, cut: Callable[[int], Iterable[tuple[str, Piece]]]) -> None:
        self._cut = cut
        self._by_length: dict[int, dict[str, list[Piece]]] = {}

    def near(self, text: str) -> Iterator[tuple[str, Piece]]:
        """Pieces one edit away from ``text``: a letter wrong, missing, too much, or two exchanged."""
        for length in (len(text), len(text) - 1, len(text) + 1):
            pieces = self._of(length)
            for piece, _, _ in process.extract(text, pieces.keys(), scorer=OSA.distance, score_cutoff=1, limit=20):
                for place in pieces[piece]:
                    yield piece, place

    def _of(self, length: int) -> dict[str, list[Piece]]:
        known = self._by_length.get(length)
        if known is None:
            known = {}
            for text, place in self._cut(length):
                known.setdefault(text, []).append(place)
            self._by_length[length] = known
        return known


def text_pieces(terms: list[Term]) -> Pieces:
    """Pieces of the Chinese texts."""
    return Pieces(partial(_cut_text, terms))


def pinyin_pieces(terms: list[Term]) -> Pieces:
    """Pieces of the usual readings, from syllable to syllable, written without spaces."""
    return Pieces(partial(_cut_pinyin, terms))


def word_pieces(terms: list[EnglishTerm]) -> Pieces:
    """The English words."""
    return Pieces(partial(_cut_words, terms))


def _cut_text(terms: list[Term], length: int) -> Iterator[tuple[str, Piece]]:
    for index, term in enumerate(terms):
        for start in range(len(term.text) - length + 1):
            yield term.text[start : start + length], (index, start)


def _cut_pinyin(terms: list[Term], length: int) -> Iterator[tuple[str, Piece]]:
    for index, term in enumerate(terms):
        usual = [syllable.readings[0] for syllable in term.syllables]
        for start in range(len(usual)):
            total, end = 0, start
            while end < len(usual) and total < length:
                total += len(usual[end])
                end += 1
            if total == length:
                yield "".join(usual[start:end]), (index, start)


def _cut_words(terms: list[EnglishTerm], length: int) -> Iterator[tuple[str, Piece]]:
    for index, term in enumerate(terms):
        for at, (_, word) in enumerate(term.words):
            if len(word) == length:
                yield word, (index, at)
