"""A believable server in the test's own process: the real rules on a real state, a clock that stands until moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal

from hallcall.client import Answer, LinkState, LinkStatus, Session, TransferWaits, VisitorFacts
from hallcall.core import commands as cm
from hallcall.core.builtin_policies import policy_of
from hallcall.core.decide import decide
from hallcall.core.errors import HallcallError, LinkError, Refused
from hallcall.core.events import Recorded, TicketCalled
from hallcall.core.hall import Hall
from hallcall.core.identity import DocumentKind, Sex
from hallcall.core.masking import mask_name
from hallcall.core.reasons import Explanation, explain_call
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, ItemCode
from hallcall.core.tickets import ClerkId, Need, PersonId, Ticket, TicketId, TicketState
from hallcall.counter.model import Desk, LateFinishes
from hallcall.ui.texts import ScreenTexts
from helpers.sample_halls import sample_hall

MONDAY = datetime(2026, 11, 23, 1, 18, tzinfo=UTC)
"""09:18 on a working Monday in the sample hall."""
LIVE = LinkStatus(LinkState.LIVE, 0)
LOST = LinkStatus(LinkState.LOST, 3)


class FakeServer(QObject):
    """The shape of ``counter.model.port.Server`` over ``core.decide``.

    Attributes:
        sent: every command with its idempotency key, repeats included.
        lose_answers: so many answers get lost on the way back, after the command was done.
        hold: answers wait until ``deliver``.
        log: all that has happened.
        forgets_facts: a look is answered as a second time: without the name.
    """

    hallTaken = Signal()  # noqa: N815 - Qt's spelling
    snapshotTaken = Signal()  # noqa: N815 - Qt's spelling
    changed = Signal(object)
    linkChanged = Signal(object)  # noqa: N815 - Qt's spelling
    beat = Signal()

    def __init__(self, hall: Hall | None = None) -> None:
        super().__init__()
        self.hall: Hall | None = hall or sample_hall("haibin")
        self.state = HallState()
        self.status = LIVE
        self.seconds = 1000.0
        self.heard_at: float | None = self.seconds
        self._opened = MONDAY - timedelta(seconds=self.seconds)
        self.sent: list[tuple[cm.Command, str]] = []
        self.lose_answers = 0
        self.hold = False
        self.log: list[Recorded] = []
        self.forgets_facts = False
        self.names: dict[PersonId, str] = {}
        self.passwords = {"1027": "right-one"}
        self.waits = TransferWaits(queues={}, counters={})
        self.waits_asked: list[tuple[CounterNumber, ...]] = []
        self._done: dict[str, Answer] = {}
        self._held: list[Callable[[], None]] = []
        self._cause = 0
        self._people = 0
        self.do(cm.OpenDay())

    # -- the clock ---------------------------------------------------------------------------------------------------

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return self._opened + timedelta(seconds=self.seconds)

    def wait(self, seconds: float) -> None:
        """Time goes by; a live server is heard all the while."""
        self.seconds += seconds
        if self.status.state is LinkState.LIVE:
            self.heard_at = self.seconds

    # -- the link ----------------------------------------------------------------------------------------------------

    def go_down(self) -> None:
        self.status = LOST
        self.linkChanged.emit(self.status)

    def come_back(self) -> None:
        self.status = LIVE
        self.heard_at = self.seconds
        self.linkChanged.emit(self.status)

    def deliver(self) -> None:
        """Let the held answers arrive."""
        held, self._held = self._held, []
        for answer in held:
            answer()

    def send(
        self,
        command: cm.Command,
        on_answer: Callable[[Answer], None],
        on_error: Callable[[HallcallError], None],
        *,
        key: str | None = None,
    ) -> None:
        assert key is None or len(key) == 26
        self.sent.append((command, key or ""))
        self._later(lambda: self._answer(command, key, on_answer, on_error))

    def login(
        self,
        clerk: str,
        password: str,
        on_answer: Callable[[Session], None],
        on_error: Callable[[HallcallError], None],
        *,
        paused: bool,
    ) -> None:
        def answer() -> None:
            if self.passwords.get(clerk) != password:
                on_error(Refused("access.login_failed"))
                return
            try:
                self.do(cm.OpenCounter(counter=self.counter, clerk=ClerkId(clerk), paused=paused))
            except Refused as error:
                on_error(error)
                return
            on_answer(Session(token="t", clerk=ClerkId(clerk), name="李芳", counter=self.counter))

        self._later(answer)

    def logout(self, on_answer: Callable[[None], None], on_error: Callable[[HallcallError], None]) -> None:
        try:
            self.do(cm.CloseCounter(counter=self.counter))
        except Refused as error:
            on_error(error)
        else:
            on_answer(None)

    def visitor(
        self,
        counter: CounterNumber,
        on_answer: Callable[[VisitorFacts], None],
        on_error: Callable[[HallcallError], None],
    ) -> None:
        ticket = self._ticket_at(counter)
        if ticket is None or ticket.person is None:
            on_error(Refused("visitor.unknown"))
        else:
            on_answer(self._facts(ticket, revealed=False))

    def transfer_waits(
        self,
        counter: CounterNumber,
        to: Sequence[CounterNumber],
        on_answer: Callable[[TransferWaits], None],
        on_error: Callable[[HallcallError], None],
    ) -> None:
        self.waits_asked.append(tuple(to))
        if self.status.state is not LinkState.LIVE or self._ticket_at(counter) is None:
            on_error(LinkError("link.down"))
        else:
            self._later(lambda: on_answer(self.waits))

    def why(
        self,
        number: str,
        on_answer: Callable[[Explanation], None],
        on_error: Callable[[HallcallError], None],
    ) -> None:
        assert self.hall is not None
        calls = [one for one in self.log if isinstance(one.event, TicketCalled) and one.event.number == number]
        if not calls or self.status.state is not LinkState.LIVE:
            on_error(Refused("call.none", number=number))
            return
        before, call = HallState(), calls[-1].event
        for recorded in self.log[: calls[-1].seq - 1]:
            before.apply(recorded)
        assert isinstance(call, TicketCalled)
        on_answer(explain_call(self.hall, before, call, calls[-1].at))

    # -- the hall ----------------------------------------------------------------------------------------------------

    counter = CounterNumber(2)

    def do(self, command: cm.Command) -> Answer:
        """Carry out a command of anybody in the hall."""
        assert self.hall is not None
        outcome = decide(self.hall, self.state, command, self.now(), policy_of(self.hall.rules.order))
        self._cause += 1
        ids: list[str] = []
        for event in outcome.events:
            seq = self.state.seq + 1
            recorded = Recorded(seq=seq, epoch="e", id=f"e-{seq}", at=self.now(), cause=str(self._cause), event=event)
            self.state.apply(recorded)
            self.log.append(recorded)
            ids.append(recorded.id)
            self.changed.emit(recorded)
        ticket = self.state.tickets.get(outcome.ticket) if outcome.ticket is not None else None
        visitor = None
        if isinstance(command, cm.RevealVisitor) and ticket is not None and not self.forgets_facts:
            visitor = self._facts(ticket, revealed=True)
        seq = self.state.seq if ids else 0
        return Answer(seq=seq, repeated=outcome.repeated, events=tuple(ids), ticket=ticket, visitor=visitor)

    def issue(
        self,
        item: str = "GA-HZ-02",
        name: str = "张小明",
        *,
        needs: Iterable[Need] = (),
        kiosk: str = "K1",
        person: bool = True,
    ) -> Ticket:
        """A visitor takes a number."""
        self._people += 1
        who = PersonId(f"p{self._people}") if person else None
        if who is not None:
            self.names[who] = name
        command = cm.IssueTicket(item=ItemCode(item), kiosk=kiosk, person=who, verified=person, needs=frozenset(needs))
        ticket = self.do(command).ticket
        assert ticket is not None
        return ticket

    def keys_of(self, kind: type[Any]) -> list[str]:
        """Idempotency keys of the commands of one kind, in the order sent."""
        return [key for command, key in self.sent if isinstance(command, kind)]

    # -- inside ------------------------------------------------------------------------------------------------------

    def _later(self, answer: Callable[[], None]) -> None:
        if self.hold:
            self._held.append(answer)
        else:
            answer()

    def _answer(
        self,
        command: cm.Command,
        key: str | None,
        on_answer: Callable[[Answer], None],
        on_error: Callable[[HallcallError], None],
    ) -> None:
        if self.status.state is not LinkState.LIVE:
            on_error(LinkError("link.down"))
            return
        if key is not None and key in self._done:
            on_answer(self._done[key])
            return
        try:
            answer = self.do(command)
        except Refused as error:
            on_error(error)
            return
        if key is not None:
            self._done[key] = answer
        if self.lose_answers:
            self.lose_answers -= 1
            self.go_down()
            on_error(LinkError("link.timeout"))
            return
        on_answer(answer)

    def _ticket_at(self, counter: CounterNumber) -> Ticket | None:
        found = self.state.counter(counter, self.now()).ticket
        return self.state.tickets.get(found) if found is not None else None

    def _facts(self, ticket: Ticket, *, revealed: bool) -> VisitorFacts:
        assert ticket.person is not None
        name = self.names[ticket.person]
        started = ticket.state is TicketState.SERVING
        return VisitorFacts(
            ticket=TicketId(ticket.id),
            name=name if revealed else mask_name(name),
            document="*" * 14 + "1234",
            document_kind=DocumentKind.RESIDENT,
            sex=Sex.MALE if started else None,
            age=67 if started else None,
            needs=ticket.needs,
            verified=ticket.verified,
            revealed=revealed,
        )


def make_desk(
    server: FakeServer, *, signed_in: bool = True, language: str = "zh-CN", late: LateFinishes | None = None
) -> Desk:
    """A desk at the fake server's counter, its clerk signed in and its keys awake."""
    desk = Desk(server, server.counter, ScreenTexts(language), clock=server.monotonic, late=late)
    if signed_in:
        sign_in(server, desk)
    return desk


def sign_in(server: FakeServer, desk: Desk, *, paused: bool = False) -> None:
    """Clerk 1027 signs in."""
    server.login("1027", "right-one", desk.sign_in, _fail, paused=paused)
    server.wait(2)


def _fail(error: HallcallError) -> None:
    raise AssertionError(error)
