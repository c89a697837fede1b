"""Counters themselves, guides and devices."""

from __future__ import annotations

from hallcall.core import commands as co
from helpers.hall_model.ledger import Desk, Expected, Ledger, Reply, nothing


class Desks(Ledger):
    """Open, close, pause, go on; tasks; how devices are."""

    def open(self, command: co.OpenCounter) -> Expected:
        if command.counter not in self.desks:
            return "counter.unknown"
        if any(desk.clerk == command.clerk for number, desk in self.desks.items() if number != command.counter):
            return "clerk.elsewhere"
        desk = self.desks[command.counter]
        if desk.clerk == command.clerk:
            return self.again()
        if desk.clerk is not None:
            return "counter.occupied"

        def opened(_: Reply) -> None:
            desk.clerk = command.clerk
            if desk.ticket is None:
                desk.status, desk.planned = "paused" if command.paused else "idle", False

        return opened

    def close(self, counter: int) -> Expected:
        if (refusal := self.not_staffed(counter)) is not None:
            return refusal
        desk = self.desks[counter]
        if desk.status == "calling":
            return "counter.busy"

        def closed(_: Reply) -> None:
            if desk.ticket is None:
                self.desks[counter] = Desk()
            else:
                desk.clerk = None

        return closed

    def pause(self, command: co.PauseCounter) -> Expected:
        if not command.reason.strip():
            return "reason.missing"
        if (refusal := self.not_staffed(command.counter)) is not None:
            return refusal
        desk = self.desks[command.counter]
        if desk.status == "paused":
            return "counter.paused"

        def paused(_: Reply) -> None:
            if desk.ticket is None:
                desk.status, desk.planned = "paused", False
            else:
                desk.planned = True

        return paused

    def resume(self, counter: int) -> Expected:
        if (refusal := self.not_staffed(counter)) is not None:
            return refusal
        desk = self.desks[counter]
        if desk.status != "paused" and not desk.planned:
            return self.again()

        def resumed(_: Reply) -> None:
            desk.planned = False
            if desk.status == "paused":
                desk.status = "idle"

        return resumed

    def ask_for_help(self, kiosk: str) -> Expected:
        if any(job.kiosk == kiosk and not job.taken for job in self.today.jobs.values()):
            return self.again()
        return lambda reply: self.raise_tasks(reply.events)

    def record_advice(self, command: co.RecordAdvice) -> Expected:
        return nothing if command.item in self.hall.item_by_code else "item.unknown"

    def take(self, task: str) -> Expected:
        job = self.today.jobs.get(task)
        if job is None:
            return "task.unknown"
        return self.again() if job.taken else lambda _: setattr(job, "taken", True)

    def report(self, command: co.ReportDevice) -> Expected:
        news = (command.health, command.reasons)
        if self.devices.get(command.device) == news:
            return self.again()
        return lambda _: self.devices.__setitem__(command.device, news)
