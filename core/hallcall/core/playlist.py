"""What a screen shows beside its calls, and when: pages with a time, an end, and somebody who answers for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from hallcall.core.opening import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One line of a list: what to bring, what to do."""

    what: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One message: words, a list, a picture. Words and picture stand side by side; a picture alone has both places."""

    id: str
    approver: str
    """Who answers for it."""
    first_day: date
    last_day: date
    """The last day on which it is shown."""
    times: tuple[Span, ...] = ()
    """Of each day; empty is the whole day."""
    seconds: int = 12
    """How long it stays; nobody reads it in less."""
    heading: str = ""
    title: str = ""
    text: str = ""
    where: str = ""
    """Where it is done, for the foot of the words."""
    list_heading: str = ""
    points: tuple[Point, ...] = ()
    """Three fit."""
    picture: str = ""
    """A file beside the playlist, JPEG or PNG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Playlist:
    """The pages of one screen, in the order in which they are shown."""

    width_px: int
    """Of the screen, as ``height_px``: a picture with fewer pixels than its place is named as too small."""
    height_px: int
    mute: bool = True
    """A hall calls without a sound, and so does everything it shows."""
    pages: tuple[Page, ...]


class Turn(StrEnum):
    """Whether a page has its turn at a moment."""

    NOW = "now"
    LATER = "later"
    """Its day or its time of day has not come."""
    EXPIRED = "expired"


def turn_of(page: Page, now: datetime) -> Turn:
    """Whether a page may be shown.

    Args:
        page: one of the playlist.
        now: the hall's own time, with its zone: the server's, for a screen's clock may be wrong.
    """
    if now.date() > page.last_day:
        return Turn.EXPIRED
    if now.date() < page.first_day or (page.times and not any(now.time() in span for span in page.times)):
        return Turn.LATER
    return Turn.NOW


def pages_now(playlist: Playlist, now: datetime) -> tuple[Page, ...]:
    """The pages that have their turn, in order."""
    return tuple(page for page in playlist.pages if turn_of(page, now) is Turn.NOW)


def next_page(pages: Sequence[Page], shown: str) -> Page | None:
    """The page after the one that is shown, from the first again after the last; None when there is none.

    Args:
        pages: those that have their turn.
        shown: id of the page that is shown; empty for none.
    """
    ids = [page.id for page in pages]
    after = (ids.index(shown) + 1) % len(ids) if shown in ids else 0
    return pages[after] if pages else None


def seconds_left(page: Page, now: datetime) -> float:
    """How long a page that has its turn may stay: its time, or until its turn is over if that is sooner."""
    start = datetime.combine(now.date(), time.min, now.tzinfo)
    ends = [start + timedelta(minutes=span.end_min) for span in page.times if now.time() in span]
    if page.last_day == now.date():
        ends.append(start + timedelta(days=1))
    return min([float(page.seconds), *((end - now).total_seconds() for end in ends)])
