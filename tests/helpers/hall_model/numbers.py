"""Numbers before and after they are called."""

from __future__ import annotations

from datetime import datetime

from hallcall.core import commands as co
from hallcall.core import events as ev
from helpers.hall_model.ledger import Expected, Ledger, Reply, Wait, first, nothing, when


class Numbers(Ledger):
    """Issue, messages, slips, cancel, return, transfer, the end of the day."""

    def issue(self, command: co.IssueTicket) -> Expected:
        if command.item not in self.hall.item_by_code:
            return "item.unknown"
        queue = str(self.hall.item_by_code[command.item].queue)
        if command.person is not None:
            live = self.live()
            held = [t for t, slip in self.today.slips.items() if slip.person == command.person and t in live]
            if any(self.today.slips[ticket].item == command.item for ticket in held):
                return self.again(*(ticket for ticket in held if self.today.slips[ticket].item == command.item))
            cap = self.hall.rules.daily_cap_per_person
            if self.today.taken.get(command.person, 0) >= cap:
                return "ticket.daily_cap"

        def given(reply: Reply) -> None:
            (event,) = reply.events
            assert isinstance(event, ev.TicketIssued)
            self._check_own_number(queue, event.seq)
            self.today.newest[queue] = event.seq
            self.enter(event, self._behind_all(queue), command)

        return given

    def _behind_all(self, queue: str) -> datetime:
        """Now; or the last one's time when the clock was set back since, for nobody jumps the line by that."""
        ordinary = [
            wait.since
            for ticket, wait in self.today.waiting.items()
            if self.today.slips[ticket].queue == queue
            and ticket not in self.today.only
            and ticket not in self.today.booked
            and not (wait.defer or wait.at_end)
        ]
        return max([self.now, *ordinary])

    def _check_own_number(self, queue: str, seq: int) -> None:
        """The number after the last one, but none of a printed sheet's and none that a kiosk holds."""
        rules = self.hall.rules.offline
        kept = [range(rules.paper_first, rules.first_number)]
        kept += [range(block.first, block.last + 1) for block in self.today.blocks.values() if block.queue == queue]
        wanted = self.today.newest.get(queue, 0) + 1
        while any(wanted in numbers for numbers in kept):
            wanted += 1
        assert seq == wanted

    def choose_notice(self, command: co.ChooseNotice) -> Expected:
        if (refusal := self.not_live(command.ticket)) is not None:
            return refusal
        if command.on and not self.today.slips[command.ticket].has_phone:
            return "phone.unknown"
        if self.today.notify.get(command.ticket, False) == command.on:
            return self.again(command.ticket)
        return lambda _: self.today.notify.__setitem__(command.ticket, command.on)

    def record_print(self, command: co.RecordPrint) -> Expected:
        return self.not_live(command.ticket) or nothing

    def cancel(self, command: co.CancelTicket) -> Expected:
        if not command.reason.strip():
            return "reason.missing"
        if (refusal := self.not_live(command.ticket)) is not None:
            return refusal
        if self.state_of(command.ticket) not in {"waiting", "parked"}:
            return "ticket.wrong_state"
        return lambda _: self.end(command.ticket, "cancelled")

    def return_(self, command: co.ReturnTicket) -> Expected:
        if (refusal := self.not_live(command.ticket)) is not None:
            return refusal
        if command.ticket not in self.today.parked:
            return "ticket.wrong_state"
        return lambda _: self.today.waiting.__setitem__(command.ticket, Wait(self.today.parked.pop(command.ticket)))

    def transfer(self, command: co.TransferTicket) -> Expected:
        to = command.to_counter
        refusal = first(
            when(not command.reason.strip(), "reason.missing"),
            self.not_live(command.ticket),
            when(command.ticket in self.today.parked, "ticket.wrong_state"),
            when(command.to_queue not in self.hall.queue_by_prefix, "queue.unknown"),
            when(to is not None and to not in self.desks, "counter.unknown"),
            when(to is not None and command.to_queue not in self.queues_of(to), "queue.not_served"),
        )
        return refusal or self._move(command)

    def _move(self, command: co.TransferTicket) -> Expected:
        slip = self.today.slips[command.ticket]
        here = next((number for number, desk in self.desks.items() if desk.ticket == command.ticket), None)
        if command.to_queue == slip.queue and command.to_counter in {None, here}:
            return "transfer.same_place"

        def moved(reply: Reply) -> None:
            child = f"{self.today.day}/{slip.number}.{slip.leg + 1}"
            assert reply.ticket == child
            assert child not in self.today.slips
            waiting = self.today.waiting.get(command.ticket)
            since = waiting.since if waiting is not None else self.today.since[command.ticket]
            self.end(command.ticket, "transferred", pause=True)
            self.today.slips[child] = slip._replace(leg=slip.leg + 1, queue=command.to_queue)
            self.today.waiting[child] = Wait(since)
            self.today.notify[child] = self.today.notify.get(command.ticket, False)
            if command.to_counter is not None:
                self.today.only[child] = command.to_counter

        return moved

    def hold(self, reason: str) -> Expected:
        return nothing if reason.strip() else "reason.missing"

    def close_day(self) -> Expected:
        if not self.live():
            return self.again()

        def closed(_: Reply) -> None:
            for ticket in list(self.live()):
                self.end(ticket, "expired")

        return closed
