"""The link with the clerk's own requests: what ``model.port.Server`` asks for, over the real wire."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hallcall.client import Session, TransferWaits, VisitorFacts
from hallcall.core.reasons import Explanation
from hallcall.core.terms import CounterNumber
from hallcall.counter.model.port import OnError
from hallcall.ui.link import LinkBridge


class CounterServer(LinkBridge):
    """A ``LinkBridge`` that can sign a clerk in, ask who the visitor is and why a number was called."""

    def login(
        self, clerk: str, password: str, on_answer: Callable[[Session], None], on_error: OnError, *, paused: bool
    ) -> None:
        """Sign a clerk in at this machine's counter."""
        self.watch(self.link.login(clerk, password, paused=paused), on_answer, on_error)

    def logout(self, on_answer: Callable[[None], None], on_error: OnError) -> None:
        """Sign the clerk out and close the counter."""
        self.watch(self.link.logout(), on_answer, on_error)

    def visitor(self, counter: CounterNumber, on_answer: Callable[[VisitorFacts], None], on_error: OnError) -> None:
        """Facts of the visitor at a counter, masked."""
        self.watch(self.link.visitor(counter), on_answer, on_error)

    def transfer_waits(
        self,
        counter: CounterNumber,
        to: Sequence[CounterNumber],
        on_answer: Callable[[TransferWaits], None],
        on_error: OnError,
    ) -> None:
        """How long the visitor at a counter would wait elsewhere."""
        self.watch(self.link.transfer_waits(counter, to), on_answer, on_error)

    def why(self, number: str, on_answer: Callable[[Explanation], None], on_error: OnError) -> None:
        """Why a number of today was called."""
        self.watch(self.link.why(number), on_answer, on_error)
