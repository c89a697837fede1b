"""``hallcall next``, ``recall``, ``start``, ``finish``, ``pass``: what a clerk does at a counter, without its window.

The clerk signs in once at the counter's machine. The session is kept in a file beside the machine's token, which only
its owner can read, until ``hallcall sign-out`` or until the server ends it; or it comes in ``HALLCALL_SESSION``.
"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeAlias, TypeVar

import msgspec
from cyclopts import Parameter

from hallcall.cli.asking import ANSWER_S, asking_link
from hallcall.cli.language import language, say, texts
from hallcall.cli.machine import (
    DEFAULT_SERVER,
    ServerOption,
    TokenFileOption,
    machine_certificates,
    machine_token_file,
    write_token,
)
from hallcall.cli.server import read_password
from hallcall.client import HallLink
from hallcall.core.commands import CallNext, Command, FinishService, PassTicket, Recall, StartService
from hallcall.core.errors import Refused
from hallcall.core.terms import CounterNumber, ItemCode, Name, QueuePrefix
from hallcall.core.tickets import Ticket

SESSION = "HALLCALL_SESSION"
"""Environment variable with the token of a session."""
_KEPT = ".session"
"""Ending of the file with the clerk's session, beside that of the machine's token."""
_Result = TypeVar("_Result")


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class DeskOptions:
    """Which counter, and who sits there."""

    counter: Annotated[int, Parameter(help=say("desk-option-counter"))]
    server: ServerOption = DEFAULT_SERVER
    token_file: TokenFileOption = ""
    clerk: Annotated[str, Parameter(help=say("desk-option-clerk"))] = ""
    password_file: Annotated[Path | None, Parameter(help=say("desk-option-password-file"))] = None

    @property
    def machine(self) -> str:
        """The name of the counter's machine."""
        return f"C{self.counter}"

    def machine_file(self) -> Path:
        """The file with the machine's token.

        Raises:
            ConfigError: the machine was never paired.
        """
        return machine_token_file(self.machine, self.token_file, server=self.server, code="", role="counter")

    def session_file(self) -> Path:
        """The file in which the session is kept."""
        return self.machine_file().with_suffix(_KEPT)


_Work: TypeAlias = Callable[[HallLink], _Result]


@dataclass(frozen=True, slots=True)
class _Item:
    code: ItemCode
    name: Name


@dataclass(frozen=True, slots=True)
class _Queue:
    prefix: QueuePrefix
    name: Name


@dataclass(frozen=True, slots=True)
class _Names:
    """What is needed of the hall's document; the rest is not looked at: the number was called, and has to be told."""

    items: tuple[_Item, ...]
    queues: tuple[_Queue, ...]

    def of(self, ticket: Ticket) -> str:
        """What the visitor came for; the name of the queue when the hall has the item no more."""
        items = (item.name for item in self.items if item.code == ticket.item)
        queues = (queue.name for queue in self.queues if queue.prefix == ticket.queue)
        name = next(items, None) or next(queues, None)
        return name.full(language()) if name is not None else ""


def next_(options: DeskOptions) -> int:
    """Call the next number that this counter may serve."""
    return _do(options, CallNext(counter=CounterNumber(options.counter)), "desk-called")


def recall(options: DeskOptions) -> int:
    """Call the present number once more."""
    return _do(options, Recall(counter=CounterNumber(options.counter)), "desk-recalled")


def start(options: DeskOptions) -> int:
    """The visitor is there."""
    return _do(options, StartService(counter=CounterNumber(options.counter)), "desk-started")


def finish(options: DeskOptions) -> int:
    """The visit is done."""
    return _do(options, FinishService(counter=CounterNumber(options.counter)), "desk-finished")


def pass_(options: DeskOptions) -> int:
    """Nobody came."""
    return _do(options, PassTicket(counter=CounterNumber(options.counter)), "desk-passed")


def sign_out(options: DeskOptions) -> int:
    """Close the counter and end the session."""
    with _refusals() as said:
        token = _kept_session(options)
        if token:
            _ask(options, token, lambda link: link.request("POST", "/v1/logout").result(ANSWER_S))
            _forget(options)
        print(say("desk-signed-out" if token else "desk-nobody-signed-in", counter=options.counter))
    return said.code


def _do(options: DeskOptions, command: Command, message: str) -> int:
    with _refusals() as said:
        token = _kept_session(options) or _sign_in(options)
        if not token:
            print(say("desk-sign-in-needed"), file=sys.stderr)
            return 2
        try:
            number, item = _ask(options, token, lambda link: _done(link, command))
        except Refused as refusal:
            # A session that is over must not be tried again.
            if refusal.code != "access.token_unknown":
                raise
            _forget(options)
            print(say("desk-session-over"), file=sys.stderr)
            return 1
        print(say(message, counter=options.counter, number=number, item=item))
    return said.code


def _done(link: HallLink, command: Command) -> tuple[str, str]:
    """Do it; number and item of the ticket."""
    ticket = link.send(command).result(ANSWER_S).ticket
    if ticket is None:
        return "", ""
    names = msgspec.convert(link.request("GET", "/v1/hall").result(ANSWER_S), _Names)
    return ticket.number, names.of(ticket)


def _kept_session(options: DeskOptions) -> str:
    """The token of the session that was begun before; empty when there is none."""
    if given := os.environ.get(SESSION, ""):
        return given
    try:
        return options.session_file().read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _forget(options: DeskOptions) -> None:
    """Keep the session no longer; one that was given by the environment is not ours to forget."""
    if not os.environ.get(SESSION):
        options.session_file().unlink(missing_ok=True)


def _sign_in(options: DeskOptions) -> str:
    """Ask who sits there and sign them in; empty when nobody can be asked."""
    may_ask = sys.stdin.isatty()
    if not may_ask and not (options.clerk and options.password_file):
        return ""
    clerk = options.clerk or input(say("desk-clerk-ask")).strip()
    file = options.password_file
    password = read_password(file) if file is not None else getpass.getpass(say("server-password-ask"))
    machine = options.machine_file().read_text(encoding="utf-8").strip()
    session = _ask(options, machine, lambda link: link.login(clerk, password).result(ANSWER_S))
    write_token(options.session_file(), session.token)
    return session.token


def _ask(options: DeskOptions, token: str, work: _Work[_Result]) -> _Result:
    certificates = machine_certificates(options.machine, options.token_file, server=options.server)
    with asking_link(options.server, token, certificates) as link:
        return work(link)


@dataclass(slots=True)
class _Said:
    """The exit code: 1 once the server has refused."""

    code: int = 0


@contextmanager
def _refusals() -> Generator[_Said]:
    """A refusal is an answer, and no fault: its sentence is printed, and the code is 1."""
    said = _Said()
    try:
        yield said
    except Refused as refusal:
        print(texts().error(refusal.code, refusal.fields), file=sys.stderr)
        said.code = 1
