"""What each key of the counter may do now, and the reason when it may not. Pure: the same facts give the same keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hallcall.core.order import choose_next
from hallcall.core.passing import pass_wait_s
from hallcall.core.situation import Situation
from hallcall.core.snapshot import CounterState, CounterStatus
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import AWAY, Ticket


class Key(StrEnum):
    """A key of the counter. Its place and its function key never change."""

    PRIMARY = "primary"
    """F2: the next step of the work, whatever it is."""
    RECALL = "recall"
    FINISH = "finish"
    CHOSEN = "chosen"
    """Call a certain number with a reason, or take a parked visitor back."""
    PASS = "pass"  # noqa: S105 - a number is passed over
    TRANSFER = "transfer"
    PARK = "park"
    PAUSE = "pause"
    """Pause, or go on."""
    REVEAL = "reveal"
    """The full name, for a reason."""
    QUANTITY = "quantity"
    """How many cases the visitor brings."""
    WHY = "why"
    """Why the next number is that, or why the present one was called."""


FUNCTION_KEYS: Mapping[Key, str] = {
    Key.WHY: "F1",
    Key.PRIMARY: "F2",
    Key.RECALL: "F3",
    Key.FINISH: "F4",
    Key.CHOSEN: "F5",
    Key.PASS: "F6",
    Key.TRANSFER: "F7",
    Key.PARK: "F8",
    Key.PAUSE: "F9",
    Key.REVEAL: "F11",
    Key.QUANTITY: "0",
}
BAR_KEYS = (Key.PRIMARY, Key.FINISH, Key.RECALL, Key.PASS, Key.TRANSFER, Key.PARK, Key.PAUSE)
"""The seven of the bar, from left to right."""


@dataclass(frozen=True, slots=True)
class KeyState:
    """A key at this moment."""

    word: str
    """Message that names what it does."""
    reason: str = ""
    """Message that says why it does nothing now; empty when it may be pressed."""
    fields: Mapping[str, int] = field(default_factory=dict[str, int])
    """What the reason needs."""

    @property
    def is_enabled(self) -> bool:
        """Whether pressing it does something."""
        return not self.reason


_WORDS = {
    Key.PRIMARY: "counter-key-next",
    Key.RECALL: "counter-key-recall",
    Key.FINISH: "counter-key-finish",
    Key.CHOSEN: "counter-key-chosen",
    Key.PASS: "counter-key-pass",
    Key.TRANSFER: "counter-key-transfer",
    Key.PARK: "counter-key-park",
    Key.PAUSE: "counter-key-pause",
    Key.REVEAL: "counter-key-reveal",
    Key.QUANTITY: "counter-key-quantity",
    Key.WHY: "counter-key-why",
}
_NOBODY = "counter-why-nobody"
_NOT_STARTED = "counter-why-not-started"
_STARTED = "counter-why-started"


def blocked_keys(reason: str) -> dict[Key, KeyState]:
    """All keys in their place, all grey for one reason."""
    return {key: KeyState(_WORDS[key], reason) for key in Key}


def key_states(at: Situation, number: CounterNumber, *, blocked: str = "") -> dict[Key, KeyState]:
    """Every key of an open counter.

    Args:
        at: the hall, its state and the clock.
        number: of the counter.
        blocked: message why nothing at all can be done now, e.g. without a server; the words stay true.
    """
    counter = at.state.counter(number, at.now)
    if counter.status is CounterStatus.CLOSED:
        return blocked_keys(blocked or "counter-why-not-signed-in")
    ticket = at.state.tickets.get(counter.ticket) if counter.ticket is not None else None
    states = {
        Key.PRIMARY: _primary(at, counter),
        Key.RECALL: _recall(at, counter, ticket),
        Key.FINISH: KeyState(_WORDS[Key.FINISH], _unless_serving(counter)),
        Key.CHOSEN: _chosen(at, number),
        Key.PASS: _pass(at, counter, ticket),
        Key.TRANSFER: KeyState(_WORDS[Key.TRANSFER], "" if ticket is not None else _NOBODY),
        Key.PARK: KeyState(_WORDS[Key.PARK], _unless_serving(counter)),
        Key.PAUSE: KeyState("counter-key-resume" if _is_pausing(counter) else _WORDS[Key.PAUSE]),
        Key.REVEAL: KeyState(_WORDS[Key.REVEAL], _unless_serving(counter)),
        Key.QUANTITY: KeyState(_WORDS[Key.QUANTITY], "" if ticket is not None else _NOBODY),
        Key.WHY: _why(at, number, ticket),
    }
    if blocked:
        return {key: KeyState(state.word, blocked) for key, state in states.items()}
    return states


def recall_wait_s(at: Situation, ticket: Ticket) -> float:
    """Seconds until a called number may be called again; 0 when it may be now."""
    if ticket.last_call_at is None:
        return 0.0
    return max(ticket.recall_after_s - at.elapsed(ticket.last_call_at), 0.0)


def _is_pausing(counter: CounterState) -> bool:
    return counter.status is CounterStatus.PAUSED or counter.pause_planned


def _unless_serving(counter: CounterState) -> str:
    match counter.status:
        case CounterStatus.SERVING:
            return ""
        case CounterStatus.CALLING:
            return _NOT_STARTED
        case _:
            return _NOBODY


def _unless_calling(counter: CounterState) -> str:
    match counter.status:
        case CounterStatus.CALLING:
            return ""
        case CounterStatus.SERVING:
            return _STARTED
        case _:
            return _NOBODY


def _primary(at: Situation, counter: CounterState) -> KeyState:
    match counter.status:
        case CounterStatus.CALLING:
            return KeyState("counter-key-start")
        case CounterStatus.SERVING:
            if not at.hall.rules.call.next_finishes_current:
                return KeyState("counter-key-next", "counter-why-finish-first")
            return KeyState("counter-key-finish-pause" if counter.pause_planned else "counter-key-finish-next")
        case CounterStatus.PAUSED:
            return KeyState("counter-key-next", "counter-why-paused")
        case _:
            desk = at.desk(counter.number)
            nobody = choose_next(at.state, desk, at.policy, at.now) is None
            return KeyState("counter-key-next", "counter-why-queue-empty" if nobody else "")


def _recall(at: Situation, counter: CounterState, ticket: Ticket | None) -> KeyState:
    word = _WORDS[Key.RECALL]
    reason = _unless_calling(counter)
    if reason or ticket is None:
        return KeyState(word, reason or _NOBODY)
    left = recall_wait_s(at, ticket)
    return KeyState(word, "counter-why-too-soon", {"seconds": int(left) + 1}) if left > 0 else KeyState(word)


def _pass(at: Situation, counter: CounterState, ticket: Ticket | None) -> KeyState:
    word = _WORDS[Key.PASS]
    reason = _unless_calling(counter)
    if reason or ticket is None:
        return KeyState(word, reason or _NOBODY)
    left = pass_wait_s(at, ticket)
    return KeyState(word, "counter-why-give-time", {"seconds": int(left) + 1}) if left > 0 else KeyState(word)


def _chosen(at: Situation, number: CounterNumber) -> KeyState:
    queues = at.desk(number).queues
    parked = any(ticket.state in AWAY and ticket.queue in queues for ticket in at.state.tickets.values())
    reason = "" if parked or at.state.waiting_in(queues) else "counter-why-queue-empty"
    return KeyState(_WORDS[Key.CHOSEN], reason)


def _why(at: Situation, number: CounterNumber, ticket: Ticket | None) -> KeyState:
    nobody = ticket is None and choose_next(at.state, at.desk(number), at.policy, at.now) is None
    return KeyState(_WORDS[Key.WHY], "counter-why-queue-empty" if nobody else "")
