"""Numbers before and after they are called."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from hallcall.core import commands as co
from hallcall.core import events as ev
from hallcall.core.rules import NewItemRule
from hallcall.core.tickets import Need
from helpers.hall_model.ledger import Expected, Ledger, Reply, Wait, first, nothing, when

NOBODY_IS_CALLED = {
    *("ticket.issue", "booking.check_in", "ticket.recall_me", "service.start_passed"),
    *("call.next", "call.chosen", "call.recall", "call.pass"),
}
"""What cannot be done while people leave the building."""
LEVELS = {
    "urgent": {"lost_document", "travel", "ill", "correction"},
    "pressing": {"exam", "school", "job", "correction"},
}
"""Why somebody may be given a level of urgency."""


class Numbers(Ledger):
    """Issue, messages, slips, cancel, return, transfer, the end of the day."""

    def issue(self, command: co.IssueTicket) -> Expected:
        wanted = {command.item, *command.more}
        if not wanted <= self.hall.item_by_code.keys():
            return "item.unknown"
        queues = {str(self.hall.item_by_code[code].queue) for code in wanted}
        if command.person is not None:
            live = self.live()
            held = [t for t, slip in self.today.slips.items() if slip.person == command.person and t in live]
            same = [ticket for ticket in held if wanted.intersection(self.today.slips[ticket].items)]
            if same:
                return self.again(*same)
        if queues.intersection(self.today.closed):
            return "queue.closed"
        if command.person is not None:
            cap = self.hall.rules.daily_cap_per_person
            if self.today.taken.get(command.person, 0) >= cap:
                return "ticket.daily_cap"
        for queue in queues:
            so_far = sum(
                slip.origin == queue and slip.leg == 1 and ticket not in self.today.by_appointment
                for ticket, slip in self.today.slips.items()
            )
            if 0 < self.today.caps.get(queue, 0) <= so_far:
                return "queue.daily_cap"

        def given(reply: Reply) -> None:
            event, *raised = reply.events
            assert isinstance(event, ev.TicketIssued)
            assert len(raised) == (Need.CANNOT_SEE in command.needs and bool(command.kiosk))
            self.raise_tasks(raised)
            stays = [(event.queue, (event.item, *event.together)), *((stay.queue, stay.items) for stay in event.then)]
            assert sorted(queue for queue, _ in stays) == sorted(queues), "one stay in each queue"
            assert sorted(item for _, items in stays for item in items) == sorted(wanted)
            self._check_own_number(event.queue, event.seq)
            self.today.newest[event.queue] = event.seq
            self.enter(event, self._behind_all(event.queue), command)

        return given

    def _behind_all(self, queue: str) -> datetime:
        """Now; or the last one's time when the clock was set back since, for nobody jumps the line by that."""
        ordinary = [
            wait.since
            for ticket, wait in self.today.waiting.items()
            if self.today.slips[ticket].queue == queue
            and ticket not in self.today.only
            and ticket not in self.today.booked
            and not (wait.defer or wait.at_end or wait.spaced)
            and self.today.classes.get(ticket, "normal") == "normal"
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
        if self.state_of(command.ticket) not in {"waiting", "parked", "passed"}:
            return "ticket.wrong_state"
        return lambda _: self.end(command.ticket, "cancelled")

    def return_(self, command: co.ReturnTicket) -> Expected:
        if (refusal := self.not_live(command.ticket)) is not None:
            return refusal
        if command.ticket in self.today.aside:
            return lambda _: self.let_back(command.ticket)
        if command.ticket not in self.today.parked:
            return "ticket.wrong_state"
        return lambda _: self.today.waiting.__setitem__(command.ticket, Wait(self.today.parked.pop(command.ticket)))

    def defer(self, command: co.DeferTicket) -> Expected:
        if (refusal := self.not_live(command.ticket)) is not None:
            return refusal
        if command.ticket not in self.today.waiting:
            return "ticket.wrong_state"
        if not 1 <= command.by <= self.hall.rules.passing.own_defer_most:
            return "defer.range"
        if self.today.deferred.get(command.ticket, 0) >= self.hall.rules.passing.own_defers:
            return "defer.used"
        queue = self.today.slips[command.ticket].queue
        line = [ticket for ticket in self.today.waiting if self.today.slips[ticket].queue == queue]
        if len(line) == 1:
            return "defer.nobody"

        def deferred(reply: Reply) -> None:
            (event,) = reply.events
            assert isinstance(event, ev.TicketDeferred)
            assert event.by == command.by
            assert 0 <= event.behind - event.by < len(line)
            self.today.waiting[command.ticket].defer = event.behind
            self.today.deferred[command.ticket] = self.today.deferred.get(command.ticket, 0) + 1

        return deferred

    def reclassify(self, command: co.ReclassifyTicket) -> Expected:
        refusal = first(
            when(command.reason is None, "reason.missing"),
            when(command.priority == "booked", "class.booked"),
            when(command.reason == "declined", "class.reason"),
            when(command.reason not in LEVELS.get(command.priority, {command.reason}), "class.other_level"),
            self.bad_note(command.note),
            self._waits_or_is_parked(command.ticket),
        )
        if refusal is not None:
            return refusal
        if self.today.classes.get(command.ticket, "normal") == command.priority:
            return self.again(command.ticket)

        def changed(_: Reply) -> None:
            self.today.classes[command.ticket] = command.priority.value
            self.today.given_up.pop(command.ticket, None)

        return changed

    def correct_quantity(self, command: co.CorrectQuantity) -> Expected:
        refusal = first(when(not 0 < command.quantity < 21, "quantity.range"), self.not_live(command.ticket))
        if refusal is not None:
            return refusal
        if self.today.quantities.get(command.ticket, 1) == command.quantity:
            return self.again(command.ticket)
        return lambda _: self.today.quantities.__setitem__(command.ticket, command.quantity)

    def choose_priority(self, command: co.ChoosePriority) -> Expected:
        if (refusal := self._waits_or_is_parked(command.ticket)) is not None:
            return refusal
        now = self.today.classes.get(command.ticket, "normal")
        kept = self.today.given_up.get(command.ticket, "normal")
        if now == "normal" if not command.on else kept == "normal":
            return self.again(command.ticket)

        def changed(_: Reply) -> None:
            self.today.classes[command.ticket] = kept if command.on else "normal"
            self.today.given_up[command.ticket] = now

        return changed

    def _waits_or_is_parked(self, ticket: str) -> str | None:
        refusal = self.not_live(ticket)
        waits = ticket in self.today.waiting or ticket in self.today.parked
        return refusal if refusal is not None or waits else "ticket.wrong_state"

    def transfer(self, command: co.TransferTicket) -> Expected:
        to = command.to_counter
        item = self.hall.item_by_code.get(command.to_item) if command.to_item is not None else None
        slip = self.today.slips.get(command.ticket)
        is_other = command.to_item is not None and slip is not None and command.to_item != slip.item
        refusal = first(
            when(not command.reason.strip(), "reason.missing"),
            self.not_live(command.ticket),
            when(command.ticket in {*self.today.parked, *self.today.aside}, "ticket.wrong_state"),
            when(command.to_queue not in self.hall.queue_by_prefix, "queue.unknown"),
            when(command.to_queue in self.today.closed, "queue.closed"),
            when(to is not None and to not in self.desks, "counter.unknown"),
            when(to is not None and command.to_queue not in self.queues_of(to), "queue.not_served"),
            when(is_other and item is None, "item.unknown"),
            when(is_other and item is not None and item.queue != command.to_queue, "item.other_queue"),
        )
        return refusal or self._move(command)

    def _move(self, command: co.TransferTicket) -> Expected:
        slip = self.today.slips[command.ticket]
        here = next((number for number, desk in self.desks.items() if desk.ticket == command.ticket), None)
        item = slip.item if command.to_item is None else command.to_item
        if item == slip.item and command.to_queue == slip.queue and command.to_counter in {None, here}:
            return "transfer.same_place"

        def moved(reply: Reply) -> None:
            child = f"{self.today.day}/{slip.number}.{slip.leg + 1}"
            assert reply.ticket == child
            assert child not in self.today.slips
            waiting = self.today.waiting.get(command.ticket)
            since = waiting.since if waiting is not None else self.today.since[command.ticket]
            if item != slip.item and self.hall.rules.new_item is NewItemRule.NEW:
                since = self.now
            self.end(command.ticket, "transferred", pause=True)
            self.today.slips[child] = slip._replace(leg=slip.leg + 1, queue=command.to_queue, item=item)
            self.today.waiting[child] = Wait(since)
            self.today.quantities[child] = self.today.quantities.get(command.ticket, 1)
            self.today.classes[child] = self.today.classes.get(command.ticket, "normal")
            self.today.notify[child] = self.today.notify.get(command.ticket, False)
            self.carry_pager(command.ticket, child)
            if command.to_counter is not None:
                self.today.only[child] = command.to_counter

        return moved

    def hold(self, reason: str) -> Expected:
        return nothing if reason.strip() else "reason.missing"

    def set_cap(self, command: co.SetDailyCap) -> Expected:
        if command.queue not in {queue.prefix for queue in self.hall.queues}:
            return "queue.unknown"
        if not command.reason.strip():
            return "reason.missing"
        if command.cap < 0:
            return "number.impossible"
        if self.today.caps.get(command.queue, 0) == command.cap:
            return self.again()

        def changed(_: Reply) -> None:
            self.today.caps[command.queue] = command.cap

        return changed

    def close_queue(self, command: co.CloseQueue) -> Expected:
        if command.queue not in self.hall.queue_by_prefix:
            return "queue.unknown"
        if command.reason is None:
            return "reason.missing"
        if self.today.closed.get(command.queue) == command.reason:
            return self.again()
        is_new = command.queue not in self.today.closed

        def closed(reply: Reply) -> None:
            told = {event.ticket for event in reply.events if isinstance(event, ev.TicketHeldUp)}
            assert told == (self._to_be_told(command.queue) if is_new else set())
            assert command.reason is not None
            self.today.closed[command.queue] = command.reason.value

        return closed

    def reopen_queue(self, command: co.ReopenQueue) -> Expected:
        if command.queue not in self.hall.queue_by_prefix:
            return "queue.unknown"
        if command.queue not in self.today.closed:
            return self.again()

        def goes_on(reply: Reply) -> None:
            told = {event.ticket for event in reply.events if isinstance(event, ev.TicketGoesOn)}
            assert told == self._to_be_told(command.queue)
            del self.today.closed[command.queue]

        return goes_on

    def _to_be_told(self, queue: str) -> set[str]:
        held = {*self.today.waiting, *self.today.parked, *self.today.aside}
        return {one for one in held if self.today.slips[one].queue == queue and self.today.notify.get(one, False)}

    def begin_emergency(self, *, is_drill: bool) -> Expected:
        """A drill turns serious, never the other way round."""
        if self.emergency == "real" or (self.emergency == "drill" and is_drill):
            return self.again()

        def begun(_: Reply) -> None:
            if not self.emergency:
                self.emergency_since = self.now
            self.emergency = "drill" if is_drill else "real"

        return begun

    def end_emergency(self, reason: str) -> Expected:
        if not reason.strip():
            return "reason.missing"
        if not self.emergency:
            return self.again()

        def ended(_: Reply) -> None:
            self.emergency = ""
            for desk in self.desks.values():
                if desk.status == "calling" and desk.ticket is not None:
                    out = self.today.out[desk.ticket]
                    out.first, out.last = self._frozen(out.first), self._frozen(out.last)
            for job in self.today.jobs.values():
                if not job.taken:
                    job.raised = self._frozen(job.raised)

        return ended

    def _frozen(self, moment: datetime) -> datetime:
        """A moment whose age did not grow during the emergency."""
        return moment + max(self.now - max(moment, self.emergency_since), timedelta())

    def in_emergency(self, command: co.Command) -> Expected | None:
        """How a command ends because people leave the building; None when that does not matter."""
        if not self.emergency:
            return None
        if command.name in NOBODY_IS_CALLED:
            return "emergency.running"
        return self.again() if command.name in {"task.escalate", "queue.watch", "booking.review"} else None

    def convert(self, command: co.ConvertCounter) -> Expected:
        own = self.hall.counter_by_number.get(command.counter)
        if own is None:
            return "counter.unknown"
        if command.queue not in {queue.prefix for queue in self.hall.queues}:
            return "queue.unknown"
        if not 0 < command.minutes <= 480:
            return "number.impossible"
        if command.queue in own.queues:
            return "counter.serves_it"
        if any(only == command.counter and ticket in self.today.waiting for ticket, only in self.today.only.items()):
            return "counter.awaited"
        until = self.now + timedelta(minutes=command.minutes)
        return lambda _: self.today.helps.update({command.counter: (command.queue, until)})

    def give_back(self, command: co.GiveBackCounter) -> Expected:
        if command.counter not in self.hall.counter_by_number:
            return "counter.unknown"
        if command.counter not in self.today.helps:
            return self.again()
        return lambda _: self.today.helps.__delitem__(command.counter)

    def watch(self) -> Expected:
        """Alarms begin where too many wait, and end where half of that do."""
        limit, low = self.hall.rules.tidal.waiting_over, self.hall.rules.tidal.waiting_over / 2

        def looked(reply: Reply) -> None:
            lines = Counter(self.today.slips[ticket].queue for ticket in self.today.waiting)
            for number, (_, until) in [*self.today.helps.items()]:
                if self.now >= until:
                    del self.today.helps[number]
            for event in reply.events:
                if isinstance(event, ev.CounterGivenBack):
                    continue
                assert isinstance(event, ev.AlarmNoticed | ev.AlarmRaised | ev.AlarmEnded)
                queue = event.alarm.partition("/")[2]
                waiting = lines[queue]
                assert (
                    waiting <= low or queue in self.today.closed
                    if isinstance(event, ev.AlarmEnded)
                    else waiting > limit
                )

        return looked

    def close_day(self) -> Expected:
        if not self.live():
            return self.again()

        def closed(_: Reply) -> None:
            for ticket in list(self.live()):
                self.end(ticket, "expired")

        return closed
