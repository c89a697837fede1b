"""The counter as its clerk knows it: state, keys, and what pressing them does. No widgets."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from hallcall.client import Answer, LinkState, Session
from hallcall.client.evacuation import EvacuationMemory
from hallcall.core.builtin_policies import FirstComeFirstServed, policy_of
from hallcall.core.call_policy import CallPolicy
from hallcall.core.catalogue import ServiceItem
from hallcall.core.commands import (
    CallChosen,
    CallNext,
    Command,
    CorrectQuantity,
    FinishService,
    PagerNumber,
    ParkTicket,
    PassTicket,
    PauseCounter,
    Recall,
    ResumeCounter,
    ReturnTicket,
    ServePassed,
    StartService,
    TakeBackPager,
    TransferTicket,
)
from hallcall.core.errors import HallcallError, LinkError, StorageError
from hallcall.core.events import BRINGS_VISITOR, Recorded, TicketFinished
from hallcall.core.hall import Hall
from hallcall.core.order import counter_order
from hallcall.core.places import Counter
from hallcall.core.situation import Situation
from hallcall.core.snapshot import Closure, CounterState, CounterStatus, Emergency, Task
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import AWAY, Ticket, TicketId
from hallcall.counter.model.clock import ServerClock
from hallcall.counter.model.keys import Key, KeyState, blocked_keys, key_states
from hallcall.counter.model.late import LateFinishes
from hallcall.counter.model.port import Server
from hallcall.counter.model.presses import Presses
from hallcall.counter.model.sentences import error_sentence, hh_mm
from hallcall.counter.model.status import STATUS, DeskStatus
from hallcall.counter.model.usual import UsualTime, usual_time
from hallcall.ui.texts import ScreenTexts

_GUARD_S = 0.6
"""Before the hall's own ``double_press_s`` is known."""
_LOST_SESSION = frozenset({"access.token_unknown", "counter.not_open"})


