"""What each event does to the pagers of the hall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hallcall.core import events as ev
from hallcall.core.commands import PagerNumber
from hallcall.core.folding._changing import Handlers
from hallcall.core.snapshot import PagerState
from hallcall.core.values import changed

if TYPE_CHECKING:  # the state is folded by this package
    from hallcall.core.state import HallState


def _given(state: HallState, event: ev.PagerGiven, at: ev.Recorded) -> None:
    state.pagers[event.pager] = changed(_pager(state, event.pager), ticket=event.ticket, given_at=at.at)


def _taken_back(state: HallState, event: ev.PagerTakenBack, _: ev.Recorded) -> None:
    state.pagers[event.pager] = changed(_pager(state, event.pager), ticket=None, given_at=None)
    for task in [task for task in state.tasks.values() if task.pager == event.pager]:
        del state.tasks[task.id]


def _reported(state: HallState, event: ev.PagerReported, _: ev.Recorded) -> None:
    state.pagers[event.pager] = changed(_pager(state, event.pager), condition=event.condition)


def _pager(state: HallState, pager: PagerNumber) -> PagerState:
    return state.pagers.get(pager) or PagerState(pager=pager)


HANDLERS: Handlers = {ev.PagerGiven: _given, ev.PagerTakenBack: _taken_back, ev.PagerReported: _reported}
