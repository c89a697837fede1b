"""What a clerk does with the number that is called or served."""

from __future__ import annotations

from hallcall.core import commands as co
from hallcall.core import events as ev
from hallcall.core.rules import PassRule
from hallcall.core.tickets import Need
from helpers.hall_model.ledger import Called, Desk, Expected, Ledger, Reply, Wait, first, nothing, when


class Calls(Ledger):
    """Call, recall, pass, start, finish, park, reveal."""

    def call_next(self, counter: int) -> Expected:
        if (refusal := self.not_staffed(counter)) is not None:
            return refusal
        desk = self.desks[counter]
        if desk.status == "paused":
            return "counter.paused"
        if desk.status == "calling":
            assert desk.ticket is not None
            is_double = self.ago(self.today.out[desk.ticket].pressed) < self.hall.rules.call.double_press_s
            return self.again(desk.ticket) if is_double else "counter.busy"
        if desk.ticket is not None:
            return self._finish_and_call(counter, desk.ticket)
        found = self.next_for(counter)
        return "queue.empty" if found is None else lambda reply: self._call(counter, found, reply)

    def _finish_and_call(self, counter: int, served: str) -> Expected:
        if not self.hall.rules.call.next_finishes_current:
            return "counter.busy"
        found, will_pause = self.next_for(counter), self.desks[counter].planned

        def finished(reply: Reply) -> None:
            self._leave(counter, served, reply)
            if found is None or will_pause:
                assert reply.ticket == served
            else:
                self._call(counter, found, reply)

        return finished

    def call_chosen(self, command: co.CallChosen) -> Expected:
        desk = self.desks.get(command.counter, Desk())
        slip = self.today.slips.get(command.ticket)
        refusal = first(
            when(not command.reason.strip(), "reason.missing"),
            self.not_staffed(command.counter),
            when(desk.status == "paused", "counter.paused"),
            when(desk.ticket is not None, "counter.busy"),
            self.not_live(command.ticket),
            when(command.ticket not in self.today.waiting, "ticket.wrong_state"),
            when(slip is not None and slip.queue not in self.queues_of(command.counter), "queue.not_served"),
        )
        return refusal or (lambda reply: self._call(command.counter, command.ticket, reply))

    def recall(self, counter: int) -> Expected:
        if (refusal := self.not_engaged(counter, "calling")) is not None:
            return refusal
        out = self.out_at(counter)
        if self.ago(out.last) < out.gap:
            return "call.too_soon"

        def recalled(_: Reply) -> None:
            out.last, out.calls = self.now, out.calls + 1

        return recalled

    def pass_(self, counter: int) -> Expected:
        if (refusal := self.not_engaged(counter, "calling")) is not None:
            return refusal
        out, rules = self.out_at(counter), self.hall.rules
        is_over = self.ago(out.first) >= rules.call.no_show_after_s + out.gap - rules.call.repeat_gap_s
        was_called_enough = out.calls > rules.call.repeats and self.ago(out.last) >= out.gap
        if not (is_over or was_called_enough):
            return "call.give_time"
        ticket = self.desks[counter].ticket
        assert ticket is not None

        def passed(_: Reply) -> None:
            passes = self.today.passes[ticket] = self.today.passes.get(ticket, 0) + 1
            rule = rules.passing.rule
            if rule is PassRule.VOID or passes >= rules.passing.max_passes:
                self.end(ticket, "cancelled", pause=True)
                return
            self.leave_desk(ticket, pause=True)
            self.today.aside[ticket] = self.today.since[ticket]
            if not rules.passing.aside_from_pass or passes < rules.passing.aside_from_pass:
                self.let_back(ticket)

        return passed

    def recall_me(self, command: co.RecallMe) -> Expected:
        if (refusal := self._not_missed(command.ticket)) is not None:
            return refusal
        if command.ticket in self.today.waiting:
            return self.again(command.ticket)
        if command.kiosk and self.today.forward.get(command.ticket, 0) >= self.hall.rules.passing.self_recalls:
            return "passing.see_desk"

        def came_forward(_: Reply) -> None:
            self.today.forward[command.ticket] = self.today.forward.get(command.ticket, 0) + bool(command.kiosk)
            self.let_back(command.ticket)

        return came_forward

    def serve_passed(self, command: co.ServePassed) -> Expected:
        desk = self.desks.get(command.counter, Desk())
        slip = self.today.slips.get(command.ticket)
        refusal = first(
            self.not_staffed(command.counter),
            when(desk.status == "paused", "counter.paused"),
            when(desk.ticket is not None, "counter.busy"),
            self._not_missed(command.ticket),
            when(slip is not None and slip.queue not in self.queues_of(command.counter), "queue.not_served"),
        )

        def served(reply: Reply) -> None:
            if command.ticket in self.today.aside:
                self.today.waiting[command.ticket] = Wait(self.today.aside.pop(command.ticket))
            self._call(command.counter, command.ticket, reply)
            self._begin(command.counter)

        return refusal or served

    def _not_missed(self, ticket: str) -> str | None:
        return first(
            self.not_live(ticket),
            when(self.state_of(ticket) not in {"waiting", "passed"}, "ticket.wrong_state"),
            when(not self.today.passes.get(ticket), "passing.not_passed"),
        )

    def start(self, counter: int) -> Expected:
        if (refusal := self.not_engaged(counter, "calling")) is not None:
            return refusal
        return lambda _: self._begin(counter)

    def _begin(self, counter: int) -> None:
        desk = self.desks[counter]
        assert desk.ticket is not None
        desk.status = "serving"
        self.today.passes.pop(desk.ticket, None)
        self.today.forward.pop(desk.ticket, None)

    def finish(self, command: co.FinishService) -> Expected:
        if (refusal := self.not_engaged(command.counter, "serving")) is not None:
            return refusal
        served = self.desks[command.counter].ticket
        assert served is not None
        if command.ticket is not None and command.ticket != served:
            return self.not_live(command.ticket) or "ticket.wrong_state"
        return lambda reply: self._leave(command.counter, served, reply)

    def _leave(self, counter: int, served: str, reply: Reply) -> None:
        """The visit is done; what this counter cannot do waits elsewhere, as long as it does already."""
        slip = self.today.slips[served]
        stays = [
            (queue, left)
            for queue, items in slip.then
            if (left := tuple(code for code in items if self._queue_of(code) not in self.queues_of(counter)))
        ]
        self.end(served, "done", pause=True)
        issued = [event.ticket for event in reply.events if isinstance(event, ev.TicketIssued)]
        if not stays:
            assert issued == []
            taken_along = [
                event for event in reply.events if isinstance(event, ev.TaskRaised) and event.pager is not None
            ]
            assert len(taken_along) == sum(one.holder == served for one in self.pagers.values())
            self.raise_tasks(taken_along)
            return
        child = f"{self.today.day}/{slip.number}.{slip.leg + 1}"
        assert issued == [child]
        (queue, (item, *together)), *then = stays
        self.today.slips[child] = slip._replace(
            leg=slip.leg + 1, queue=queue, item=item, together=tuple(together), then=tuple(then)
        )
        self.today.waiting[child] = Wait(self.today.since[served])
        self.today.notify[child] = self.today.notify.get(served, False)
        self.carry_pager(served, child)

    def _queue_of(self, item: str) -> str:
        return self.hall.item_by_code[item].queue  # type: ignore[index]

    def park(self, command: co.ParkTicket) -> Expected:
        if not command.reason.strip():
            return "reason.missing"
        if (refusal := self.not_engaged(command.counter, "serving")) is not None:
            return refusal
        ticket = self.desks[command.counter].ticket
        assert ticket is not None

        def parked(_: Reply) -> None:
            self.leave_desk(ticket, pause=True)
            self.today.parked[ticket] = self.today.since[ticket]

        return parked

    def settle(self, command: co.SettleCalls) -> Expected:
        (call,) = command.calls
        out = self.today.out.get(call.ticket)
        is_out = self.state_of(call.ticket) == "called" and out is not None and out.calls == call.call
        is_sought = any(job.seeks == call.ticket for job in self.today.jobs.values())

        def settled(reply: Reply) -> None:
            raised = [event for event in reply.events if isinstance(event, ev.TaskRaised)]
            assert len(raised) == (is_out and not call.reached and not is_sought and not self.emergency)
            self.raise_tasks(raised)

        return settled

    def rate(self, command: co.RateVisit) -> Expected:
        refusal = first(
            when(not 1 <= command.level <= 5, "rating.range"),
            when(bool(command.reasons) and command.level > 2, "rating.reasons"),
            when(command.ticket in self.today.rated, "rating.done"),
        )
        if refusal is not None:
            return refusal
        if self.today.ended.get(command.ticket) != "done":
            return "ticket.wrong_state" if self.state_of(command.ticket) else "ticket.unknown"

        def rated(_: Reply) -> None:
            self.today.rated.add(command.ticket)
            if command.level <= 2:
                self.poor.add(command.ticket)

        return rated

    def follow_up(self, command: co.FollowUpRating) -> Expected:
        refusal = first(
            when(command.ticket not in self.poor, "rating.unknown"),
            when(not command.note.strip(), "reason.missing"),
            self.bad_note(command.note),
        )
        return refusal or (lambda _: self.poor.discard(command.ticket))

    def note_delivery(self, reply: Reply) -> None:
        """What became of a message, and who went through a door, is written down whatever it is."""
        assert len(reply.events) == 1

    def reveal(self, command: co.RevealVisitor) -> Expected:
        if command.reason is None:
            return "reason.missing"
        note = command.note
        if note and command.reason != "other":
            return "note.invalid"
        if (refusal := self.bad_note(note)) is not None:
            return refusal
        return self.not_engaged(command.counter, "serving") or nothing

    def _call(self, counter: int, ticket: str, reply: Reply) -> None:
        assert reply.ticket == ticket
        assert not reply.repeated
        slip, rules = self.today.slips[ticket], self.hall.rules.call
        floors = 1 if slip.kiosk == "K1" and self.hall.counter_by_number[counter].zone == "B" else 0  # type: ignore[index]
        called = self.today.waiting.pop(ticket)
        self.today.since[ticket] = called.since
        self.today.out[ticket] = Called(
            self.now, self.now, rules.repeat_gap_s + floors * rules.floor_walk_s, pressed=self.now
        )
        for other, wait in self.today.waiting.items():
            if self.today.slips[other].queue == slip.queue:
                wait.defer = max(wait.defer - 1, wait.spaced if called.spaced else 0, 0)
        desk = self.desks[counter]
        assert desk.ticket is None
        desk.ticket, desk.status = ticket, "calling"
        raised = [event for event in reply.events if isinstance(event, ev.TaskRaised) and event.pager is None]
        assert len(raised) == (Need.CANNOT_SEE in slip.needs)
        self.raise_tasks(raised)
