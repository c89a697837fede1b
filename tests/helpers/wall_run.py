"""A wall driven by hand, and an audit of every picture it made that counts showings by itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hallcall.core.places import Zone
from hallcall.core.terms import CounterNumber, Name, ZoneId
from hallcall.core.tickets import TicketId
from hallcall.display.model.calls import WallCall
from hallcall.display.model.layout import Mode, Wall, next_due, step
from hallcall.display.model.plan import ColumnPlan, WallPlan

ZONES = ("ABC", "DEFG")
"""Zones of the two columns."""


def plan(*, rows: int = 7, carried: str = "") -> WallPlan:
    columns = [
        ColumnPlan(
            floors=(floor,),
            zones=tuple(Zone(id=ZoneId(zone), floor=floor, name=Name(zh=zone)) for zone in zones),
            first_counter=CounterNumber(1),
            last_counter=CounterNumber(99),
        )
        for floor, zones in enumerate(ZONES, 1)
    ]
    return WallPlan(
        columns=tuple(columns),
        rows=rows,
        type_px=170,
        carried=frozenset(ZoneId(zone) for zone in carried),
        column_of={zone.id: place for place, column in enumerate(columns) for zone in column.zones},
    )


@dataclass
class Seen:
    """What one number really had since its latest call."""

    since: int
    ends: list[tuple[int, int]] = field(default_factory=list)
    visible_from: int | None = None
    was_carried: bool = False

    def showings(self, now: int) -> int:
        running = [] if self.visible_from is None else [(self.visible_from, now)]
        return sum((end - start) // 8000 for start, end in self.ends + running)


class WallRun:
    """Turns the clock, tells the wall of calls, and checks each picture against the one before."""

    def __init__(self, wall_plan: WallPlan | None = None) -> None:
        self.plan = wall_plan or plan()
        self.wall = Wall()
        self.now = 1_000_000
        self.calls: dict[str, WallCall] = {}
        self.seq = 0
        self.seen: dict[str, Seen] = {}
        self.on_screen = True

    # -- what happens in the hall ----------------------------------------------------------------------------------

    def call(self, number: str, zone: str | None = None, counter: int = 12) -> None:
        self.seq += 1
        place = ZoneId(zone or number[0])
        self.calls.pop(number, None)
        self.calls[number] = WallCall(
            ticket=TicketId(number),
            number=number,
            seq=self.seq,
            call=1,
            at=float(self.seq),
            counter=CounterNumber(counter),
            zone=place,
            column=self.plan.column_of[place],
        )
        self.seen[number] = Seen(self.now)

    def recall(self, number: str) -> None:
        self.seq += 1
        call = self.calls[number]
        self.calls[number] = replace(call, call=call.call + 1, at=float(self.seq), is_out=True, is_answered=False)
        self.seen[number] = Seen(self.now)

    def answer(self, number: str) -> None:
        self.calls[number] = replace(self.calls[number], is_out=False, is_answered=True)

    def give_up(self, number: str) -> None:
        self.calls[number] = replace(self.calls[number], is_out=False)

    def transfer(self, number: str, zone: str) -> None:
        self.calls[number] = replace(self.calls[number], is_out=False, moved_to=ZoneId(zone))
        if number in self.wall.shown:
            self.seen[number] = Seen(self.now)

    # -- the wall --------------------------------------------------------------------------------------------------

    def step(self) -> None:
        before = self.wall
        self.wall = step(before, list(self.calls.values()), self.now, self.plan, on_screen=self.on_screen)
        self._record()
        self._audit(before)

    def later(self, seconds: float) -> None:
        """Turn the clock, stepping whenever the wall asks for it."""
        end = self.now + round(seconds * 1000)
        while (due := next_due(self.wall, self.now)) is not None and due <= end:
            self.now = due
            self.step()
        self.now = end

    def spot(self, number: str, wall: Wall | None = None) -> tuple[int, int] | None:
        """Column and slot of a number in the picture; in hero mode its place in the stack."""
        wall = wall or self.wall
        if wall.mode is Mode.HERO:
            return (0, wall.stack.index(number)) if number in wall.stack else None
        for place, column in enumerate(wall.columns):
            if number in column.visible:
                return place, column.visible.index(number)
        return None

    def _record(self) -> None:
        visible = self.wall.visible if self.on_screen else frozenset()
        carried = {number for column in self.wall.columns for number in column.carried}
        for number, seen in self.seen.items():
            seen.was_carried = seen.was_carried or number in carried
            if number in visible and seen.visible_from is None:
                seen.visible_from = self.now
            elif number not in visible and seen.visible_from is not None:
                seen.ends.append((seen.visible_from, self.now))
                seen.visible_from = None

    def _audit(self, before: Wall) -> None:
        self._check_rows()
        for number in before.shown:
            self._check_still(before, number)
        for number, call in self.calls.items():
            if number not in self.wall.shown and not call.is_answered and self.now - self.seen[number].since < 600_000:
                seen = self.seen[number]
                assert self.now - seen.since >= 45_000, f"{number} left after {self.now - seen.since} ms"
                assert seen.was_carried or seen.showings(self.now) >= 2, f"{number} had {seen.showings(self.now)}"

    def _check_rows(self) -> None:
        wall = self.wall
        if wall.mode is Mode.HERO:
            assert len(wall.stack) == len(set(wall.stack)) <= 7
            assert set(wall.live(self.now)) <= set(wall.stack)
            assert len(wall.live(self.now)) <= 2
            return
        placed = [number for column in wall.columns for number in (*column.numbers, *column.carried)]
        assert len(placed) == len(set(placed))
        assert set(wall.shown) == set(placed)
        for place, column in enumerate(wall.columns):
            assert all(len(page) == self.plan.rows for page in column.pages)
            assert all(wall.shown[number].call.column == place for number in column.numbers)

    def _check_still(self, before: Wall, number: str) -> None:
        """Amber before and now, and in both pictures: the same place."""
        if before.mode is not self.wall.mode or number not in self.wall.shown:
            return
        same = before.shown[number].call.seq == self.wall.shown[number].call.seq
        was_amber = before.shown[number].is_amber(self.now)
        old, new = self.spot(number, before), self.spot(number)
        is_out = number in self.calls and self.calls[number].is_out
        if same and was_amber and is_out and None not in {old, new}:
            assert old == new, f"{number} moved from {old} to {new} while amber"
