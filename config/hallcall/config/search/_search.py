"""The index over the items of one hall, and the order in which its hits are shown.

Points say how sure a fit is: the written name before a keyword, the beginning of a word before its middle, what was
typed before what was probably meant. Equal points keep the order of the catalogue; made-up items come last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from hallcall.config.search._everyday import meant
from hallcall.config.search._match import (
    in_order,
    marks,
    match_initials,
    match_pinyin,
    match_word_initials,
    match_words,
)
from hallcall.config.search._terms import Term, folded, has_han, make_english, make_term, readings_of
from hallcall.config.search._typos import pinyin_pieces, text_pieces, word_pieces
from hallcall.core.catalogue import ServiceItem
from hallcall.core.hall import Hall

MAX_LETTERS = 8
"""Letters of a letter pad query; more are not looked at."""
MAX_QUERY = 60
"""Characters of a query; more are not looked at."""
_NEAREST = 3
_SURE = 60.0
"""With a fit of so many points nobody looks for slips."""
_SYNTHETIC_LOSS = 10.0
_LETTERS = re.compile(r"[a-z0-9]+")


class Why(StrEnum):
    """How the query fits the item."""

    CODE = "code"
    NAME = "name"
    KEYWORD = "keyword"
    PINYIN = "pinyin"
    INITIALS = "initials"
    ENGLISH = "english"
    TYPO = "typo"
    """With one slip forgiven."""
    NEAREST = "nearest"
    """It does not fit; nothing does, and this is the least unlike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """An item that was found."""

    item: ServiceItem
    score: float
    """0 to 100."""
    matched: tuple[int, ...]
    """Indices of the matched characters in ``item.name.full(language)``; empty when something else matched."""
    why: Why
    via: str = ""
    """The keyword that matched, when it was not the name."""


@dataclass(frozen=True, slots=True)
class _Fit:
    item: int
    score: float
    why: Why
    matched: tuple[int, ...] = ()
    via: str = ""
    english: bool = False


