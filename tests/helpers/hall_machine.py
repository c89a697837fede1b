"""Anything that people may do in a hall, in any order, compared step by step with the model.

Whoever runs it says where commands go (``send``) and how the clock does its part (``tick``).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from hallcall.core import commands as co
from hallcall.core.booking.book import NO_CODE, BookingCode
from hallcall.core.booking.rules import BookingRules
from hallcall.core.commands import Command, LeaseId, TaskId
from hallcall.core.looks import LookReason
from hallcall.core.priority import ClassReason, PriorityClass
from hallcall.core.promise import PromiseRules, TidalRules
from hallcall.core.rules import NewItemRule, OfflineRules, PassRule, TicketRules
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import ClerkId, Need, PersonId, TicketId
from helpers.hall_ground import HallGround, sends
from helpers.hall_model import Expected, HallModel
from helpers.small_hall import small_hall

COUNTERS = st.sampled_from([1, 1, 1, 2, 2, 3, 3, 4, 99]).map(CounterNumber)
DESKS = st.integers(0, 15)
"""Which counter: 0 to 3 whichever it is, else one that is ready for what is asked."""
STEPS = ("next", "next", "start", "start", "finish", "recall", "pass", "park", "reveal", "pause")
ENDINGS = ("finish", "park", "pass", "reveal", "next")
WAITS = st.sampled_from([0.3, 1.0, 21.0, 61.0, 81.0, 151.0])
ITEMS = st.sampled_from(["a1", "a1", "a1", "a2", "b1", "b2", "nothing"]).map(ItemCode)
QUEUES = st.sampled_from(["A", "B", "B", "Z"]).map(QueuePrefix)
PEOPLE = st.sampled_from([None, "p1", "p2"]).map(lambda name: PersonId(name) if name else None)
CLERKS = st.sampled_from(["c1", "c2", "c3", "c4"]).map(ClerkId)
REASONS = st.sampled_from(["fetches a paper"] * 4 + [" "])
LOOKS = st.sampled_from([*LookReason, None])
CLASS_REASONS = st.sampled_from([*ClassReason, None])
NOTES = st.sampled_from(["", "", "signs for A012", "13812345678", " ", "a\nb", "x" * 81])
PAGERS = st.sampled_from([1, 1, 2, 3]).map(co.PagerNumber)
KIOSKS = st.sampled_from(["K1", "K2"])
PLACES = st.integers(0, 12)
"""Which of the numbers that are there: 0 is none of them, 1 one that has ended."""

SLOTS = st.sampled_from([-1.0, 1.0, 20.0, 30.0, 30.0, 55.0, 200.0, 30.002]).map(lambda hours: timedelta(hours=hours))
MINUTES_AGO = st.sampled_from([0, 1, 20, 3000]).map(lambda minutes: timedelta(minutes=minutes))


class HallMachine(HallGround):
    """People, clerks, guides and the clock."""

    @initialize(
        passing=st.sampled_from(PassRule),
        aside=st.sampled_from([0, 1, 2]),
        new_item=st.sampled_from(NewItemRule),
        finishes=st.booleans(),
        items=st.lists(st.sampled_from(["a1", "b1"]), min_size=2, max_size=5),
    )
    def open_hall(self, passing: PassRule, aside: int, new_item: NewItemRule, finishes: bool, items: list[str]) -> None:
        hall = small_hall(
            rules=TicketRules(
                offline=OfflineRules(paper_first=7, first_number=10, block=4),
                promise=PromiseRules(within_min=0),
                tidal=TidalRules(waiting_over=2, wait_over_min=0, for_min=1, ends_at=0.5),
                pagers=2,
                # One place a slot.
                booking=BookingRules(share=0.25, lead_min=0),
            )
        )
        rules = hall.rules
        calls = replace(rules.call, next_finishes_current=finishes)
        passed = replace(rules.passing, rule=passing, aside_from_pass=aside, spaced_by=2)
        rules = replace(rules, call=calls, passing=passed, new_item=new_item)
        self.hall = replace(hall, rules=rules)
        self.model = HallModel(self.hall, self.now)
        self.begin()
        for number in (1, 2, 3):
            self.open(CounterNumber(number), ClerkId(f"c{number}"), paused=False)
        for item in items:
            self.issue(ItemCode(item), None, frozenset(), has_phone=False)

    # -- the clock -------------------------------------------------------------------------------------------------

    @rule(seconds=WAITS)
    def time_goes_on(self, seconds: float) -> None:
        self.turn(timedelta(seconds=seconds))

    @rule(seconds=st.sampled_from([1.0, 45.0, 3600.0]))
    def the_clock_is_set_back(self, seconds: float) -> None:
        self.turn(-timedelta(seconds=seconds))

    @rule(hours=st.sampled_from([1] * 7 + [25]))
    def hours_go_by(self, hours: int) -> None:
        self.turn(timedelta(hours=hours))

    # -- visitors --------------------------------------------------------------------------------------------------

    @sends(co.IssueTicket)
    @rule(
        item=ITEMS,
        person=PEOPLE,
        needs=st.sampled_from([frozenset[Need](), frozenset({Need.CANNOT_SEE})]),
        has_phone=st.booleans(),
        more=st.sampled_from([(), (), ("b1",), ("a2", "b1"), ("a1", "b2", "b1")]),
    )
    def issue(
        self,
        item: ItemCode,
        person: PersonId | None,
        needs: frozenset[Need],
        has_phone: bool,
        more: tuple[str, ...] = (),
    ) -> None:
        others = tuple(ItemCode(code) for code in more)
        wish = co.IssueTicket(item=item, person=person, needs=needs, has_phone=has_phone, kiosk="K1", more=others)
        self.do(wish, self.model.issue(wish))

    @sends(co.ChooseNotice)
    @rule(place=PLACES, on=st.booleans())
    def choose_notice(self, place: int, on: bool) -> None:
        wish = co.ChooseNotice(ticket=self.chosen(place), on=on)
        self.do(wish, self.model.choose_notice(wish))

    @sends(co.RecordPrint)
    @rule(place=PLACES, ok=st.booleans(), wanted=st.booleans())
    def record_print(self, place: int, ok: bool, wanted: bool) -> None:
        reason = "" if ok else "paper_out"
        wish = co.RecordPrint(ticket=self.chosen(place), ok=ok, reason=reason, wanted=wanted)
        self.do(wish, self.model.record_print(wish))

    @sends(co.CancelTicket)
    @rule(place=PLACES, reason=REASONS)
    def cancel(self, place: int, reason: str) -> None:
        wish = co.CancelTicket(ticket=self.chosen(place), reason=reason)
        self.do(wish, self.model.cancel(wish))

    @sends(co.ReturnTicket)
    @rule(place=PLACES)
    def return_(self, place: int) -> None:
        if not self.model.today.parked:
            self.make_ready(CounterNumber(1))
            for step in ("next", "start", "park"):
                self.press(CounterNumber(1), step)
        parked = sorted(self.model.today.parked)
        wish = co.ReturnTicket(ticket=TicketId(parked[place % len(parked)]) if parked else self.chosen(place))
        self.do(wish, self.model.return_(wish))

    @sends(co.RecallMe)
    @rule(place=PLACES, kiosk=st.sampled_from(["K1", "K1", ""]))
    def recall_me(self, place: int, kiosk: str) -> None:
        if place > 6:
            self.somebody_misses_their_call(CounterNumber(1))
        wish = co.RecallMe(ticket=self.missed(place), kiosk=kiosk)
        self.do(wish, self.model.recall_me(wish))

    @sends(co.DeferTicket)
    @rule(place=PLACES, by=st.sampled_from([1, 2, 3, 0, 11]))
    def defer(self, place: int, by: int) -> None:
        wish = co.DeferTicket(ticket=self.chosen(place), by=by)
        self.do(wish, self.model.defer(wish))

    @sends(co.ReclassifyTicket)
    @rule(place=PLACES, kind=st.sampled_from(PriorityClass), reason=CLASS_REASONS, note=NOTES)
    def reclassify(self, place: int, kind: PriorityClass, reason: ClassReason | None, note: str) -> None:
        wish = co.ReclassifyTicket(ticket=self.chosen(place), priority=kind, reason=reason, note=note, by="G1")
        self.do(wish, self.model.reclassify(wish))

    @sends(co.ChoosePriority)
    @rule(place=PLACES, on=st.booleans())
    def choose_priority(self, place: int, on: bool) -> None:
        wish = co.ChoosePriority(ticket=self.chosen(place), on=on)
        self.do(wish, self.model.choose_priority(wish))

    @sends(co.CorrectQuantity)
    @rule(place=PLACES, quantity=st.sampled_from([0, 1, 2, 20, 21]))
    def correct_quantity(self, place: int, quantity: int) -> None:
        wish = co.CorrectQuantity(ticket=self.chosen(place), quantity=quantity)
        self.do(wish, self.model.correct_quantity(wish))

    @sends(co.TransferTicket)
    @rule(place=PLACES, queue=QUEUES, counter=st.none() | COUNTERS, reason=REASONS, item=st.none() | ITEMS)
    def transfer(
        self, place: int, queue: QueuePrefix, counter: CounterNumber | None, reason: str, item: ItemCode | None
    ) -> None:
        wish = co.TransferTicket(
            ticket=self.chosen(place), to_queue=queue, to_counter=counter, reason=reason, to_item=item
        )
        self.do(wish, self.model.transfer(wish))

    # -- appointments ----------------------------------------------------------------------------------------------

    @sends(co.MakeBooking)
    @rule(item=ITEMS, person=PEOPLE, slot=st.none() | SLOTS, has_phone=st.booleans(), here=st.booleans())
    def book(
        self, item: ItemCode, person: PersonId | None, slot: timedelta | None, has_phone: bool, here: bool = False
    ) -> None:
        people = (person,) if person is not None else ()
        start = self.start_of(slot) if slot is not None else None
        # Chance gives every fifth code again.
        code = BookingCode(f"{len(self.model.book.made) % 5:08}")
        wish = co.MakeBooking(item=item, people=people, slot=start, code=code, has_phone=has_phone, on_the_spot=here)
        self.do(wish, self.model.make(wish))

    @sends(co.ChangeBooking, co.CancelBooking)
    @rule(place=PLACES, slot=st.none() | SLOTS, by_hall=st.booleans())
    def change_or_cancel_booking(self, place: int, slot: timedelta | None, by_hall: bool) -> None:
        code = self.promised(place)
        if slot is not None:
            change = co.ChangeBooking(code=code, slot=self.start_of(slot), on_the_spot=by_hall)
            self.do(change, self.model.change(change))
        else:
            cancel = co.CancelBooking(code=code, by_hall=by_hall)
            self.do(cancel, self.model.give_up(cancel))

    @sends(co.CheckIn)
    @rule(place=PLACES, minutes=st.sampled_from([-45, -20, 0, 15, 20]), person=PEOPLE, with_code=st.booleans())
    def come(self, place: int, minutes: int, person: PersonId | None, with_code: bool) -> None:
        """Somebody comes so long after the beginning of a slot."""
        code = self.promised(place)
        one = self.model.book.promises.get(code)
        wait = one.start + timedelta(minutes=minutes) - self.now if one is not None else timedelta()
        if timedelta() < wait < timedelta(days=2):
            self.turn(wait)
        wish = co.CheckIn(code=code if with_code else NO_CODE, person=person, kiosk="K1")
        self.do(wish, self.model.check_in(wish))

    @sends(co.ExcuseStrikes)
    @rule(person=PEOPLE, is_today=st.booleans(), reason=REASONS)
    def excuse(self, person: PersonId | None, is_today: bool, reason: str) -> None:
        day = self.model.date_of(self.now) if is_today else None
        wish = co.ExcuseStrikes(reason=reason, person=person, day=day)
        self.do(wish, self.model.excuse(wish))

    def start_of(self, ahead: timedelta) -> datetime:
        """The half hour before so long from now, and perhaps some minutes."""
        start = self.now + ahead
        return start.replace(minute=start.minute // 30 * 30 + ahead.seconds % 60, second=0, microsecond=0)

    def promised(self, place: int) -> BookingCode:
        """The code of a booking; 0 is none of them."""
        if place and not any(one.state == "booked" for one in self.model.book.promises.values()):
            self.book(ItemCode("a1"), PersonId("p1"), timedelta(hours=30) if place % 2 else None, has_phone=False)
        codes = sorted(self.model.book.promises)
        return BookingCode(codes[place % len(codes)] if place and codes else "99999999")

    # -- clerks ----------------------------------------------------------------------------------------------------

    @sends(co.CallNext)
    @rule(counter=COUNTERS)
    def call_next(self, counter: CounterNumber) -> None:
        self.do(co.CallNext(counter=counter), self.model.call_next(counter))

    @sends(co.CallChosen)
    @rule(counter=COUNTERS, place=PLACES, reason=REASONS)
    def call_chosen(self, counter: CounterNumber, place: int, reason: str) -> None:
        wish = co.CallChosen(counter=counter, ticket=self.chosen(place), reason=reason)
        self.do(wish, self.model.call_chosen(wish))

    @sends(co.Recall)
    @rule(desk=DESKS)
    def recall(self, desk: int) -> None:
        counter = self.at(desk, "calling")
        self.do(co.Recall(counter=counter), self.model.recall(counter))

    @sends(co.PassTicket)
    @rule(desk=DESKS)
    def pass_(self, desk: int) -> None:
        counter = self.at(desk, "calling")
        self.do(co.PassTicket(counter=counter), self.model.pass_(counter))

    @sends(co.ServePassed)
    @rule(desk=DESKS, place=PLACES)
    def serve_passed(self, desk: int, place: int) -> None:
        counter = CounterNumber(1) if place > 3 else self.at(desk, "idle")
        if place > 3:
            self.somebody_misses_their_call(counter)
        wish = co.ServePassed(counter=counter, ticket=self.missed(place))
        self.do(wish, self.model.serve_passed(wish))

    @sends(co.StartService)
    @rule(desk=DESKS)
    def start(self, desk: int) -> None:
        counter = self.at(desk, "calling")
        self.do(co.StartService(counter=counter), self.model.start(counter))

    @sends(co.FinishService)
    @rule(desk=DESKS, place=st.none() | PLACES, ago=st.none() | MINUTES_AGO)
    def finish(self, desk: int, place: int | None, ago: timedelta | None) -> None:
        counter = self.at(desk, "serving")
        ticket = None if place is None else self.chosen(place)
        wish = co.FinishService(counter=counter, ticket=ticket, ended_at=None if ago is None else self.now - ago)
        self.do(wish, self.model.finish(wish))

    @sends(co.ParkTicket)
    @rule(desk=DESKS, reason=REASONS)
    def park(self, desk: int, reason: str) -> None:
        counter = self.at(desk, "serving")
        wish = co.ParkTicket(counter=counter, reason=reason)
        self.do(wish, self.model.park(wish))

    @sends(co.RevealVisitor)
    @rule(desk=DESKS, reason=LOOKS, note=NOTES)
    def reveal(self, desk: int, reason: LookReason | None, note: str) -> None:
        wish = co.RevealVisitor(counter=self.at(desk, "serving"), reason=reason, note=note)
        self.do(wish, self.model.reveal(wish))

    @sends(co.OpenCounter)
    @rule(counter=COUNTERS, clerk=CLERKS, paused=st.booleans())
    def open(self, counter: CounterNumber, clerk: ClerkId, paused: bool) -> None:
        wish = co.OpenCounter(counter=counter, clerk=clerk, paused=paused)
        self.do(wish, self.model.open(wish))

    @sends(co.CloseCounter)
    @rule(counter=COUNTERS)
    def close(self, counter: CounterNumber) -> None:
        self.do(co.CloseCounter(counter=counter), self.model.close(counter))

    @sends(co.PauseCounter)
    @rule(counter=COUNTERS, reason=REASONS)
    def pause(self, counter: CounterNumber, reason: str) -> None:
        wish = co.PauseCounter(counter=counter, reason=reason)
        self.do(wish, self.model.pause(wish))

    @sends(co.ResumeCounter)
    @rule(counter=COUNTERS)
    def resume(self, counter: CounterNumber) -> None:
        self.do(co.ResumeCounter(counter=counter), self.model.resume(counter))

    @rule(counter=COUNTERS, steps=st.lists(st.sampled_from(STEPS), min_size=4, max_size=10), passes_by=WAITS)
    def a_clerk_works(self, counter: CounterNumber, steps: list[str], passes_by: float) -> None:
        """Several presses in a row at one counter: chance alone seldom gets far into a visit."""
        self.make_ready(counter)
        for step in steps:
            self.press(counter, step)
            self.turn(timedelta(seconds=passes_by))

    @rule(counter=COUNTERS, waits=st.lists(WAITS, min_size=3, max_size=6), ending=st.sampled_from(ENDINGS))
    def a_visit(self, counter: CounterNumber, waits: list[float], ending: str) -> None:
        """Called, perhaps called again, and at last here, or not."""
        self.make_ready(counter)
        self.press(counter, "next")
        for wait in waits:
            self.turn(timedelta(seconds=wait))
            self.press(counter, "recall")
        self.press(counter, "start" if ending != "pass" else "pass")
        self.press(counter, ending)

    def missed(self, place: int) -> TicketId:
        """One of the numbers that did not come, if there is any."""
        passed = sorted(ticket for ticket in self.model.today.passes if ticket in self.model.live())
        return TicketId(passed[place % len(passed)]) if passed and place else self.chosen(place)

    def somebody_misses_their_call(self, counter: CounterNumber) -> None:
        """The next of a counter does not come."""
        self.make_ready(counter)
        for step, seconds in (("next", 151), ("pass", 1)):
            self.press(counter, step)
            self.turn(timedelta(seconds=seconds))

    def make_ready(self, counter: CounterNumber) -> None:
        """Somebody sits there, and somebody waits for them."""
        desk = self.model.desks.get(counter)
        if desk is None:
            return
        if desk.clerk is None:
            self.open(counter, ClerkId(f"c{counter}"), paused=False)
        if desk.status == "paused":
            self.resume(counter)
        if self.model.next_for(counter) is None:
            self.issue(ItemCode("b1" if counter == 4 else "a1"), None, frozenset(), has_phone=False)

    def press(self, counter: CounterNumber, step: str) -> None:
        """One press at a counter."""
        wishes: dict[str, tuple[Command, Expected]] = {
            "next": (co.CallNext(counter=counter), self.model.call_next(counter)),
            "recall": (co.Recall(counter=counter), self.model.recall(counter)),
            "pass": (co.PassTicket(counter=counter), self.model.pass_(counter)),
            "start": (co.StartService(counter=counter), self.model.start(counter)),
        }
        finish = co.FinishService(counter=counter)
        wishes["finish"] = (finish, self.model.finish(finish))
        park = co.ParkTicket(counter=counter, reason="fetches a paper")
        wishes["park"] = (park, self.model.park(park))
        reveal = co.RevealVisitor(counter=counter, reason=LookReason.IDENTITY)
        wishes["reveal"] = (reveal, self.model.reveal(reveal))
        pause = co.PauseCounter(counter=counter, reason="lunch")
        wishes["pause"] = (pause, self.model.pause(pause))
        self.do(*wishes[step])

    # -- guides, devices, the server itself ------------------------------------------------------------------------

    @sends(co.AskForHelp)
    @rule(kiosk=KIOSKS)
    def ask_for_help(self, kiosk: str) -> None:
        self.do(co.AskForHelp(kiosk=kiosk), self.model.ask_for_help(kiosk))

    @sends(co.RecordAdvice)
    @rule(kiosk=KIOSKS, item=st.sampled_from(["a1", "none"]), answer=st.sampled_from(co.AdviceAnswer))
    def record_advice(self, kiosk: str, item: str, answer: co.AdviceAnswer) -> None:
        wish = co.RecordAdvice(kiosk=kiosk, item=ItemCode(item), answer=answer)
        self.do(wish, self.model.record_advice(wish))

    @sends(co.TakeTask)
    @rule(place=PLACES)
    def take_task(self, place: int) -> None:
        if place and not self.model.today.jobs:
            self.ask_for_help("K1")
        tasks = sorted(self.model.today.jobs)
        task = TaskId(tasks[place % len(tasks)] if tasks and place else "none")
        self.do(co.TakeTask(task=task, by="G1"), self.model.take(task))

    @sends(co.ReportDevice)
    @rule(kiosk=KIOSKS, health=st.sampled_from(["ok", "fault"]))
    def report_device(self, kiosk: str, health: str) -> None:
        wish = co.ReportDevice(device=f"{kiosk}/ticket", health=health)
        self.do(wish, self.model.report(wish))

    @sends(co.EscalateTasks, co.OpenDay, co.ReviewBookings)
    @rule(wish=st.sampled_from([co.EscalateTasks(), co.OpenDay(), co.ReviewBookings()]))
    def the_clock_asks_once_more(self, wish: Command) -> None:
        self.do(wish, self.model.nothing_left)

    @sends(co.SetDailyCap)
    @rule(queue=QUEUES, cap=st.sampled_from([0, 2, 5, 9, -1]), reason=REASONS)
    def set_cap(self, queue: QueuePrefix, cap: int, reason: str) -> None:
        wish = co.SetDailyCap(queue=queue, cap=cap, reason=reason)
        self.do(wish, self.model.set_cap(wish))

    @sends(co.SettleCalls, co.RecordDelivery, co.CountPeople)
    @rule(place=PLACES, call=st.integers(1, 2), is_shown=st.booleans())
    def a_call_had_time_to_arrive(self, place: int, call: int, is_shown: bool) -> None:
        reached = (co.Reached(channel=co.Channel.WALL, after_s=1.0),) if is_shown else ()
        wish = co.SettleCalls(calls=(co.CallReach(ticket=self.chosen(place), call=call, reached=reached),))
        self.do(wish, self.model.settle(wish))
        told = co.RecordDelivery(notice="e-1", delivered=is_shown)
        self.do(told, self.model.note_delivery)
        count = co.CountPeople(door="main", entered=place, left=call)
        self.do(count, self.model.note_delivery)

    @sends(co.RateVisit, co.FollowUpRating)
    @rule(
        place=PLACES,
        level=st.sampled_from([0, 1, 2, 2, 3, 5]),
        reasons=st.sets(st.sampled_from(co.RatingReason), max_size=2),
        note=st.sampled_from(["talked to them", "talked to them", " ", "13812345678"]),
    )
    def rate(self, place: int, level: int, reasons: set[co.RatingReason], note: str) -> None:
        if place % 2:
            self.make_ready(CounterNumber(1))
            for step in ("next", "start", "finish"):
                self.press(CounterNumber(1), step)
        done = [ticket for ticket, how in self.model.today.ended.items() if how == "done"]
        ticket = TicketId(done[-1]) if done and place else self.chosen(place)
        wish = co.RateVisit(ticket=ticket, level=level, reasons=frozenset(reasons))
        self.do(wish, self.model.rate(wish))
        look = co.FollowUpRating(ticket=ticket, note=note)
        self.do(look, self.model.follow_up(look))

    @sends(co.GivePager, co.TakeBackPager, co.ReportPager)
    @rule(
        place=PLACES,
        pager=PAGERS,
        condition=st.sampled_from([*co.PagerCondition, co.PagerCondition.WELL]),
        step=st.sampled_from(["give", "give", "back", "report"]),
    )
    def do_with_a_pager(self, place: int, pager: co.PagerNumber, condition: co.PagerCondition, step: str) -> None:
        give = co.GivePager(ticket=self.chosen(place), pager=pager)
        back = co.TakeBackPager(pager=pager)
        report = co.ReportPager(pager=pager, condition=condition)
        wishes: dict[str, tuple[Command, Expected]] = {
            "give": (give, self.model.give_pager(give)),
            "back": (back, self.model.take_back_pager(back)),
            "report": (report, self.model.report_pager(report)),
        }
        self.do(*wishes[step])

    @sends(co.CloseQueue, co.ReopenQueue)
    @rule(queue=QUEUES, reason=st.sampled_from([*co.ClosureReason, None]), opens=st.sampled_from([True, True, False]))
    def close_a_queue_and_mostly_open_it_again(
        self, queue: QueuePrefix, reason: co.ClosureReason | None, opens: bool
    ) -> None:
        close = co.CloseQueue(queue=queue, reason=reason)
        self.do(close, self.model.close_queue(close))
        self.turn(timedelta())
        if opens:
            self.do(co.ReopenQueue(queue=queue), self.model.reopen_queue(co.ReopenQueue(queue=queue)))

    @sends(co.BeginEmergency, co.EndEmergency)
    @rule(
        begins=st.booleans(),
        is_drill=st.booleans(),
        counter=COUNTERS,
        steps=st.lists(st.sampled_from(STEPS), max_size=3),
    )
    def people_leave_and_come_back(
        self, begins: bool, is_drill: bool, counter: CounterNumber, steps: list[str]
    ) -> None:
        """Mostly they come back soon: else little would happen in the rest of the run."""
        if begins:
            self.make_ready(counter)
            self.press(counter, "next")
            begin = co.BeginEmergency(is_drill=is_drill)
            self.do(begin, self.model.begin_emergency(is_drill=is_drill))
            if counter in self.model.desks:
                for step in steps:
                    self.press(counter, step)
                    self.turn(timedelta(seconds=21))
        for reason in (" ", "all are out") if len(steps) < 3 or not begins else ():
            self.do(co.EndEmergency(reason=reason), self.model.end_emergency(reason))
            self.turn(timedelta())

    @sends(co.ConvertCounter, co.GiveBackCounter)
    @rule(counter=COUNTERS, queue=QUEUES, minutes=st.sampled_from([1.0, 5.0, 60.0, 0.0]), ends=st.booleans())
    def help_out(self, counter: CounterNumber, queue: QueuePrefix, minutes: float, ends: bool) -> None:
        convert = co.ConvertCounter(counter=counter, queue=queue, minutes=minutes)
        self.do(convert, self.model.convert(convert))
        if ends:
            back = co.GiveBackCounter(counter=counter)
            self.do(back, self.model.give_back(back))

    @sends(co.WatchQueues)
    @rule()
    def look_at_the_waits(self) -> None:
        self.do(co.WatchQueues(), self.model.watch())

    @sends(co.CloseDay, co.HoldRecords)
    @rule(really=st.sampled_from([False] * 3 + [True]), reason=REASONS)
    def close_day_or_hold_records(self, really: bool, reason: str) -> None:
        if really:
            self.do(co.CloseDay(), self.model.close_day())
        else:
            self.do(co.HoldRecords(reason=reason), self.model.hold(reason))

    # -- without the server ----------------------------------------------------------------------------------------

    @sends(co.LeaseNumbers)
    @rule(kiosk=KIOSKS, book=st.sampled_from(["one", "one", "other"]))
    def lease(self, kiosk: str, book: str) -> None:
        wish = co.LeaseNumbers(kiosk=kiosk, book=book)
        self.do(wish, self.model.lease(wish))

    @sends(co.RecordOffline)
    @rule(place=PLACES, more=st.integers(-1, 4), person=PEOPLE, ago=MINUTES_AGO, unseen=st.none() | PLACES)
    def record_offline(
        self, place: int, more: int, person: PersonId | None, ago: timedelta, unseen: int | None
    ) -> None:
        if place and not self.model.today.blocks:
            self.lease("K1", "one")
        leases = sorted(self.model.today.blocks)
        lease = leases[place % len(leases)] if leases and place else "none"
        block = self.model.today.blocks.get(lease)
        wish = co.RecordOffline(
            lease=LeaseId(lease),
            seq=(block.first if block else 0) + more,
            item=ItemCode("b1" if block and block.queue == "B" else "a1"),
            kiosk=block.kiosk if block and place != 1 else "K1",
            issued_at=self.now - ago,
            person=person,
            instead_of=None if unseen is None else self.chosen(unseen),
        )
        self.do(wish, self.model.record_offline(wish))

    @sends(co.RecordPaper)
    @rule(seq=st.integers(6, 10), item=ITEMS, ago=MINUTES_AGO, counter=st.none() | COUNTERS)
    def record_paper(self, seq: int, item: ItemCode, ago: timedelta, counter: CounterNumber | None) -> None:
        taken_at = self.now - ago
        visit = None
        if counter is not None:
            visit = co.PaperVisit(counter=counter, started_at=taken_at, finished_at=self.now)
        wish = co.RecordPaper(seq=seq, item=item, taken_at=taken_at, served=visit)
        self.do(wish, self.model.record_paper(wish))

    @sends(co.RecordPaperDay)
    @rule(queue=QUEUES, days_ago=st.integers(0, 2), served=st.integers(0, 3))
    def record_paper_day(self, queue: QueuePrefix, days_ago: int, served: int) -> None:
        day = self.model.today.day - timedelta(days=days_ago)
        wish = co.RecordPaperDay(day=day, queue=queue, issued=2, served=served)
        self.do(wish, self.model.record_paper_day(wish))

    @sends(co.RecordRestore)
    @rule(ago=MINUTES_AGO, knows=st.booleans(), really=st.sampled_from([False, False, True]))
    def the_database_was_replaced(self, ago: timedelta, knows: bool, really: bool) -> None:
        if not really:
            return
        newest = tuple((queue.prefix, self.model.today.newest.get(queue.prefix, 0) + 2) for queue in self.hall.queues)
        known = co.KnownNumbers(day=self.model.today.day, newest=newest)
        wish = co.RecordRestore(backup="b", taken_at=self.now - ago, known=known if knows else None)
        self.do(wish, self.model.restore())
