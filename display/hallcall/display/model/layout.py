"""The mode rule of a wall, as a pure state machine: ``step(wall, calls, now, plan) -> wall``.

::

    hero                                        board
    up to two live calls:      3 or more -->    a column for each floor, zones in letter order,
    one large, six recent   <-- 20 s with <= 2  pages of whole zones, a step every 8 s

Rules it keeps for every number that nobody has answered: it stays 45 seconds and is shown at least twice for 8
seconds (on this wall or on the display of its zone); there is one row for it; the row never changes its column and
does not move while it is amber. Time comes from outside, in milliseconds of a steady clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from hallcall.display.model.board import Column, ColumnRules, enter, turn, without
from hallcall.display.model.calls import WallCall
from hallcall.display.model.plan import WallPlan
from hallcall.display.model.rows import PAGE_MS, Shown

HERO_LIVE = 2
"""So many live calls one large card and a short list can show."""
CALM_MS = 20_000
"""The board stays this long after the calls have become few."""
RECENT = 6
"""Rows beside the large card."""


class Mode(StrEnum):
    """The two pictures of a wall that hears its server."""

    HERO = "hero"
    BOARD = "board"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """What the wall shows at one moment."""

    mode: Mode = Mode.HERO
    calls: Mapping[str, WallCall] = field(default_factory=dict[str, WallCall])
    """The latest call of every number, as last told."""
    shown: Mapping[str, Shown] = field(default_factory=dict[str, Shown])
    """Numbers whose promise is open, and those that leave at the next page step."""
    stack: tuple[str, ...] = ()
    """In hero mode: the large number, then the recent ones from the top."""
    columns: tuple[Column, ...] = ()
    """In board mode."""
    calm_since: int | None = None
    """In board mode: since when there are few live calls."""
    step_at: int = 0
    """In board mode: when the next page comes."""

    @property
    def visible(self) -> frozenset[str]:
        """Numbers in the picture."""
        if self.mode is Mode.HERO:
            return frozenset(self.stack)
        return frozenset(number for column in self.columns for number in column.visible if number is not None)

    def is_amber(self, number: str, now: int) -> bool:
        """Whether the number is drawn as called now."""
        return number in self.shown and self.shown[number].is_amber(now)

    def live(self, now: int) -> list[str]:
        """Numbers whose promise is open, in the order of their calls."""
        return [number for number, row in self.shown.items() if row.is_live(now)]


def step(wall: Wall, calls: Sequence[WallCall], now: int, plan: WallPlan, *, on_screen: bool = True) -> Wall:
    """The wall after it was told these calls at this moment.

    Args:
        wall: as it was; ``Wall()`` for one that was just switched on.
        calls: one for each number, in the order of the log, e.g. from ``wall_calls``.
        now: milliseconds; never less than before.
        plan: the fixed part of the wall.
        on_screen: False while another page hides the calls; such time is no showing.
    """
    work = _Step(wall, calls, now, plan)
    work.take_in()
    if wall.mode is Mode.HERO and len(work.live()) > HERO_LIVE:
        work.open_board()
    elif wall.mode is Mode.HERO:
        work.stack_up()
    else:
        work.board()
    return work.finish(on_screen=on_screen)


def next_due(wall: Wall, now: int) -> int | None:
    """When ``step`` must run again though no call comes; None when nothing will change by itself."""
    times = [row.amber_until for row in wall.shown.values() if row.is_amber(now) and row.amber_until is not None]
    if wall.mode is Mode.BOARD:
        times.append(wall.step_at)
        if wall.calm_since is not None:
            times.append(wall.calm_since + CALM_MS)
    else:
        times += [row.kept_until(now) for row in wall.shown.values()]
    return min((max(time, now + 1) for time in times), default=None)


class _Step:
    """One step at work; its parts are called once, in order."""

    def __init__(self, wall: Wall, calls: Sequence[WallCall], now: int, plan: WallPlan) -> None:
        self.wall = wall
        self.now = now
        self.rules = ColumnRules(rows=plan.rows, carried_zones=frozenset(plan.carried))
        self.column_count = len(plan.columns)
        self.calls = {call.number: call for call in calls}
        self.shown = dict(wall.shown)
        self.stack = list(wall.stack)
        self.columns = wall.columns
        self.mode = wall.mode
        self.calm_since = wall.calm_since
        self.step_at = wall.step_at
        self.newcomers: list[str] = []
        """Numbers that need a row."""
        self.news: list[str] = []
        """Numbers called, called again, or called and done meanwhile, in the order of the log."""

    def live(self) -> list[str]:
        return [number for number, row in self.shown.items() if row.is_live(self.now)]

    def take_in(self) -> None:
        """Compare what was told with what was known."""
        for number in [number for number in self.shown if number not in self.calls]:
            row = self.shown[number]
            self.shown[number] = replace(row, call=replace(row.call, is_out=False, is_answered=True))
        for call in sorted(self.calls.values(), key=lambda call: (call.at, call.seq)):
            known = self.wall.calls.get(call.number)
            if known is not None and known.round == call.round:
                self._update(call)
            else:
                self.news.append(call.number)
                self._call(call)

    def _update(self, call: WallCall) -> None:
        row = self.shown.get(call.number)
        if row is None or row.call.zone != call.zone:
            # A row of an earlier call elsewhere only waits to leave: it never changes its column.
            return
        moved = call.moved_to is not None and row.call.moved_to is None
        self.shown[call.number] = row.called_again(call, self.now) if moved else replace(row, call=call)

    def _call(self, call: WallCall) -> None:
        row = self.shown.get(call.number)
        if not call.is_out:
            # Called and answered, passed or moved on while nobody told us: it is history, and an old row leaves.
            if row is not None:
                self.shown[call.number] = replace(row, call=replace(row.call, is_out=False, is_answered=True))
            return
        if row is not None and row.call.zone == call.zone:
            self.shown[call.number] = row.called_again(call, self.now)
            return
        self.columns = tuple(without(column, call.number) for column in self.columns)
        self.shown.pop(call.number, None)
        self.shown[call.number] = Shown(call=call, order=call.seq, since=self.now, hidden_since=self.now)
        self.newcomers.append(call.number)

    # -- hero ------------------------------------------------------------------------------------------------------

    def stack_up(self) -> None:
        """Put news on top; what is amber stays where it is."""
        self.stack = [number for number in self.stack if number in self.calls]
        for number in self.news:
            self._push(number)
        self._promote()
        self._trim()
        live = set(self.live())
        self.shown = {number: row for number, row in self.shown.items() if number in live}

    def _is_amber(self, number: str) -> bool:
        """Whether it was amber until now and still is called: then it does not move."""
        return self.wall.is_amber(number, self.now) and number in self.calls and self.calls[number].is_out

    def _is_live(self, number: str) -> bool:
        return number in self.shown and self.shown[number].is_live(self.now)

    def _push(self, number: str) -> None:
        if not self.stack:
            self.stack = [number]
            return
        hero = self.stack[0]
        takes_hero = not self._is_amber(hero) and (self.calls[number].is_out or not self._is_live(hero))
        if number in self.stack:
            place = self.stack.index(number)
            if takes_hero and place and not self._is_amber(number):
                self.stack[0], self.stack[place] = number, hero
            return
        below = 1 + max((place for place, other in enumerate(self.stack) if place and self._is_amber(other)), default=0)
        self.stack.insert(below, hero if takes_hero else number)
        if takes_hero:
            self.stack[0] = number

    def _promote(self) -> None:
        """A large number that is done gives its place to one that is still called."""
        if not self.stack or self._is_live(self.stack[0]):
            return
        others = [number for number in self.stack[1:] if self._is_live(number) and not self._is_amber(number)]
        if others:
            latest = max(others, key=lambda number: self.calls[number].round)
            place = self.stack.index(latest)
            self.stack[0], self.stack[place] = latest, self.stack[0]

    def _trim(self) -> None:
        while len(self.stack) > 1 + RECENT:
            done = [place for place, number in enumerate(self.stack) if place and not self._is_live(number)]
            del self.stack[done[-1]]

    # -- board -----------------------------------------------------------------------------------------------------

    def open_board(self) -> None:
        """From the large card to the board: every live call gets its row."""
        live = self.live()
        self.shown = {number: self.shown[number] for number in live}
        self.columns = tuple(
            enter(Column(), self._of(column, live), self.shown, self.rules, self.now)
            for column in range(self.column_count)
        )
        self.mode = Mode.BOARD
        self.stack = []
        self.calm_since = None
        self.step_at = self.now + PAGE_MS

    def board(self) -> None:
        """One step of the board: rows enter; at a page step they also leave and pages turn."""
        is_turn = self.now >= self.step_at
        if is_turn:
            live = set(self.live())
            self.shown = {number: row for number, row in self.shown.items() if number in live}
            self.step_at = self.now + PAGE_MS
        move = turn if is_turn else enter
        self.columns = tuple(
            move(column, self._of(place, self.newcomers), self.shown, self.rules, self.now)
            for place, column in enumerate(self.columns)
        )
        if len(self.live()) > HERO_LIVE:
            self.calm_since = None
        elif self.calm_since is None:
            self.calm_since = self.now
        if self._may_close():
            self.close_board()

    def _of(self, column: int, numbers: Sequence[str]) -> list[str]:
        return [number for number in numbers if number in self.shown and self.shown[number].call.column == column]

    def _may_close(self) -> bool:
        if self.calm_since is None or self.now < self.calm_since + CALM_MS:
            return False
        return not any(row.is_amber(self.now) or row.amber_until is None for row in self.shown.values())

    def close_board(self) -> None:
        """Back to the large card: the newest live call, then the others, newest first."""
        live = set(self.live())
        newest = sorted(self.calls.values(), key=lambda call: (call.number in live, call.at, call.seq), reverse=True)
        kept = newest[: 1 + RECENT]
        self.shown = {number: row for number, row in self.shown.items() if number in live}
        self.stack = [call.number for call in kept]
        self.mode = Mode.HERO
        self.columns = ()
        self.calm_since = None

    # -- end -------------------------------------------------------------------------------------------------------

    def finish(self, *, on_screen: bool) -> Wall:
        """Count what is in the picture now."""
        carried = {number for column in self.columns for number in column.carried}
        wall = Wall(
            mode=self.mode,
            calls=self.calls,
            shown=self.shown,
            stack=tuple(self.stack),
            columns=self.columns,
            calm_since=self.calm_since,
            step_at=self.step_at,
        )
        visible = wall.visible if on_screen else frozenset[str]()
        shown = {
            number: replace(
                row.seen(self.now) if number in visible else row.unseen(self.now), is_carried=number in carried
            )
            for number, row in self.shown.items()
        }
        return replace(wall, shown=shown)
