"""Which class a visitor has: by the card, by what they ask for, by a guide with a reason, or by their own wish none."""

from __future__ import annotations

from datetime import date

import pytest

from hallcall.core.builtin_policies import policy_of
from hallcall.core.classifying import class_of_visitor
from hallcall.core.commands import CallNext, ChoosePriority, ReclassifyTicket, TransferTicket
from hallcall.core.errors import Refused
from hallcall.core.events import TicketReclassified
from hallcall.core.priority import ClassReason, OrderRules, PolicyName, PriorityClass, Rates
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import Need, Ticket
from helpers.small_hall import Day

N, E, D, W, P, U = (
    PriorityClass.NORMAL,
    PriorityClass.ELDER,
    PriorityClass.DISABLED,
    PriorityClass.INFANT,
    PriorityClass.PRESSING,
    PriorityClass.URGENT,
)
RULES = OrderRules()
NOTHING: frozenset[Need] = frozenset()
TODAY = date(2026, 11, 23)


def reclassify(day: Day, ticket: Ticket, kind: PriorityClass, reason: ClassReason | None, note: str = "") -> None:
    day.do(ReclassifyTicket(ticket=ticket.id, priority=kind, reason=reason, note=note, by="G1"))


@pytest.mark.feature("F074")
@pytest.mark.parametrize(
    ("birth", "day", "kind"),
    [
        (date(1961, 11, 23), TODAY, E),
        (date(1961, 11, 24), TODAY, N),
        (date(1926, 1, 1), TODAY, E),
        (date(1960, 2, 29), date(2025, 2, 28), N),
        (date(1960, 2, 29), date(2025, 3, 1), E),
        (date(1960, 2, 29), date(2028, 2, 29), E),
        (None, TODAY, N),
    ],
    ids=["65 today", "64 y 364 d", "100", "leap day, the day before", "leap day, on 1 March", "leap year", "no card"],
)
def test_the_birth_date_of_the_card_makes_an_elder(birth: date | None, day: date, kind: PriorityClass) -> None:
    assert class_of_visitor(RULES, birth, NOTHING, day) is kind


@pytest.mark.feature("F074")
def test_a_hall_may_choose_another_age() -> None:
    sixty = OrderRules(elder_age=60)
    assert class_of_visitor(sixty, date(1966, 11, 23), NOTHING, TODAY) is E
    assert class_of_visitor(sixty, date(1966, 11, 24), NOTHING, TODAY) is N


@pytest.mark.feature("F075")
@pytest.mark.parametrize(
    ("need", "kind"), [(Need.CANNOT_SEE, D), (Need.CANNOT_HEAR, D), (Need.WHEELCHAIR, D), (Need.INFANT, W)]
)
def test_who_asks_for_consideration_gets_it_without_a_proof(need: Need, kind: PriorityClass) -> None:
    assert class_of_visitor(RULES, None, frozenset({need}), TODAY) is kind


@pytest.mark.feature("F075")
def test_of_several_classes_the_one_that_grows_fastest_counts() -> None:
    old = date(1940, 1, 1)
    wheelchair = frozenset({Need.WHEELCHAIR})
    assert class_of_visitor(OrderRules(rates=Rates(elder=5)), old, wheelchair, TODAY) is E
    assert class_of_visitor(OrderRules(rates=Rates(disabled=5)), old, wheelchair, TODAY) is D


@pytest.mark.feature("F073")
def test_a_guide_makes_a_waiting_visitor_urgent_and_the_reason_is_kept() -> None:
    day = Day(policy=policy_of(RULES))
    day.open(1)
    day.issue()
    late = day.issue()
    reclassify(day, late, U, ClassReason.LOST_DOCUMENT, "train at noon")
    (event,) = day.events(TicketReclassified)
    assert event == TicketReclassified(
        ticket=late.id, priority=U, before=N, reason=ClassReason.LOST_DOCUMENT, note="train at noon", by="G1"
    )
    day.later(60)
    assert day.do(CallNext(counter=CounterNumber(1))).ticket == late.id


@pytest.mark.feature("F073")
def test_a_guide_who_issues_gives_the_class_at_once() -> None:
    day = Day()
    ticket = day.issue(as_class=U, reason=ClassReason.TRAVEL, by="G1")
    assert ticket.priority is U
    assert [(event.before, event.by) for event in day.events(TicketReclassified)] == [(N, "G1")]  # type: ignore[union-attr]
    same = day.issue(priority=E, as_class=E, reason=ClassReason.CARE, by="G1")
    assert same.priority is E
    assert len(day.events(TicketReclassified)) == 1


