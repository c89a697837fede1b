"""Vibrating pagers: who holds which, and who runs after one."""

from __future__ import annotations

from hallcall.core import commands as co
from hallcall.core import events as ev
from helpers.hall_model.ledger import Expected, Ledger, Reply, first, when


class Pagers(Ledger):
    """Hand out, take back, tell how they are."""

    def give_pager(self, command: co.GivePager) -> Expected:
        one = self.pagers.get(command.pager)
        refusal = first(
            self.not_live(command.ticket),
            self._unknown(command.pager),
        )
        if refusal is not None:
            return refusal
        if one is not None and one.holder == command.ticket:
            return self.again(command.ticket)
        if one is not None and one.holder in self.live():
            return "pager.in_use"
        if one is not None and one.condition != "well":
            return "pager.not_ready"

        def given(_: Reply) -> None:
            for number, other in self.pagers.items():
                if other.holder == command.ticket:
                    self._back(number)
            self.pager(command.pager).holder = command.ticket

        return given

    def take_back_pager(self, command: co.TakeBackPager) -> Expected:
        if (refusal := self._unknown(command.pager)) is not None:
            return refusal
        one = self.pagers.get(command.pager)
        if one is None or not one.holder:
            return self.again()
        return lambda _: self._back(command.pager)

    def report_pager(self, command: co.ReportPager) -> Expected:
        if (refusal := self._unknown(command.pager)) is not None:
            return refusal
        known = self.pagers.get(command.pager)
        if (known.condition if known is not None else "well") == command.condition:
            return self.again()

        def told(reply: Reply) -> None:
            self.pager(command.pager).condition = command.condition.value
            self.raise_tasks(event for event in reply.events if isinstance(event, ev.TaskRaised))

        return told

    def _unknown(self, pager: int) -> str | None:
        return when(not 1 <= pager <= self.hall.rules.pagers, "pager.unknown")

    def _back(self, pager: int) -> None:
        self.pagers[pager].holder = ""
        self.today.jobs = {name: job for name, job in self.today.jobs.items() if job.pager != pager}
