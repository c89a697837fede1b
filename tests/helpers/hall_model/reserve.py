"""Numbers for times without the server: blocks of kiosks, printed sheets, a database that was replaced."""

from __future__ import annotations

from datetime import datetime, timedelta

from hallcall.core import commands as co
from hallcall.core import events as ev
from helpers.hall_model.ledger import Block, Expected, Ledger, Reply, first, nothing, when


class Reserve(Ledger):
    """Blocks, numbers given without the server, paper, backups."""

    def lease(self, command: co.LeaseNumbers) -> Expected:
        """Every queue has at least half a block of unused numbers afterwards; nobody else holds any of them."""

        def leased(reply: Reply) -> None:
            assert reply.repeated == (not reply.events)
            self._take_blocks(reply)
            for queue in self.hall.queues:
                unused = [
                    seq
                    for block in self.today.blocks.values()
                    if (block.kiosk, block.book, block.queue) == (command.kiosk, command.book, queue.prefix)
                    for seq in range(block.first, block.last + 1)
                    if not self._is_used(queue.prefix, seq)
                ]
                assert 2 * len(unused) >= self.hall.rules.offline.block

        return leased

    def record_offline(self, command: co.RecordOffline) -> Expected:
        block = self.today.blocks.get(command.lease)
        if block is None:
            return "lease.expired"
        if block.kiosk != command.kiosk or not block.first <= command.seq <= block.last:
            return "lease.foreign"
        if self._is_used(block.queue, command.seq):
            return "number.used"
        granted = block.granted

        def recorded(reply: Reply) -> None:
            if command.instead_of in self.today.waiting:
                self.end(command.instead_of, "cancelled")
            event = reply.events[-1]
            assert isinstance(event, ev.TicketIssued)
            assert (event.seq, event.origin) == (command.seq, block.queue)
            self.enter(event, self._between(command.issued_at, granted), command)

        return recorded

    def record_paper(self, command: co.RecordPaper) -> Expected:
        item, rules = self.hall.item_by_code.get(command.item), self.hall.rules.offline
        if item is None:
            return "item.unknown"
        taken = self._between(command.taken_at, self.now - timedelta(days=2))
        visit = command.served
        refusal = first(
            when(not rules.paper_first <= command.seq < rules.first_number, "paper.number"),
            when(self.date_of(taken) != self.today.day, "paper.other_day"),
            when(self._is_used(item.queue, command.seq), "number.used"),
            when(visit is not None and visit.counter not in self.desks, "counter.unknown"),
            when(visit is not None and item.queue not in self.queues_of(visit.counter), "queue.not_served"),
        )
        if refusal is not None:
            return refusal

        def recorded(reply: Reply) -> None:
            event = reply.events[0]
            assert isinstance(event, ev.TicketIssued)
            self.enter(event, taken, command)
            if visit is not None:
                self.end(event.ticket, "done")

        return recorded

    def record_paper_day(self, command: co.RecordPaperDay) -> Expected:
        if command.queue not in self.hall.queue_by_prefix:
            return "queue.unknown"
        if command.day >= self.today.day:
            return "paper.not_past"
        return nothing if 0 <= command.served <= command.issued else "number.impossible"

    def restore(self) -> Expected:
        """Each queue goes on behind what it may have given: how far is for the hall to say, but never back."""

        def restored(reply: Reply) -> None:
            told = reply.events[0]
            assert isinstance(told, ev.HallRestored)
            for queue, seq in told.numbers:
                assert seq > self.today.newest.get(queue, 0)
                self.today.newest[queue] = seq
            self._take_blocks(reply)

        return restored

    def _take_blocks(self, reply: Reply) -> None:
        rules = self.hall.rules.offline
        for event in reply.events:
            if not isinstance(event, ev.NumbersLeased):
                continue
            assert event.lease not in self.today.blocks
            assert event.first >= rules.first_number
            for seq in range(event.first, event.last + 1):
                assert not self._is_used(event.queue, seq), "a number that was given is given away again"
                assert not self._is_held(event.queue, seq), "two kiosks hold one number"
            self.today.blocks[event.lease] = Block(
                event.kiosk, event.book, event.queue, event.first, event.last, self.now
            )

    def _is_used(self, queue: str, seq: int) -> bool:
        return any((slip.origin, slip.seq) == (queue, seq) for slip in self.today.slips.values())

    def _is_held(self, queue: str, seq: int) -> bool:
        return any(block.queue == queue and block.first <= seq <= block.last for block in self.today.blocks.values())

    def _between(self, moment: datetime, earliest: datetime) -> datetime:
        return min(max(moment, earliest), self.now)
