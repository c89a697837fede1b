"""One number on the wall and what it has had of its promise: 45 seconds, and two showings of 8 seconds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hallcall.display.model.calls import WallCall
from hallcall.display.model.pages import Entry

PAGE_MS = 8_000
"""A page stays this long; also the least length of a showing."""
LIFE_MS = 45_000
"""Least life of a call."""
SHOWINGS = 2
"""Least showings of a call."""
AMBER_MS = 10_000
"""How long a call is new, from when it first stood on the wall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A number whose promise is still open. Times are milliseconds of a steady clock."""

    call: WallCall
    order: int
    """Place among the rows of its zone."""
    since: int
    """When the wall learnt of the call, or of its latest recall or transfer."""
    visible_since: int | None = None
    """In the picture without a break since then; None when it is not."""
    hidden_since: int = 0
    """When it was last seen; for a number that never was, when it came."""
    showings: int = 0
    """Full showings before the present one."""
    amber_until: int | None = None
    """None until it has stood in the picture."""
    is_carried: bool = False
    """Stands on its zone's own display because this wall has no room."""

    @property
    def entry(self) -> Entry:
        """The row as it is placed on pages."""
        return Entry(self.call.zone, self.order, self.call.number)

    def showings_by(self, now: int) -> int:
        """Full showings up to now."""
        running = 0 if self.visible_since is None else (now - self.visible_since) // PAGE_MS
        return self.showings + running

    def is_live(self, now: int) -> bool:
        """Whether it must stay."""
        return not self.call.is_answered and now < self.kept_until(now)

    def kept_until(self, now: int) -> int:
        """Earliest end of its life, if it stays in the picture from now on."""
        end = self.since + LIFE_MS
        missing = SHOWINGS - self.showings
        if self.is_carried or missing <= 0:
            return end
        return max(end, (now if self.visible_since is None else self.visible_since) + missing * PAGE_MS)

    def is_amber(self, now: int) -> bool:
        """Whether it is drawn as called now."""
        return self.call.is_out and self.amber_until is not None and now < self.amber_until

    def called_again(self, call: WallCall, now: int) -> Shown:
        """The same row for a new call, with the whole promise again."""
        in_picture = self.visible_since is not None
        return replace(
            self,
            call=call,
            since=now,
            visible_since=now if in_picture else None,
            hidden_since=now,
            showings=0,
            amber_until=now + AMBER_MS if in_picture else None,
        )

    def seen(self, now: int) -> Shown:
        """The row in the picture."""
        if self.visible_since is not None and self.amber_until is not None:
            return self
        return replace(
            self,
            visible_since=now if self.visible_since is None else self.visible_since,
            amber_until=now + AMBER_MS if self.amber_until is None else self.amber_until,
        )

    def unseen(self, now: int) -> Shown:
        """The row out of the picture."""
        if self.visible_since is None:
            return self
        return replace(self, showings=self.showings_by(now), visible_since=None, hidden_since=now)