class Desk(QObject):
    """One counter with its clerk.

    Attributes:
        number: on the plate above the counter.
        session: the clerk who is signed in here, or None.
        signed_at: when they did.
        finished: visits finished since then.
    """

    changed = Signal()
    """State, keys or link changed."""
    ticked = Signal()
    """A second has gone by."""
    noticed = Signal(str)
    """A sentence for the clerk: a refusal, or why a key does nothing now."""
    wanted = Signal(object)
    """The clerk pressed this ``Key``, which asks something first."""
    sessionChanged = Signal()
    """Somebody signed in or out."""

    def __init__(
        self,
        server: Server,
        number: CounterNumber,
        texts: ScreenTexts,
        *,
        clock: Callable[[], float] = time.monotonic,
        late: LateFinishes | None = None,
        evacuation: EvacuationMemory | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._evacuation = evacuation or EvacuationMemory()
        self._evacuation.hear(server.state)
        self.server = server
        self.number = number
        self.texts = texts
        self.clock = ServerClock(server, clock)
        self.session: Session | None = None
        self.signed_at: datetime | None = None
        self.finished = 0
        self._was_open = False
        self._last: tuple[CounterStatus, TicketId | None] | None = None
        self._guard_from = float("-inf")
        self._late = late
        if late is not None:
            late.changed.connect(self.changed)
            late.lost.connect(self._notice)
        self._presses = Presses(server, self)
        self._presses.changed.connect(self.changed)
        server.changed.connect(self._take_event)
        for signal in (server.hallTaken, server.snapshotTaken, server.linkChanged):
            signal.connect(self._refresh)
        self._actions: Mapping[Key, Callable[[], None]] = {
            Key.PRIMARY: self._press_primary,
            Key.RECALL: lambda: self.submit(Recall(counter=number)),
            Key.FINISH: self._press_finish,
            Key.PASS: lambda: self.submit(PassTicket(counter=number)),
            Key.PAUSE: self._press_pause,
        }

    # -- what is -----------------------------------------------------------------------------------------------------

    @property
    def language(self) -> str:
        """The language of the screen."""
        return str(self.texts.language)

    @property
    def hall(self) -> Hall | None:
        """The hall's own data, None until the server was reached once."""
        return self.server.hall

    @property
    def place(self) -> Counter | None:
        """This counter as the hall's files describe it, with the queues that it serves now."""
        found = self.hall.counter_by_number.get(self.number) if self.hall is not None else None
        return self.server.state.desk(found) if found is not None else None

    @property
    def queues(self) -> tuple[QueuePrefix, ...]:
        """The queues it may call from."""
        return self.place.queues if self.place is not None else ()

    @property
    def policy(self) -> CallPolicy:
        """Who is called before whom; first come first served before the hall is known."""
        return FirstComeFirstServed() if self.hall is None else policy_of(self.hall.rules.order)

    def order(self, state: HallState, counter: Counter, now: datetime) -> list[Ticket]:
        """The tickets that a counter would call one after the other."""
        turns = self.hall.express_turns if self.hall is not None else ()
        return [*counter_order(state, counter, self.policy, now, turns)]

    @property
    def is_online(self) -> bool:
        """Whether the server is there."""
        return self.server.status.state is LinkState.LIVE

    @property
    def state(self) -> CounterState:
        """This counter in the hall's state."""
        return self.server.state.counter(self.number, self.clock.now())

    @property
    def status(self) -> DeskStatus:
        """What the bar shows."""
        if self.session is None:
            return DeskStatus.NOT_SIGNED_IN
        if self.emergency is not None:
            return DeskStatus.EVACUATE
        if not self.is_online:
            return DeskStatus.OFFLINE
        return STATUS[self.state.status]

    @property
    def emergency(self) -> Emergency | None:
        """Whether people must leave the building, as heard last; before the server was heard, as it was kept."""
        return self._evacuation.emergency

    @property
    def situation(self) -> Situation | None:
        """What the rules look at; None before the hall is known."""
        if self.hall is None or self.place is None:
            return None
        return Situation(self.hall, self.server.state, self.clock.now(), self.policy)

    @property
    def ticket(self) -> Ticket | None:
        """The number called or served here."""
        found = self.state.ticket
        return self.server.state.tickets.get(found) if found is not None else None

    @property
    def item(self) -> ServiceItem | None:
        """What its visitor came for."""
        return self.item_of(self.ticket)

    def item_of(self, ticket: Ticket | None) -> ServiceItem | None:
        """The item of a ticket."""
        if self.hall is None or ticket is None:
            return None
        return self.hall.item_by_code.get(ticket.item)

    @property
    def seconds(self) -> float:
        """Since when the counter is as it is; a visit that has ended here takes no longer."""
        until = self.ended_at or self.clock.now()
        return max((until - self.state.since).total_seconds(), 0.0)

    @property
    def ended_at(self) -> datetime | None:
        """When the visit here ended, while the server does not know it yet."""
        found = self.state.ticket
        return self._late.ended_at(found) if self._late is not None and found is not None else None

    @property
    def usual(self) -> UsualTime | None:
        """How long the present item usually takes."""
        return usual_time(self.item, self.ticket.quantity) if self.ticket and self.item is not None else None

    @property
    def is_over_usual(self) -> bool:
        """Whether the present visit takes longer than nine of ten do."""
        serving = self.state.status is CounterStatus.SERVING
        return serving and self.usual is not None and self.seconds > self.usual.high_min * 60

    @property
    def waiting(self) -> list[Ticket]:
        """Those who wait for this counter, in no order."""
        mine = self.server.state.waiting_in(self.queues)
        return [ticket for ticket in mine if ticket.only_counter in {None, self.number}]

    @property
    def parked(self) -> list[Ticket]:
        """Visitors of its queues who went to fetch something or did not come, longest away first."""
        found = (ticket for ticket in self.server.state.tickets.values() if ticket.state in AWAY)
        return sorted((ticket for ticket in found if ticket.queue in self.queues), key=lambda ticket: ticket.since)

    @property
    def closures(self) -> list[tuple[Closure, int]]:
        """Queues of the counter that are closed for now, and how many wait there all the same."""
        state = self.server.state
        mine = (state.closed[queue] for queue in self.queues if queue in state.closed)
        return [(closure, len(state.waiting.get(closure.queue, ()))) for closure in mine]

    @property
    def pager(self) -> PagerNumber | None:
        """The pager that the visitor here has; it is to be taken back."""
        return self.server.state.pager_of(self.ticket.id) if self.ticket is not None else None

    @property
    def guide_task(self) -> Task | None:
        """The newest task of a guide who should bring the visitor who is called here."""
        fetching = [task for task in self.server.state.tasks.values() if task.kind in BRINGS_VISITOR]
        tasks = [task for task in fetching if task.ticket == self.state.ticket is not None]
        return max(tasks, key=lambda task: task.raised_at, default=None)

    @property
    def is_sending(self) -> bool:
        """Whether a press has no answer yet."""
        return self._presses.is_under_way

    @property
    def keeps_press(self) -> bool:
        """Whether a press is kept until the server is back."""
        return self._presses.waits_for_link

    @property
    def keys(self) -> dict[Key, KeyState]:
        """Every key at this moment."""
        at = self.situation
        if self.session is None:
            return blocked_keys("counter-why-not-signed-in")
        blocked = "" if self.is_online else "counter-why-offline"
        if at is None:
            return blocked_keys(blocked or "counter-why-not-signed-in")
        states = key_states(at, self.number, blocked=blocked)
        if self.emergency is not None:
            states = {
                key: state if key is Key.FINISH else replace(state, reason="counter-why-evacuate", fields={})
                for key, state in states.items()
            }
        if self.ended_at is not None:
            states[Key.FINISH] = replace(states[Key.FINISH], reason="counter-why-finish-kept")
        elif self._can_finish_late:
            states[Key.FINISH] = replace(states[Key.FINISH], reason="")
            states[Key.PRIMARY] = replace(states[Key.PRIMARY], reason="counter-why-offline-finish")
        return states

    # -- what the clerk does -----------------------------------------------------------------------------------------

    def press(self, key: Key) -> None:
        """A key went down. The primary one does nothing for a moment after the counter's state has changed."""
        is_late = key is Key.FINISH and self._can_finish_late
        if (self._presses.is_under_way and not is_late) or (key is Key.PRIMARY and self._is_guarded()):
            return
        state = self.keys[key]
        if not state.is_enabled:
            self.noticed.emit(self.texts.text(state.reason, **state.fields))
            return
        action = self._actions.get(key)
        if action is None:
            self.wanted.emit(key)
        else:
            action()

    def submit(self, command: Command, on_end: Callable[[HallcallError | None], None] | None = None) -> None:
        """Send a command of the clerk.

        Args:
            command: what they want.
            on_end: told None, or why not; without it a refusal becomes a notice.
        """
        if not self.is_online:
            self._end(LinkError("link.down"), on_end)
            return

        def answered(_answer: Answer) -> None:
            self._end(None, on_end)

        self._presses.send(command, answered, lambda error: self._end(error, on_end))

    def pause(self, reason: str, until: datetime | None, on_end: Callable[[HallcallError | None], None]) -> None:
        """Stop calling, now or when the present visitor is done."""
        self.submit(PauseCounter(counter=self.number, reason=reason, until=until), on_end)

    def park(self, reason: str, on_end: Callable[[HallcallError | None], None]) -> None:
        """Let the visitor fetch something."""
        self.submit(ParkTicket(counter=self.number, reason=reason), on_end)

    def call_chosen(self, ticket: TicketId, reason: str, on_end: Callable[[HallcallError | None], None]) -> None:
        """Call one number out of turn."""
        self.submit(CallChosen(counter=self.number, ticket=ticket, reason=reason), on_end)

    def serve_passed(self, ticket: TicketId, on_end: Callable[[HallcallError | None], None]) -> None:
        """Serve a visitor at once who missed their call and came after all."""
        self.submit(ServePassed(counter=self.number, ticket=ticket), on_end)

    def correct_quantity(self, quantity: int, on_end: Callable[[HallcallError | None], None]) -> None:
        """The visitor brings more or fewer cases than their number says."""
        if self.ticket is not None:
            self.submit(CorrectQuantity(ticket=self.ticket.id, quantity=quantity), on_end)

    def take_back_pager(self) -> None:
        """The visitor has handed their pager back."""
        if self.pager is not None:
            self.submit(TakeBackPager(pager=self.pager))

    def take_back(self, ticket: TicketId, on_end: Callable[[HallcallError | None], None]) -> None:
        """A parked visitor is back and waits again."""
        self.submit(ReturnTicket(ticket=ticket), on_end)

    def transfer(self, command: TransferTicket, on_end: Callable[[HallcallError | None], None]) -> None:
        """Send the visitor on."""
        self.submit(command, on_end)

    def sign_in(self, session: Session) -> None:
        """A clerk has signed in."""
        self.session = session
        self.signed_at = self.clock.now()
        self.finished = 0
        self._was_open = False
        if self._late is not None:
            self._late.sign_in(session.clerk)
        self.sessionChanged.emit()
        self._refresh()

    def sign_out(self) -> None:
        """Close the counter and end the session."""
        if self.session is not None:
            self.server.logout(lambda _none: self._leave(), self._notice)

    def tick(self) -> None:
        """A second has gone by. A contact at this machine may say that people must leave while the server is away."""
        if self._evacuation.look_here():
            self._refresh()
        self.ticked.emit()

    # -- inside ------------------------------------------------------------------------------------------------------

    def _press_primary(self) -> None:
        self._guard_from = self.clock.monotonic()
        if self.state.status is CounterStatus.CALLING:
            self.submit(StartService(counter=self.number))
        elif self.state.status is CounterStatus.SERVING and self.state.pause_planned:
            self.submit(FinishService(counter=self.number))
        else:
            self.submit(CallNext(counter=self.number))

    @property
    def _can_finish_late(self) -> bool:
        """Whether a visit can end here although there is no server."""
        is_serving = self.state.status is CounterStatus.SERVING and self.ended_at is None
        return self._late is not None and is_serving and not self.is_online

    def _press_finish(self) -> None:
        if self.is_online or self._late is None or self.ticket is None or self.session is None:
            self.submit(FinishService(counter=self.number))
            return
        at = self.clock.now()
        try:
            self._late.keep(self.ticket.id, self.session.clerk, at)
        except StorageError as error:
            self._notice(error)
            return
        self._presses.forget(FinishService)
        self.noticed.emit(self.texts.text("counter-finished-late", at=hh_mm(self.clock.local(at))))

    def _press_pause(self) -> None:
        if self.state.status is CounterStatus.PAUSED or self.state.pause_planned:
            self.submit(ResumeCounter(counter=self.number))
        else:
            self.wanted.emit(Key.PAUSE)

    def _is_guarded(self) -> bool:
        guard_s = self.hall.rules.call.double_press_s if self.hall is not None else _GUARD_S
        return self.clock.monotonic() - self._guard_from < guard_s

    def _end(self, error: HallcallError | None, on_end: Callable[[HallcallError | None], None] | None) -> None:
        if error is not None and error.code in _LOST_SESSION:
            self._leave()
        if on_end is not None:
            on_end(error)
        elif error is not None:
            self._notice(error)

    def _notice(self, error: HallcallError) -> None:
        self.noticed.emit(error_sentence(self.texts, error))

    def _take_event(self, recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, TicketFinished) and event.counter == self.number and self.session is not None:
            self.finished += 1
        self._refresh()

    def _refresh(self) -> None:
        self._evacuation.hear(self.server.state)
        counter = self.state
        now = (counter.status, counter.ticket)
        if now != self._last:
            self._last = now
            self._guard_from = self.clock.monotonic()
        self._check_session(counter)
        self.changed.emit()

    def _check_session(self, counter: CounterState) -> None:
        """Somebody else closed the counter or took it over: this clerk is no longer signed in."""
        if self.session is None:
            return
        if counter.clerk == self.session.clerk:
            self._was_open = True
        elif self._was_open:
            self._leave()
            self.noticed.emit(self.texts.text("counter-signed-out-elsewhere"))

    def _leave(self) -> None:
        self.session = None
        self.signed_at = None
        self._was_open = False
        self.sessionChanged.emit()
        self.changed.emit()