class ItemSearch:
    """Finds items of a hall by what people type. Built once when the hall is loaded; afterwards read only."""

    def __init__(self, hall: Hall) -> None:
        self._items = hall.items
        self._names = [make_term(index, item.name.zh, shown=True) for index, item in enumerate(hall.items)]
        keywords = {word: make_term(-1, word, shown=False) for item in hall.items for word in item.keywords}
        self._terms: list[Term] = list(self._names)
        for index, item in enumerate(hall.items):
            for word in item.keywords:
                made = keywords[word]
                self._terms.append(Term(item=index, shown=False, text=made.text, syllables=made.syllables))
        self._english = [
            make_english(index, text, shown=text == item.name.en)
            for index, item in enumerate(hall.items)
            for text in dict.fromkeys((item.name.en, item.name.en_short))
            if text
        ]
        self._by_letter: dict[str, list[tuple[Term, int]]] = {}
        for term in self._terms:
            for at, syllable in enumerate(term.syllables):
                for letter in syllable.initials:
                    self._by_letter.setdefault(letter, []).append((term, at))
        self._near_text = text_pieces(self._terms)
        self._near_pinyin = pinyin_pieces(self._terms)
        self._near_words = word_pieces(self._english)
        self._spelled = ["".join(syllable.readings[0] for syllable in name.syllables) for name in self._names]

    def search(self, query: str, *, language: str = "zh-CN", limit: int = 10) -> tuple[SearchHit, ...]:
        """The items that fit ``query``, best first.

        When none fits, the three nearest come with :attr:`Why.NEAREST`. An empty query finds nothing.
        """
        text = folded(query).strip()[:MAX_QUERY]
        letters = "".join(_LETTERS.findall(text))
        packed = "".join(text.split())
        if not packed:
            return ()
        fits = list(self._code_fits(packed))
        if has_han(packed):
            fits.extend(self._text_fits(packed))
        elif letters:
            fits.extend(self._letter_fits(letters, _LETTERS.findall(text)))
        if not any(fit.score >= _SURE for fit in fits):
            fits.extend(self._slips(packed, letters, _LETTERS.findall(text)))
        return self._ranked(fits or self._nearest(packed, letters), language, limit)

    def search_initials(self, letters: str, *, language: str = "zh-CN", limit: int = 10) -> tuple[SearchHit, ...]:
        """The items for the first letters typed on a letter pad: of Chinese characters, or of English words.

        Nothing is guessed here: what does not fit is not shown.
        """
        typed = "".join(_LETTERS.findall(folded(letters)))[:MAX_LETTERS]
        if not typed:
            return ()
        fits = self._english_initials(typed) if language == "en" else self._initials(typed)
        return self._ranked(fits, language, limit)

    def _code_fits(self, packed: str) -> Iterator[_Fit]:
        for index, item in enumerate(self._items):
            if item.code.lower() == packed:
                yield _Fit(index, 100.0, Why.CODE)

    def _text_fits(self, text: str) -> Iterator[_Fit]:
        sentence = meant(text)
        said: dict[int, int] = {}
        for term in self._terms:
            score, at = _text_score(text, term)
            if score and term.shown:
                yield _Fit(term.item, score, Why.NAME, tuple(range(at, at + len(text))))
            elif score:
                yield _Fit(term.item, score - 4, Why.KEYWORD, self._in_name(term), term.text)
            elif not term.shown and len(term.text) > 1 and term.text in sentence:
                # Each further keyword of an item makes it likelier that a sentence speaks of it.
                said[term.item] = said.get(term.item, 0) + len(term.text)
                yield _Fit(term.item, 70.0 + min(said[term.item], 9), Why.KEYWORD, self._in_name(term), term.text)
            elif term.shown and len(text) > 1 and (found := in_order(text, term)):
                yield _Fit(term.item, 66.0 - min(found[-1] - found[0] - len(found), 5), Why.NAME, found)

    def _in_name(self, keyword: Term) -> tuple[int, ...]:
        """Where the keyword also stands in the name."""
        at = self._names[keyword.item].text.find(keyword.text)
        return tuple(range(at, at + len(keyword.text))) if at >= 0 else ()

    def _letter_fits(self, letters: str, words: list[str]) -> Iterator[_Fit]:
        yield from self._pinyin(letters, Why.PINYIN, 0.0)
        if len(words) == 1 and len(letters) <= MAX_LETTERS:
            yield from self._initials(letters)
            yield from self._english_initials(letters)
        for term in self._english:
            if found := match_words(words, term):
                matched = tuple(
                    term.words[at][0] + offset
                    for at, word in zip(found, words, strict=True)
                    for offset in range(len(word))
                )
                score = 84.0 - 2 * min(found[0], 5)
                yield _Fit(term.item, score, Why.ENGLISH, matched if term.shown else (), english=True)

    def _pinyin(self, letters: str, why: Why, loss: float) -> Iterator[_Fit]:
        if len(letters) < 2:
            return
        for term, at in self._by_letter.get(letters[0], ()):
            count = match_pinyin(letters, term.syllables, at)
            if count:
                place = 88.0 if at == 0 else 82.0 if term.syllables[at].begins_word else 72.0
                # One syllable typed half says little: rank it below first letters in a row.
                half = 12.0 if count == 1 and letters not in term.syllables[at].readings else 0.0
                score = place - half - loss - (0.0 if term.shown else 4.0)
                matched = marks(term, range(at, at + count)) if term.shown else ()
                yield _Fit(term.item, score, why, matched, "" if term.shown else term.text)

    def _initials(self, letters: str) -> Iterator[_Fit]:
        for term, at in self._by_letter.get(letters[0], ()):
            if not term.syllables[at].begins_word:
                continue
            found = match_initials(letters, term.syllables, at)
            if found:
                gaps = found[-1] - found[0] + 1 - len(found)
                score = (86.0 if at == 0 else 81.0) - (10.0 + min(gaps, 6) if gaps else 0.0)
                matched = marks(term, found) if term.shown else ()
                yield _Fit(
                    term.item,
                    score - (0.0 if term.shown else 5.0),
                    Why.INITIALS,
                    matched,
                    "" if term.shown else term.text,
                )

    def _english_initials(self, letters: str) -> Iterator[_Fit]:
        for term in self._english:
            if found := match_word_initials(letters, term):
                gaps = found[-1] - found[0] + 1 - len(found)
                score = 80.0 - 2 * min(found[0], 5) - (8.0 + min(gaps, 6) if gaps else 0.0)
                matched = tuple(term.words[at][0] for at in found) if term.shown else ()
                yield _Fit(term.item, score, Why.INITIALS, matched, english=True)

    def _slips(self, packed: str, letters: str, words: list[str]) -> Iterator[_Fit]:
        if has_han(packed):
            # The wrong character with the right sound is the commonest slip of Chinese typing.
            spelled = "".join((readings_of(one) or ("",))[0] for one in packed)
            if len(packed) > 1:
                yield from self._pinyin(spelled, Why.TYPO, 26.0)
            if len(packed) > 2:
                for piece, (index, at) in self._near_text.near(packed):
                    yield self._typo(index, range(at, at + len(piece)), 52.0)
            return
        if len(letters) > 3:
            for piece, (index, at) in self._near_pinyin.near(letters):
                term = self._terms[index]
                count = match_pinyin(piece, term.syllables, at)
                yield self._typo(index, marks(term, range(at, at + count)), 54.0 if at == 0 else 50.0)
        if len(words) == 1 and len(letters) > 3:
            for piece, (index, at) in self._near_words.near(letters):
                term = self._english[index]
                matched = tuple(range(term.words[at][0], term.words[at][0] + len(piece))) if term.shown else ()
                yield _Fit(term.item, 50.0 - min(at, 5), Why.TYPO, matched, english=True)

    def _typo(self, index: int, matched: Iterable[int], score: float) -> _Fit:
        term = self._terms[index]
        if term.shown:
            return _Fit(term.item, score, Why.TYPO, tuple(matched))
        return _Fit(term.item, score - 2, Why.TYPO, via=term.text)

    def _nearest(self, packed: str, letters: str) -> Iterator[_Fit]:
        if has_han(packed):
            pools = [[name.text for name in self._names]]
        else:
            pools = [self._spelled, [folded(item.name.en) for item in self._items]]
        for pool in pools:
            for _, score, index in process.extract(letters or packed, pool, scorer=fuzz.ratio, limit=_NEAREST):
                yield _Fit(index, score * 0.4, Why.NEAREST)

    def _ranked(self, fits: Iterable[_Fit], language: str, limit: int) -> tuple[SearchHit, ...]:
        best: dict[int, _Fit] = {}
        for fit in fits:
            known = best.get(fit.item)
            if known is None or (fit.score, len(fit.matched)) > (known.score, len(known.matched)):
                best[fit.item] = fit

        def order(fit: _Fit) -> tuple[float, int]:
            return -self._score(fit, language), fit.item

        ranked = sorted(best.values(), key=order)
        count = min(limit, _NEAREST) if ranked and ranked[0].why is Why.NEAREST else limit
        return tuple(self._hit(fit, language) for fit in ranked[:count])

    def _score(self, fit: _Fit, language: str) -> float:
        other_language = 6.0 if fit.english != (language == "en") else 0.0
        return fit.score - other_language - (_SYNTHETIC_LOSS if self._items[fit.item].synthetic else 0.0)

    def _hit(self, fit: _Fit, language: str) -> SearchHit:
        item = self._items[fit.item]
        shows_english = language == "en" and bool(item.name.en)
        return SearchHit(
            item=item,
            score=max(0.0, self._score(fit, language)),
            matched=fit.matched if fit.english == shows_english else (),
            why=fit.why,
            via=fit.via,
        )


def _text_score(text: str, term: Term) -> tuple[float, int]:
    """Points of a text that stands in the term as typed, and where; 0 points when it does not."""
    at = term.text.find(text)
    if at < 0:
        return 0.0, 0
    if term.text == text:
        return 100.0, 0
    if at == 0:
        return 94.0, 0
    begins = any(syllable.at == at and syllable.begins_word for syllable in term.syllables)
    return (90.0 if begins else 86.0), at
