"""What each event does to the counters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hallcall.core import events as ev
from hallcall.core.folding._changing import Handlers, set_counter
from hallcall.core.snapshot import Conversion, CounterState, CounterStatus

if TYPE_CHECKING:  # the state is folded by this package
    from hallcall.core.state import HallState


def _opened(state: HallState, event: ev.CounterOpened, at: ev.Recorded) -> None:
    if state.counter(event.counter, at.at).ticket is not None:
        spoken = {"languages": event.languages, "queues": event.queues}
        set_counter(state, event.counter, at.at, clerk=event.clerk, **spoken)
        return
    state.counters[event.counter] = CounterState(
        number=event.counter,
        status=CounterStatus.PAUSED if event.paused else CounterStatus.IDLE,
        since=at.at,
        clerk=event.clerk,
        languages=event.languages,
        queues=event.queues,
    )


def _closed(state: HallState, event: ev.CounterClosed, at: ev.Recorded) -> None:
    if event.hands_over:
        set_counter(state, event.counter, at.at, clerk=None)
        return
    state.counters[event.counter] = CounterState(number=event.counter, status=CounterStatus.CLOSED, since=at.at)


def _pause_planned(state: HallState, event: ev.CounterPausePlanned, at: ev.Recorded) -> None:
    set_counter(state, event.counter, at.at, pause_planned=True, pause_reason=event.reason, pause_until=event.until)


def _paused(state: HallState, event: ev.CounterPaused, at: ev.Recorded) -> None:
    set_counter(
        state,
        event.counter,
        at.at,
        status=CounterStatus.PAUSED,
        since=at.at,
        pause_reason=event.reason,
        pause_until=event.until,
        pause_planned=False,
    )


def _resumed(state: HallState, event: ev.CounterResumed, at: ev.Recorded) -> None:
    counter = state.counter(event.counter, at.at)
    status = CounterStatus.IDLE if counter.status is CounterStatus.PAUSED else counter.status
    since = at.at if counter.status is CounterStatus.PAUSED else counter.since
    set_counter(
        state, event.counter, at.at, status=status, since=since, pause_reason="", pause_until=None, pause_planned=False
    )


def _converted(state: HallState, event: ev.CounterConverted, at: ev.Recorded) -> None:
    state.conversions[event.counter] = Conversion(
        counter=event.counter, queues=event.queues, since=at.at, until=event.until
    )
    _speak_for(state, event, at)


def _given_back(state: HallState, event: ev.CounterGivenBack, at: ev.Recorded) -> None:
    state.conversions.pop(event.counter, None)
    _speak_for(state, event, at)


def _speak_for(state: HallState, event: ev.CounterConverted | ev.CounterGivenBack, at: ev.Recorded) -> None:
    """The languages of a counter are those of the queues it serves."""
    if state.counter(event.counter, at.at).languages:
        set_counter(state, event.counter, at.at, queues=event.queues)


HANDLERS: Handlers = {
    ev.CounterOpened: _opened,
    ev.CounterClosed: _closed,
    ev.CounterPausePlanned: _pause_planned,
    ev.CounterPaused: _paused,
    ev.CounterResumed: _resumed,
    ev.CounterConverted: _converted,
    ev.CounterGivenBack: _given_back,
}
