"""Decisions about guides, devices and the day."""

from __future__ import annotations

from hallcall.core import events as ev
from hallcall.core.commands import (
    AskForHelp,
    CloseDay,
    CountPeople,
    EscalateTasks,
    HoldRecords,
    OpenDay,
    ReportDevice,
    TakeTask,
)
from hallcall.core.days import business_day, is_new_day
from hallcall.core.errors import Refused
from hallcall.core.situation import Outcome, Situation, task_id


def ask_for_help(at: Situation, command: AskForHelp) -> Outcome:
    """Send a guide to a kiosk; a second touch while one is on the way changes nothing."""
    for task in at.state.tasks.values():
        if task.kiosk == command.kiosk and not task.taken_by:
            return Outcome(events=(), repeated=True)
    event = ev.TaskRaised(
        task=task_id("help", command.kiosk, at.now), kind=ev.TaskKind.HELP_AT_KIOSK, kiosk=command.kiosk
    )
    return Outcome(events=(event,))


def take_task(at: Situation, command: TakeTask) -> Outcome:
    """A guide takes a task; the first one does.

    Raises:
        Refused: ``task.unknown``.
    """
    task = at.state.tasks.get(command.task)
    if task is None:
        raise Refused("task.unknown")
    if task.taken_by:
        return Outcome(events=(), repeated=True)
    return Outcome(events=(ev.TaskTaken(task=command.task, by=command.by),))


def escalate_tasks(at: Situation, _command: EscalateTasks) -> Outcome:
    """Raise the alarm for tasks that nobody took in time."""
    late = [
        task
        for task in at.state.tasks.values()
        if not task.taken_by and not task.escalated and at.elapsed(task.raised_at) >= at.hall.rules.guide_ack_s
    ]
    return Outcome(events=tuple(ev.TaskEscalated(task=task.id) for task in sorted(late, key=lambda task: task.id)))


def report_device(at: Situation, command: ReportDevice) -> Outcome:
    """Note how a device is; the same news twice is none."""
    known = at.state.devices.get(command.device)
    if known is not None and (known.health, known.reasons) == (command.health, command.reasons):
        return Outcome(events=(), repeated=True)
    event = ev.DeviceReported(device=command.device, health=command.health, reasons=command.reasons)
    return Outcome(events=(event,))


def count_people(_at: Situation, command: CountPeople) -> Outcome:
    """Note how many went through a door.

    Raises:
        Refused: ``number.impossible`` for fewer than none.
    """
    if command.entered < 0 or command.left < 0:
        raise Refused("number.impossible", what="people")
    if not command.entered and not command.left:
        return Outcome(events=(), repeated=True)
    return Outcome(events=(ev.PeopleCounted(door=command.door, entered=command.entered, left=command.left),))


def hold_records(_at: Situation, command: HoldRecords) -> Outcome:
    """Note who ordered that no record is erased, and why.

    Raises:
        Refused: ``reason.missing``.
    """
    if not command.reason.strip():
        raise Refused("reason.missing")
    return Outcome(events=(ev.RecordsHeld(reason=command.reason, until=command.until),))


def close_day(at: Situation, _command: CloseDay) -> Outcome:
    """Void what is left, and tell whoever asked to be told; numbers start again only with the next day."""
    left = sorted(at.state.tickets)
    return Outcome(events=tuple(ev.TicketExpired(ticket=ticket) for ticket in left), repeated=not left)


def open_day(at: Situation, command: OpenDay) -> Outcome:
    """Begin the business day that the clock shows: what was left of the one before expires, numbers start again."""
    if not is_new_day(at.hall, at.state, at.now):
        return Outcome(events=(), repeated=True)
    left = sorted(at.state.tickets)
    return Outcome(
        events=(
            *(ev.TicketExpired(ticket=ticket) for ticket in left),
            ev.DayOpened(day=business_day(at.hall, at.now), hot_items=command.hot_items),
        )
    )
