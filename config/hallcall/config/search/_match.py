"""How a query fits a term: pinyin in full, first letters, English words. Pure functions, no index."""

from __future__ import annotations

from collections.abc import Sequence

from hallcall.config.search._terms import EnglishTerm, Syllable, Term


def match_pinyin(letters: str, syllables: Sequence[Syllable], start: int) -> int:
    """How many syllables from ``start`` on ``letters`` spells, the last perhaps not to its end; 0 when it does not fit.

    Every reading of a character is tried, so 重庆 is found by ``chongqing`` and by ``zhongqing``.
    """
    if start >= len(syllables):
        return 0
    for reading in syllables[start].readings:
        if reading.startswith(letters):
            return 1
        if letters.startswith(reading):
            more = match_pinyin(letters[len(reading) :], syllables, start + 1)
            if more:
                return more + 1
    return 0


def match_initials(letters: str, syllables: Sequence[Syllable], start: int) -> tuple[int, ...]:
    """Positions of the syllables whose first letters are ``letters``, the first at ``start``, gaps allowed.

    The letters in a row are preferred to the same letters with gaps. Empty when they do not fit.
    """
    row = range(start, start + len(letters))
    if row.stop <= len(syllables) and all(
        letter in syllables[at].initials for letter, at in zip(letters, row, strict=True)
    ):
        return tuple(row)
    found: list[int] = []
    at = start
    for letter in letters:
        while at < len(syllables) and letter not in syllables[at].initials:
            at += 1
        if at == len(syllables):
            return ()
        found.append(at)
        at += 1
    return tuple(found) if found and found[0] == start else ()


def match_words(words: Sequence[str], term: EnglishTerm) -> tuple[int, ...]:
    """Positions of the words of ``term`` that begin with ``words``, in order; empty when they do not fit."""
    found: list[int] = []
    at = 0
    for word in words:
        while at < len(term.words) and not term.words[at][1].startswith(word):
            at += 1
        if at == len(term.words):
            return ()
        found.append(at)
        at += 1
    return tuple(found)


def match_word_initials(letters: str, term: EnglishTerm) -> tuple[int, ...]:
    """Positions of the words of ``term`` that begin with ``letters``, from any word on, gaps allowed."""
    best: tuple[int, ...] = ()
    for start, (_, word) in enumerate(term.words):
        if word[0] != letters[0]:
            continue
        found = match_words(letters, EnglishTerm(term.item, term.words[start:], term.shown))
        shifted = tuple(start + at for at in found)
        if shifted and (not best or shifted[-1] - shifted[0] < best[-1] - best[0]):
            best = shifted
    return best


def in_order(text: str, term: Term) -> tuple[int, ...]:
    """Indices at which the characters of ``text`` stand in the term, in order; empty when they do not."""
    found: list[int] = []
    at = -1
    for one in text:
        at = term.text.find(one, at + 1)
        if at < 0:
            return ()
        found.append(at)
    return tuple(found)


def marks(term: Term, syllables: Sequence[int]) -> tuple[int, ...]:
    """Indices in the text of some of its syllables."""
    return tuple(term.syllables[at].at for at in syllables)