@pytest.mark.feature("F073")
@pytest.mark.parametrize(
    ("kind", "reason", "note", "code"),
    [
        (U, None, "", "reason.missing"),
        (PriorityClass.BOOKED, ClassReason.EXAM, "", "class.booked"),
        (N, ClassReason.DECLINED, "", "class.reason"),
        (U, ClassReason.EXAM, "", "class.other_level"),
        (P, ClassReason.LOST_DOCUMENT, "", "class.other_level"),
        (U, ClassReason.CARE, "", "class.other_level"),
        (U, ClassReason.ILL, "13812345678", "note.personal"),
        (U, ClassReason.ILL, "x" * 81, "note.invalid"),
    ],
)
def test_a_class_without_a_good_reason_is_refused(
    kind: PriorityClass, reason: ClassReason | None, note: str, code: str
) -> None:
    day = Day()
    ticket = day.issue()
    with pytest.raises(Refused) as refused:
        reclassify(day, ticket, kind, reason, note)
    assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        day.issue(as_class=kind, reason=reason, note=note)
    assert refused.value.code == code
    assert day.ticket(ticket).priority is N


@pytest.mark.feature("F073")
def test_only_who_waits_gets_another_class_and_the_same_again_changes_nothing() -> None:
    day = Day()
    day.open(1)
    ticket = day.issue()
    reclassify(day, ticket, U, ClassReason.ILL)
    reclassify(day, ticket, U, ClassReason.ILL)
    assert len(day.events(TicketReclassified)) == 1
    day.do(CallNext(counter=CounterNumber(1)))
    with pytest.raises(Refused, match="wrong_state"):
        reclassify(day, ticket, N, ClassReason.CORRECTION)


@pytest.mark.feature("F074")
def test_a_visitor_may_refuse_the_priority_and_take_it_back() -> None:
    day = Day(policy=policy_of(RULES))
    elder, other = day.issue(priority=E), day.issue()
    day.do(ChoosePriority(ticket=elder.id, on=False))
    assert (day.ticket(elder).priority, day.ticket(elder).given_up) == (N, E)
    assert day.do(ChoosePriority(ticket=elder.id, on=False)).repeated
    day.do(ChoosePriority(ticket=elder.id, on=True))
    assert (day.ticket(elder).priority, day.ticket(elder).given_up) == (E, N)
    assert day.do(ChoosePriority(ticket=elder.id, on=True)).repeated
    assert day.do(ChoosePriority(ticket=other.id, on=True)).repeated
    assert day.ticket(other).priority is N


@pytest.mark.feature("F073")
def test_who_presses_is_called_before_elders_and_after_who_is_urgent() -> None:
    day = Day(policy=policy_of(RULES))
    day.open(1)
    first, elder, pupil, robbed = day.issue(), day.issue(priority=E), day.issue(), day.issue()
    reclassify(day, pupil, P, ClassReason.EXAM)
    reclassify(day, robbed, U, ClassReason.LOST_DOCUMENT)
    day.later(600)
    assert day.line() == [ticket.number for ticket in (robbed, pupil, elder, first)]


def test_a_class_stays_with_a_visitor_who_is_sent_on() -> None:
    day = Day()
    ticket = day.issue()
    reclassify(day, ticket, U, ClassReason.TRAVEL)
    moved = day.do(TransferTicket(ticket=ticket.id, to_queue=QueuePrefix("B"), reason="not_here")).ticket
    assert moved is not None
    assert day.ticket(moved).priority is U


@pytest.mark.parametrize(
    ("rules", "favoured"),
    [
        (OrderRules(), {E, D, W, P, U, PriorityClass.BOOKED}),
        (OrderRules(policy=PolicyName.FCFS), set()),
        (OrderRules(rates=Rates(elder=1.0, booked=0.5)), {D, W, P, U}),
        (OrderRules(policy=PolicyName.QUOTA, rates=Rates(elder=1.0)), {E, D, W, P, U, PriorityClass.BOOKED}),
    ],
)
def test_the_hall_knows_whom_it_favours(rules: OrderRules, favoured: set[PriorityClass]) -> None:
    assert {kind for kind in PriorityClass if rules.favours(kind)} == favoured
