"""Several items with one number: how they are joined and ordered, and that nobody waits from the end twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.catalogue import ServiceItem
from hallcall.core.commands import CallNext, FinishService, PauseCounter, StartService, TransferTicket
from hallcall.core.errors import Refused
from hallcall.core.events import TicketFinished, TicketIssued
from hallcall.core.hall import Hall
from hallcall.core.languages import Language
from hallcall.core.places import Counter, Queue, Zone
from hallcall.core.route import MOST_ITEMS, Start, doable, merged_materials, plan_route, roughly_waits_s
from hallcall.core.rules import CallRules, TicketRules, WalkRules
from hallcall.core.terms import CounterNumber, ItemCode, Name, QueuePrefix, Seconds, ZoneId
from hallcall.core.tickets import PersonId, TicketId, TicketState, Visit
from helpers.sample_halls import sample_hall
from helpers.small_hall import Day, item, small_hall

A, B = QueuePrefix("A"), QueuePrefix("B")
C1, C2, C3, C4 = (CounterNumber(number) for number in (1, 2, 3, 4))


def codes(*words: str) -> tuple[ItemCode, ...]:
    return tuple(ItemCode(word) for word in words)


def visit(queue: str, *items: str) -> Visit:
    return Visit(queue=QueuePrefix(queue), items=codes(*items))


def wide_hall(after: Mapping[str, tuple[str, ...]] | None = None, *, all_can: bool = False) -> Hall:
    """Zones A and B below, C and D above, each with a queue, a counter and two items of ten minutes.

    A walk to another zone takes 30 s, to the other floor two minutes.
    """
    letters = "ABCD"
    hall = small_hall(rules=TicketRules(call=CallRules(floor_walk_s=Seconds(120)), walk=WalkRules(zone_s=Seconds(30))))
    items = [item(f"{letter.lower()}{place}", letter) for letter in letters for place in (1, 2)]
    queues = tuple(QueuePrefix(letter) for letter in letters)
    return replace(
        hall,
        zones=tuple(
            Zone(id=ZoneId(letter), floor=1 if letter in "AB" else 2, name=Name(zh=letter)) for letter in letters
        ),
        queues=tuple(
            Queue(prefix=queue, name=Name(zh=queue), zone=ZoneId(queue), calendar="always") for queue in queues
        ),
        counters=tuple(
            Counter(number=CounterNumber(place), zone=ZoneId(queue), queues=queues if all_can else (queue,))
            for place, queue in enumerate(queues, start=1)
        ),
        items=tuple(replace(one, after=codes(*(after or {}).get(one.code, ()))) for one in items),
    )


def planned(hall: Hall, *items: str, kiosk: str = "K1", **waits_min: float) -> list[str]:
    """The stays of the best route, each as queue and items."""
    waits = {QueuePrefix(queue): 60 * minutes for queue, minutes in waits_min.items()}
    route = plan_route(hall, codes(*items), Start(kiosk=kiosk), waits)
    return [f"{stay.queue}:{','.join(stay.items)}" for stay in route]


@pytest.mark.feature("F071")
def test_items_of_one_queue_are_done_in_one_stay() -> None:
    assert planned(wide_hall(), "a1", "c1", "a2") == ["A:a1,a2", "C:c1"]


@pytest.mark.feature("F071")
def test_items_that_every_counter_can_do_are_done_in_one_stay() -> None:
    assert planned(wide_hall(all_can=True), "c1", "a1", "d2") == ["A:c1,a1,d2"]


@pytest.mark.feature("F071")
def test_no_floor_is_changed_more_often_than_needed() -> None:
    assert planned(wide_hall(), "c1", "a1", "d1", "b1") == ["A:a1", "B:b1", "C:c1", "D:d1"]


@pytest.mark.feature("F071")
def test_who_would_wait_long_is_served_elsewhere_meanwhile() -> None:
    """The wait of the long queue has begun with the number: who goes there last has waited it out."""
    assert planned(wide_hall(), "a1", "b1", A=40, B=0) == ["B:b1", "A:a1"]
    assert planned(wide_hall(), "a1", "c1", A=30, C=5) == ["C:c1", "A:a1"], "that is worth a way to the other floor"
    assert planned(wide_hall(), "a1", "b1", "c1", A=0, B=0, C=0) == ["A:a1", "B:b1", "C:c1"]


@pytest.mark.feature("F071", "F136")
def test_what_has_to_come_before_comes_before_whatever_the_waits() -> None:
    hall = wide_hall({"a1": ("c1",), "d1": ("a1",)})
    assert planned(hall, "a1", "c1", "d1", C=90) == ["C:c1", "A:a1", "D:d1"]
    assert planned(hall, "a1", "d1") == ["A:a1", "D:d1"], "what is not wanted need not come before"
    again = wide_hall({"c1": ("a1",), "a2": ("c1",)})
    assert planned(again, "a1", "a2", "c1") == ["A:a1", "C:c1", "A:a2"], "one queue may be needed twice"


def ends_s(hall: Hall, order: tuple[ItemCode, ...], waits: Mapping[QueuePrefix, float]) -> float | None:
    """When a visitor is done who does items in that order; None when it may not be. Said once more, plainly."""
    now, zone, floor = 0.0, "", 1
    for place, code in enumerate(order):
        found = hall.item_by_code[code]
        if any(before in order[place:] for before in found.after):
            return None
        own_floor = hall.zone_by_id[ZoneId(found.queue)].floor
        if found.queue != zone:
            is_far = own_floor != floor
            walk = 120.0 if is_far else 30.0
            now = max(now + walk, waits.get(found.queue, 0.0))
            zone, floor = found.queue, own_floor
        now += 600.0
    return now


ITEMS = [f"{letter}{place}" for letter in "abcd" for place in (1, 2)]


@pytest.mark.feature("F071")
@pytest.mark.feature("F071", "F027", "F098")
def test_the_next_stay_is_of_the_same_agent_in_the_same_language_with_the_same_cases() -> None:
    hall = wide_hall()
    spoken = tuple(replace(counter, languages=(Language.YUE,)) for counter in hall.counters)
    day = Day(hall=replace(hall, counters=spoken))
    day.open(1)
    day.issue("a1", more=codes("c1"), agent=PersonId("agent"), person=PersonId("p"), quantity=3, language=Language.YUE)
    for command in (CallNext(counter=C1), StartService(counter=C1), FinishService(counter=C1)):
        day.do(command)
    (further,) = day.state.tickets.values()
    assert (further.leg, further.agent, further.quantity, further.language) == (2, "agent", 3, Language.YUE)


@given(
    st.lists(st.sampled_from(ITEMS), min_size=1, max_size=5, unique=True),
    st.lists(st.tuples(st.sampled_from(ITEMS), st.sampled_from(ITEMS)), max_size=4),
    st.dictionaries(st.sampled_from("ABCD"), st.floats(0, 90), max_size=4),
)
def test_no_order_of_all_that_are_possible_ends_earlier(
    wanted: list[str], pairs: list[tuple[str, str]], waits_min: dict[str, float]
) -> None:
    after: dict[str, tuple[str, ...]] = {}
    for one, other in pairs:
        if one > other:
            after[one] = (*after.get(one, ()), other)
    hall = wide_hall(after)
    waits = {QueuePrefix(queue): 60 * minutes for queue, minutes in waits_min.items()}
    route = plan_route(hall, codes(*wanted), Start(kiosk="K1"), waits)
    order = tuple(code for stay in route for code in stay.items)
    assert sorted(order) == sorted(wanted)
    possible = [ended for one in permutations(codes(*wanted)) if (ended := ends_s(hall, one, waits)) is not None]
    assert ends_s(hall, order, waits) == pytest.approx(min(possible))


@pytest.mark.feature("F136")
def test_a_package_of_the_sample_hall_begins_with_the_licence_and_ends_with_the_pick_up() -> None:
    hall = sample_hall("haibin")
    company = next(package for package in hall.packages if package.code == "YJS-01")
    stays = plan_route(hall, company.items, Start(kiosk="K1"), {})
    order = [code for stay in stays for code in stay.items]
    assert (order[0], order[-1]) == ("SJ-01", "CJ-01")
    assert stays[0] == visit("E", "SJ-01", "YH-01"), "registration and bank are done at one counter"
    brought = merged_materials(hall, order)
    assert len(brought) == len(set(brought)) == 10
    assert {"lic", "ownerid"} <= set(brought)


def a_route(*items: str, hall: Hall | None = None) -> tuple[Day, TicketId]:
    """One number for these items at kiosk K1."""
    day = Day(hall or small_hall())
    day.open(1, 2, 3, 4)
    first, *more = items
    return day, day.issue(first, person="p1", more=codes(*more)).id


def serve_at(day: Day, counter: CounterNumber, *, minutes: float = 5) -> TicketId:
    called = day.do(CallNext(counter=counter)).ticket
    assert called is not None
    day.do(StartService(counter=counter))
    day.later(60 * minutes)
    day.do(FinishService(counter=counter))
    return called


@pytest.mark.feature("F071")
def test_the_next_leg_waits_with_the_first_seniority() -> None:
    """Who took their number first is called next upstairs, before all who came there meanwhile."""
    day, first = a_route("a1", "b1")
    assert day.ticket(first).then == (visit("B", "b1"),)
    early = day.issue("b1")
    serve_at(day, C1)
    late = day.issue("b1")
    assert day.line("B") == ["A001", early.number, late.number]
    (leg,) = [ticket for ticket in day.state.tickets.values() if ticket.parent == first]
    assert (leg.number, leg.leg, leg.item, leg.queue, leg.then) == ("A001", 2, "b1", "B", ())
    assert day.state.ended[first] is TicketState.DONE
    assert serve_at(day, C4) == leg.id
    assert day.state.live_of(leg.person) == []  # type: ignore[arg-type]
    assert len(day.events(TicketFinished)) == 2


@pytest.mark.feature("F071")
def test_a_counter_that_can_do_all_does_all() -> None:
    """Counter 3 has both skills: the visitor goes nowhere else."""
    day, first = a_route("a1", "b1")
    assert serve_at(day, C3) == first
    assert len(day.events(TicketIssued)) == 1
    assert day.state.tickets == {}


@pytest.mark.feature("F071")
def test_calling_the_next_sends_the_visitor_on_as_finishing_does_and_a_planned_pause_begins() -> None:
    day, _ = a_route("a1", "b1")
    day.do(CallNext(counter=C1))
    day.do(StartService(counter=C1))
    day.do(PauseCounter(counter=C1, reason="lunch"))
    day.later(60)
    day.do(CallNext(counter=C1))
    assert day.line("B") == ["A001"]
    assert day.state.counters[C1].pause_reason == "lunch"


@pytest.mark.feature("F071")
def test_a_visitor_who_is_sent_on_by_a_clerk_keeps_the_rest_of_the_route() -> None:
    day, first = a_route("a1", "a2", "b1")
    assert (day.ticket(first).together, day.ticket(first).items) == (codes("a2"), codes("a1", "a2", "b1"))
    child = day.do(TransferTicket(ticket=first, to_queue=A, to_counter=C2, reason="authority")).ticket
    assert child is not None
    assert day.ticket(child).items == codes("a1", "a2", "b1")
    serve_at(day, C2)
    assert day.line("B") == ["A001"]


@pytest.mark.feature("F071")
def test_one_number_counts_once_and_is_found_by_each_of_its_items() -> None:
    day, first = a_route("a1", "b1")
    assert day.issue("b1", person="p1").id == first
    assert day.state.taken == {"p1": 1}


@pytest.mark.feature("F071", "F136")
def test_an_item_that_is_unknown_or_closed_today_gives_no_number_for_the_others() -> None:
    closed = replace(small_hall().calendars[0], id="never", weekly=((),) * 7)
    hall = small_hall()
    queues = tuple(replace(queue, calendar="never") if queue.prefix == B else queue for queue in hall.queues)
    day = Day(replace(hall, calendars=(*hall.calendars, closed), queues=queues))
    for more, code in (("b1", "calendar.closed"), ("none", "item.unknown")):
        with pytest.raises(Refused) as refused:
            day.issue("a1", more=codes(more))
        assert refused.value.code == code
    assert day.state.tickets == {}


@pytest.mark.feature("F071")
def test_one_number_is_for_a_few_items_only() -> None:
    hall = small_hall()
    many: list[ServiceItem] = [item(f"x{place}", "A") for place in range(MOST_ITEMS + 1)]
    day = Day(replace(hall, items=(*hall.items, *many)))
    with pytest.raises(Refused, match=r"route\.too_many"):
        day.issue("x0", more=tuple(one.code for one in many))
    day.issue("x0", more=tuple(one.code for one in many[:-1]))


def test_waits_are_reckoned_from_who_waits_and_who_works() -> None:
    day = Day()
    assert roughly_waits_s(day.hall, day.state) == {}
    for _ in range(4):
        day.issue("a1")
    assert roughly_waits_s(day.hall, day.state) == {A: 4 * 600 / 3}
    day.open(1)
    assert roughly_waits_s(day.hall, day.state) == {A: 4 * 600}


def test_a_counter_does_no_more_than_it_can_in_an_order_that_may_be() -> None:
    hall = wide_hall({"a1": ("b1",), "a2": ("a1",)})
    left, wanted = codes("a2", "a1"), codes("a2", "a1", "b1")
    assert doable(hall, left, wanted, frozenset(), frozenset({A})) == ()
    assert doable(hall, left, wanted, frozenset(codes("b1")), frozenset({A})) == codes("a1", "a2")
    assert doable(hall, codes("gone"), codes("gone"), frozenset(), frozenset({A})) == ()
