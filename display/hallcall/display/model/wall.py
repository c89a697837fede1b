"""The wall as one Qt object: feeds the layout from the link, keeps time, and tells QML what changed.

All rules live in the pure modules beside this one; here are only timers and properties. While nothing happens the
only timers that fire are the clock's, once a minute, and the one that listens for silence.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal

from hallcall.client.evacuation import OWN_ALARM_MS, EvacuationMemory
from hallcall.core.commands import Channel
from hallcall.core.errors import ConfigError
from hallcall.core.events import EmergencyBegun, EmergencyEnded, Recorded, TicketCalled, TicketRecalled
from hallcall.core.hall import Hall
from hallcall.core.places import WallPlace
from hallcall.display.model import scene
from hallcall.display.model.calls import wall_calls
from hallcall.display.model.confirming import Confirming
from hallcall.display.model.content import ContentModel, Moment
from hallcall.display.model.evacuation import evacuation_scene
from hallcall.display.model.freshness import Age, Freshness, age_of
from hallcall.display.model.layout import Mode, Wall, next_due, step
from hallcall.display.model.plan import ROW_TYPE_PX, WallPlan, plan_wall, queues_of
from hallcall.display.model.source import HallSource
from hallcall.display.model.waiting import queues_waiting

__all__ = ["WallModel"]

_log = logging.getLogger(__name__)

GATHER_MS = 4
"""After a rest the picture waits so long for an event's companions: those of one answer follow each other closely."""
GATHER_MOST_MS = 30
"""However many come, the first is drawn after this long."""
BATCH_MS = 200
"""Least time between two pictures with new calls, and before one without: the calls of a burst are one change."""
STRIP_MS = 12_000
"""A page of the strip of queues stays this long."""
STRIP_AFTER_MS = 100
"""A new call is painted first, alone; the people who wait are counted and drawn behind it."""
STRIP_QUEUES = 4
"""Queues on a page of the strip."""
_LIST: Any = "QVariantList"
_MAP: Any = "QVariantMap"
_PULSE = (0.0, 0.5, 1.0, 0.5, 0.0, 0.5, 1.0, 0.5, 0.0)
"""Two slow pulses of half a second, four pictures each, after the number itself."""
_PULSE_MS = 125
_CHECK_MS = 500
"""How often the wall looks for a sign of life while it says that its data are old."""


