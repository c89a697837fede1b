"""What a caller may say in a command: only about their own counter, kiosk and devices."""

from __future__ import annotations

from dataclasses import replace

from hallcall.core.commands import (
    AskForHelp,
    BeginEmergency,
    ChangeBooking,
    Command,
    ConvertCounter,
    GiveBackCounter,
    LeaseNumbers,
    OpenCounter,
    RateVisit,
    RecallMe,
    ReclassifyTicket,
    RecordAdvice,
    ReportDevice,
    TakeTask,
)
from hallcall.core.errors import Refused
from hallcall.core.machine_names import AtCounter, at_counter, is_alarm
from hallcall.core.terms import CounterNumber
from hallcall.server.security.register import Caller, Role


def own_command(command: Command, caller: Caller) -> Command:
    """The command, when it is the caller's to give.

    Raises:
        Refused: ``access.denied`` for another's counter, kiosk or device.
    """
    if isinstance(command, RateVisit):
        # A tablet or pad stands at one counter and has its name.
        place = at_counter(caller.name)
        _check(place is not None and place[0] == command.counter and place[1] is not AtCounter.LED)
        return command
    counter: CounterNumber | None = getattr(command, "counter", None)
    is_led = isinstance(command, ConvertCounter | GiveBackCounter)
    if counter is not None and counter != caller.counter and not is_led:
        raise Refused("access.denied")
    match command:
        case BeginEmergency() if caller.role is Role.DEVICE:
            # Whoever counts people or has pagers vibrate has no reason to.
            _check(is_alarm(caller.name) and not command.is_drill)
        case OpenCounter():
            _check(command.clerk == caller.clerk)
        case AskForHelp() | LeaseNumbers() | RecordAdvice():
            _check(command.kiosk == caller.name)
        case ReportDevice():
            machine = own_machine(caller)
            _check(command.device == machine or command.device.startswith(f"{machine}/"))
        case RecallMe():
            return replace(command, kiosk=own_kiosk(command.kiosk, caller))
        case ChangeBooking():
            # Whoever may change one stands in the hall or speaks for somebody on the phone.
            return replace(command, on_the_spot=True)
        case TakeTask() | ReclassifyTicket():
            return replace(command, by=caller.name)
        case _:
            pass
    return command


def own_machine(caller: Caller) -> str:
    """The name of the machine the caller speaks from."""
    return f"C{caller.counter}" if caller.counter is not None else caller.name


def own_kiosk(asked: str, caller: Caller) -> str:
    """The place that gives a number: a kiosk or a gate only itself, everybody else none.

    Raises:
        Refused: ``access.denied``.
    """
    if caller.role not in {Role.KIOSK, Role.GATE}:
        return ""
    _check(asked in {"", caller.name})
    return caller.name


def _check(is_own: bool) -> None:  # noqa: FBT001 - a guard reads best so
    if not is_own:
        raise Refused("access.denied")
