"""What a caller may say in a command: only about their own counter, kiosk and devices."""

from __future__ import annotations

from dataclasses import replace

from hallcall.core.commands import (
    AskForHelp,
    Command,
    LeaseNumbers,
    OpenCounter,
    RecallMe,
    ReclassifyTicket,
    RecordAdvice,
    ReportDevice,
    TakeTask,
)
from hallcall.core.errors import Refused
from hallcall.core.hall import CounterNumber
from hallcall.server.security.register import Caller, Role


def own_command(command: Command, caller: Caller) -> Command:
    """The command, when it is the caller's to give.

    Raises:
        Refused: ``access.denied`` for another's counter, kiosk or device.
    """
    counter: CounterNumber | None = getattr(command, "counter", None)
    if counter is not None and counter != caller.counter:
        raise Refused("access.denied")
    match command:
        case OpenCounter():
            _check(command.clerk == caller.clerk)
        case AskForHelp() | LeaseNumbers() | RecordAdvice():
            _check(command.kiosk == caller.name)
        case ReportDevice():
            machine = own_machine(caller)
            _check(command.device == machine or command.device.startswith(f"{machine}/"))
        case RecallMe():
            return replace(command, kiosk=own_kiosk(command.kiosk, caller))
        case TakeTask() | ReclassifyTicket():
            return replace(command, by=caller.name)
        case _:
            pass
    return command


def own_machine(caller: Caller) -> str:
    """The name of the machine the caller speaks from."""
    return f"C{caller.counter}" if caller.counter is not None else caller.name


def own_kiosk(asked: str, caller: Caller) -> str:
    """The kiosk that issues: a kiosk only itself, everybody else none.

    Raises:
        Refused: ``access.denied``.
    """
    if caller.role is not Role.KIOSK:
        return ""
    _check(asked in {"", caller.name})
    return caller.name


def _check(is_own: bool) -> None:  # noqa: FBT001 - a guard reads best so
    if not is_own:
        raise Refused("access.denied")