class WallModel(QObject):
    """What one wall shows.

    Attributes:
        wall: state of the layout, as pure data.
        plan: the fixed part of the wall; None until the hall is known.
    """

    hallChanged = Signal()
    sceneChanged = Signal()
    waitingChanged = Signal()
    clockChanged = Signal()
    pulseChanged = Signal()

    def __init__(
        self,
        source: HallSource,
        place: Callable[[Hall], WallPlace],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        reduced_motion: bool = False,
        keepsake: Path | None = None,
        playlist: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._place = place
        self._monotonic = monotonic
        self._reduced_motion = reduced_motion
        self._at = WallPlace(id="")
        self._confirming = Confirming(source, Channel.WALL)
        self._evacuation = EvacuationMemory(keepsake)
        self._content = ContentModel(playlist, self.local_now, self) if playlist is not None else None
        if self._content is not None:
            self._content.changed.connect(self.sceneChanged)
        self.plan: WallPlan | None = None
        self.wall = Wall()
        self._hall: Hall | None = None
        self._has_lost_its_place = False
        self._values: dict[str, Any] = {"page": "connecting"}
        self._strip: list[list[scene.Scene]] = []
        self._strip_page = 0
        self._pulse_step = len(_PULSE) - 1
        self._last_refresh: float | None = None
        self._last_call: float | None = None
        self._shown_clock = ""
        self._due = self._timer(self.refresh)
        self._gather = self._timer(self.refresh)
        self._gathering_since = 0.0
        self._silence = self._timer(self.refresh)
        self._minute = self._timer(self._tick)
        self._pulse_timer = self._timer(self._pulse_on, _PULSE_MS)
        self._strip_timer = self._timer(self._turn_strip, STRIP_MS)
        self._strip_soon = self._timer(self._count_waiting)
        self._own_alarm = self._timer(self._see_own_alarm, OWN_ALARM_MS)
        if keepsake is not None:
            self._own_alarm.start()
        source.hallTaken.connect(self.take_hall)
        source.snapshotTaken.connect(self.refresh)
        source.changed.connect(self._hear)
        source.linkChanged.connect(self._hear_link)
        source.beat.connect(self._hear_beat)
        source.waitsChanged.connect(lambda: self._strip_soon.start(STRIP_AFTER_MS))
        self._tick()
        self.take_hall()

    def _timer(self, call: Callable[[], None], interval_ms: int = 0) -> QTimer:
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setSingleShot(interval_ms == 0)
        timer.setInterval(interval_ms)
        timer.timeout.connect(call)
        return timer

    # -- from the link ---------------------------------------------------------------------------------------------

    def take_hall(self) -> None:
        """Plan the wall for the hall as it is now. One that has no place for this wall any more leaves it as it is."""
        hall = self._source.hall
        if hall is None:
            return
        try:
            place = self._place(hall)
        except ConfigError:
            if self._hall is None:
                raise
            _log.exception("the hall has no place for this wall any more")
            self._has_lost_its_place = True
            self.refresh()
            return
        self._has_lost_its_place = False
        self._hall = hall
        self._at = place
        self.plan = plan_wall(hall, place)
        self.wall = Wall()
        self.hallChanged.emit()
        self._tick()
        self.refresh()

    def _hear(self, recorded: Recorded) -> None:
        """An event came: draw it soon, with what comes right behind it. A call does not wait for lesser news."""
        if isinstance(recorded.event, EmergencyBegun | EmergencyEnded):
            self.refresh()
            return
        now = self._monotonic()
        is_call = isinstance(recorded.event, TicketCalled | TicketRecalled)
        before = self._last_call if is_call else self._last_refresh
        rest_ms = BATCH_MS if before is None else (now - before) * 1000
        wait_ms = max(GATHER_MS, round(BATCH_MS - rest_ms))
        is_sooner = is_call and self._gather.remainingTime() > wait_ms
        if not self._gather.isActive() or is_sooner:
            self._gathering_since = now
            self._gather.start(wait_ms)
        elif self._gather.interval() == GATHER_MS and (now - self._gathering_since) * 1000 < GATHER_MOST_MS - GATHER_MS:
            self._gather.start(GATHER_MS)

    def _hear_link(self, _status: object) -> None:
        if self._values["page"] == "stale" or self._is_outdated != self._get("isOutdated", 0):
            self.refresh()

    @property
    def _is_outdated(self) -> bool:
        return self._has_lost_its_place or self._source.status.is_outdated

    def _hear_beat(self) -> None:
        if self._values["page"] == "stale" or self._values.get("isLate"):
            self.refresh()

    # -- the picture -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Bring the picture up to now."""
        self._see_emergency()
        age = self.age()
        if self._hall is None or self.plan is None or age is None:
            return
        self._gather.stop()
        self._last_refresh = self._monotonic()
        now = round(self._last_refresh * 1000)
        is_stale = age.freshness is Freshness.STALE
        before = self.wall
        calls = wall_calls(self._hall, self._source.state, self.plan)
        self.wall = step(before, calls, now, self.plan, on_screen=not is_stale)
        self._publish(self._hall, self.plan, age, now)
        if not is_stale:
            shown = self.wall.visible
            self._confirming.see((call.ticket, call.call) for call in calls if call.is_out and call.number in shown)
        if not is_stale and _has_news(before, self.wall, now):
            self._last_call = self._last_refresh
            self._start_pulse()
            self._strip_soon.start(STRIP_AFTER_MS)
        else:
            self._count_waiting()
        self._set_timers(age, now)

    def _see_emergency(self) -> None:
        """Take over whether people must leave. Until the hall has told the ways out, those that were kept hold."""
        if self._hall is not None and self._evacuation.hear(self._source.state, self._at.exits):
            self.sceneChanged.emit()

    def _see_own_alarm(self) -> None:
        """A contact at this machine may say that people must leave while the server is away."""
        if self._evacuation.look_here():
            self.sceneChanged.emit()

    def age(self) -> Age | None:
        """How old the data are; None before the first."""
        heard_at = self._source.heard_at
        return None if heard_at is None else age_of(heard_at, self._monotonic(), self.local_now())

    def _publish(self, hall: Hall, plan: WallPlan, age: Age, now: int) -> None:
        wall = self.wall
        is_stale = age.freshness is Freshness.STALE
        is_hero = wall.mode is Mode.HERO
        values = {
            "page": "stale" if is_stale else wall.mode.value,
            "hero": scene.hero_scene(hall, wall, now) if is_hero else {},
            "recent": scene.recent_scene(hall, wall, now) if is_hero else [],
            "columns": scene.columns_scene(hall, plan, wall, now),
            "carried": scene.carried_scene(wall),
            "last": scene.last_calls_scene(hall, plan, wall) if is_stale else [],
            "live": len(wall.live(now)),
            "isLate": age.freshness is not Freshness.FRESH,
            "isOutdated": self._is_outdated,
            "dataTime": f"{age.data_at:%H:%M}",
            "minutes": age.minutes,
            "attempts": self._source.status.attempts if is_stale else 0,
        }
        if not values["isLate"]:
            values["dataTime"] = ""
        if self._shown_clock != self._get_clock():
            self._tick()
        if values != self._values:
            self._values = values
            self.sceneChanged.emit()
        self._follow_content()

    def _follow_content(self) -> None:
        hall, age, state = self._hall, self.age(), self._source.state
        if self._content is not None and hall is not None and age is not None:
            page, live = self._get("page", ""), self._get("live", 0)
            self._content.follow(Moment(hall, state, self._at, page=page, live=live, silent_s=age.seconds))

    def _count_waiting(self) -> None:
        """Bring the strip of queues up to now."""
        self._strip_soon.stop()
        hall, plan, age = self._hall, self.plan, self.age()
        if hall is None or plan is None or age is None:
            return
        source = self._source
        queues = queues_waiting(source.state, queues_of(hall, plan), source.waits, with_waits=age.may_show_waits)
        entries = scene.waiting_scene(hall, queues)
        strip = [entries[start : start + STRIP_QUEUES] for start in range(0, len(entries), STRIP_QUEUES)]
        if strip != self._strip:
            self._strip = strip
            self.waitingChanged.emit()
        self._pace_strip()

    def _pace_strip(self) -> None:
        if len(self._strip) <= 1 or self._values["page"] != Mode.HERO.value:
            self._strip_timer.stop()
        elif not self._strip_timer.isActive():
            self._strip_timer.start()

    def _set_timers(self, age: Age, now: int) -> None:
        is_stale = age.freshness is Freshness.STALE
        silence_ms = round(age.next_change_s * 1000)
        self._silence.start(silence_ms if age.freshness is Freshness.FRESH else min(silence_ms, _CHECK_MS))
        due = None if is_stale else next_due(self.wall, now)
        if due is None:
            self._due.stop()
        else:
            self._due.start(due - now)

    def _turn_strip(self) -> None:
        self._strip_page += 1
        self.waitingChanged.emit()

    # -- pulses and the clock --------------------------------------------------------------------------------------

    def _start_pulse(self) -> None:
        if not self._reduced_motion:
            self._pulse_step = 0
            self._pulse_timer.start()
            self.pulseChanged.emit()

    def _pulse_on(self) -> None:
        self._pulse_step += 1
        if self._pulse_step == len(_PULSE) - 1:
            self._pulse_timer.stop()
        self.pulseChanged.emit()

    def local_now(self) -> datetime:
        """The time of day in the hall."""
        zone = ZoneInfo(self._hall.timezone) if self._hall is not None else None
        return self._source.now().astimezone(zone)

    def _tick(self) -> None:
        now = self.local_now()
        self._minute.start(round((60 - now.second - now.microsecond / 1e6) * 1000) + 10)
        self._shown_clock = f"{now:%H:%M}"
        self.clockChanged.emit()
        self._follow_content()

    # -- what QML reads --------------------------------------------------------------------------------------------

    def _get(self, name: str, empty: Any) -> Any:
        return self._values.get(name, empty)

    def _get_page(self) -> str:
        if self._evacuation.emergency is not None:
            return "evacuate"
        has_content = self._content is not None and bool(self._content.property("page"))
        return "content" if has_content else self._get("page", "")

    page = Property(str, _get_page, notify=sceneChanged)
    """``connecting``, ``hero``, ``content``, ``board``, ``stale`` or, before all others, ``evacuate``."""
    content = Property(QObject, lambda self: self._content, constant=True)
    """Pages beside the calls; null on a wall without."""
    evacuation = Property(_MAP, lambda self: evacuation_scene(self._evacuation.known), notify=sceneChanged)
    """The way out, while people must leave."""
    hero = Property(_MAP, lambda self: self._get("hero", {}), notify=sceneChanged)
    """The large call; without a ``number`` before the first of the day."""
    recent = Property(_LIST, lambda self: self._get("recent", []), notify=sceneChanged)
    """Calls beside the large one, from the top."""
    columns = Property(_LIST, lambda self: self._get("columns", []), notify=sceneChanged)
    """Columns of the board, with their rows."""
    carried = Property(_LIST, lambda self: self._get("carried", []), notify=sceneChanged)
    """Zones that carry calls for which this wall has no room."""
    last = Property(_LIST, lambda self: self._get("last", []), notify=sceneChanged)
    """Last known calls of each column, while the data are old."""
    live = Property(int, lambda self: self._get("live", 0), notify=sceneChanged)
    """How many are called now."""
    isLate = Property(bool, lambda self: bool(self._get("isLate", 0)), notify=sceneChanged)
    """Nothing was heard for so long that the wall says so."""
    isOutdated = Property(bool, lambda self: bool(self._get("isOutdated", 0)), notify=sceneChanged)
    """The wall works by other hall files than the server."""
    dataTime = Property(str, lambda self: self._get("dataTime", ""), notify=sceneChanged)
    """Time of day of the data, while they are not live."""
    staleMinutes = Property(int, lambda self: self._get("minutes", 0), notify=sceneChanged)
    """Age of the data."""
    attempts = Property(int, lambda self: self._get("attempts", 0), notify=sceneChanged)
    """Tries to reach the server since it was lost."""

    def _get_waiting(self) -> list[scene.Scene]:
        return self._strip[self._strip_page % len(self._strip)] if self._strip else []

    waiting = Property(_LIST, _get_waiting, notify=waitingChanged)
    """The page of the strip of queues."""

    def _get_pulse(self) -> float:
        return _PULSE[self._pulse_step]

    pulse = Property(float, _get_pulse, notify=pulseChanged)
    """Strength of the frame around new calls, 0 when still."""

    def _get_clock(self) -> str:
        return f"{self.local_now():%H:%M}"

    def _get_date(self) -> dict[str, int]:
        now = self.local_now()
        return {"month": now.month, "day": now.day, "weekday": now.isoweekday()}

    clock = Property(str, _get_clock, notify=clockChanged)
    """Time of day, ``09:41``."""
    date = Property(_MAP, _get_date, notify=clockChanged)
    """Month, day and weekday, Monday is 1."""

    def _hall_name(self, name: str) -> scene.Scene:
        return {} if self._hall is None else scene.name_values(getattr(self._hall, name))

    hallName = Property(_MAP, lambda self: self._hall_name("name"), notify=hallChanged)
    """Name of the hall."""
    helpDesk = Property(_MAP, lambda self: self._hall_name("help_desk"), notify=hallChanged)
    """Where people are."""
    helpPhone = Property(str, lambda self: self._hall.help_phone if self._hall else "", notify=hallChanged)
    """Whom to ring."""
    rowType = Property(int, lambda self: self.plan.type_px if self.plan else ROW_TYPE_PX, notify=hallChanged)
    """Font size of numbers in rows, in pixels of the 3840-pixel design."""
    rowCount = Property(int, lambda self: self.plan.rows if self.plan else 0, notify=hallChanged)
    """Rows of a column."""


def _has_news(before: Wall, after: Wall, now: int) -> bool:
    """Whether a number has just become amber."""
    return any(
        row.is_amber(now) and (number not in before.shown or before.shown[number].amber_until != row.amber_until)
        for number, row in after.shown.items()
    )
