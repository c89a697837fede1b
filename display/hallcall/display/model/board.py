"""One column of the board: rows enter at once, and leave, close gaps and turn pages only at a page step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from hallcall.core.terms import ZoneId
from hallcall.display.model.pages import PAGE_LIMIT, Page, arrange, insert, spots
from hallcall.display.model.rows import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The rows of one column and the page in the picture."""

    pages: tuple[Page, ...] = ()
    index: int = 0
    carried: tuple[str, ...] = ()
    """Numbers without a place here; their zones' displays show them."""

    @property
    def visible(self) -> Page:
        """The page in the picture."""
        return self.pages[self.index] if self.pages else ()

    @property
    def numbers(self) -> list[str]:
        """Every number on its pages."""
        return [number for page in self.pages for number in page if number is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRules:
    """How much a column holds."""

    rows: int
    """Slots of a page."""
    carried_zones: frozenset[ZoneId]
    """Zones whose own displays may carry what has no room."""

    @property
    def capacity(self) -> int:
        """Rows on as many pages as come round in good time."""
        return self.rows * PAGE_LIMIT


def without(column: Column, number: str) -> Column:
    """The column after a number has left it at once; its slot stays empty until the next step."""
    pages = tuple(tuple(None if other == number else other for other in page) for page in column.pages)
    return replace(column, pages=pages, carried=tuple(other for other in column.carried if other != number))


def enter(column: Column, newcomers: Sequence[str], shown: Mapping[str, Shown], rules: ColumnRules, now: int) -> Column:
    """Take new rows in between two steps. Nothing that is amber moves, and the page in the picture stays."""
    placed, carried = _admit(newcomers, len(column.numbers), shown, rules)
    column = replace(column, carried=(*column.carried, *carried))
    fixed = {number for number in column.numbers if shown[number].is_amber(now)}
    left: list[str] = []
    for _, group in groupby(
        sorted(placed, key=lambda number: shown[number].entry), lambda number: shown[number].call.zone
    ):
        numbers = list(group)
        joined = _join(column, numbers, shown, fixed)
        if joined is None:
            left += numbers
        else:
            column = joined
    if not left:
        return column
    nailed = {
        number: spot for number, spot in spots(column.pages).items() if spot[0] == column.index or number in fixed
    }
    return _paged(column, [*column.numbers, *left], nailed, shown, rules)


def turn(column: Column, newcomers: Sequence[str], shown: Mapping[str, Shown], rules: ColumnRules, now: int) -> Column:
    """A page step: what is done leaves, gaps close, newcomers enter, the page that waited longest comes.

    Args:
        column: before the step.
        newcomers: rows that came with this step.
        shown: every row whose promise is open, and the newcomers; a number that is missing has left.
        rules: how much fits.
        now: milliseconds.
    """
    staying = [number for number in column.numbers if number in shown]
    waiting = [number for number in column.carried if number in shown]
    placed, carried = _admit([*waiting, *newcomers], len(staying), shown, rules)
    nailed = {
        number: spot for number, spot in spots(column.pages).items() if number in shown and shown[number].is_amber(now)
    }
    column = replace(column, carried=tuple(carried))
    column = _paged(column, [*staying, *placed], nailed, shown, rules)
    return replace(column, index=_longest_unseen(column, shown, now))


def _admit(
    newcomers: Sequence[str], taken: int, shown: Mapping[str, Shown], rules: ColumnRules
) -> tuple[list[str], list[str]]:
    """Who gets a place here and who is left to the display of the zone."""
    room = max(0, rules.capacity - taken)
    placed: list[str] = []
    carried: list[str] = []
    for number in sorted(newcomers, key=lambda number: shown[number].order):
        if len(placed) < room or shown[number].call.zone not in rules.carried_zones:
            placed.append(number)
        else:
            carried.append(number)
    return placed, carried


def _join(column: Column, numbers: Sequence[str], shown: Mapping[str, Shown], fixed: set[str]) -> Column | None:
    """Put rows of one zone on the page where the zone stands, else on the page in the picture."""
    placed = {number: shown[number].entry for number in column.numbers}
    group = [shown[number].entry for number in numbers]
    homes = [
        index
        for index, page in enumerate(column.pages)
        if any(number is not None and placed[number].zone == group[0].zone for number in page)
    ]
    for index in homes or ([column.index] if column.pages else []):
        page = insert(column.pages[index], group, placed, fixed)
        if page is not None:
            return replace(column, pages=(*column.pages[:index], page, *column.pages[index + 1 :]))
    return None


def _paged(
    column: Column,
    numbers: Sequence[str],
    nailed: Mapping[str, tuple[int, int]],
    shown: Mapping[str, Shown],
    rules: ColumnRules,
) -> Column:
    in_picture = {number for number in column.visible if number is not None}
    pages = arrange([shown[number].entry for number in numbers], nailed, rules.rows)
    index = next((index for index, page in enumerate(pages) if in_picture & set(page)), 0)
    return replace(column, pages=pages, index=index)


def _longest_unseen(column: Column, shown: Mapping[str, Shown], now: int) -> int:
    """The page with the row that has been out of the picture longest; in a draw the next one round."""
    if not column.pages:
        return 0

    def last_seen(index: int) -> tuple[int, int]:
        rows = [shown[number] for number in column.pages[index] if number is not None]
        oldest = min(row.hidden_since if row.visible_since is None else now for row in rows)
        return oldest, (index - column.index - 1) % len(column.pages)

    return min(range(len(column.pages)), key=last_seen)
