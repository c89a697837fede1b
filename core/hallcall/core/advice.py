"""Advice before a number is given: what can be done with a phone needs no visit. Nobody has to take it."""

from __future__ import annotations

from datetime import date

from hallcall.core import events as ev
from hallcall.core.catalogue import ServiceItem
from hallcall.core.commands import RecordAdvice
from hallcall.core.hall import Hall
from hallcall.core.identity import age_on
from hallcall.core.leasing import known_item
from hallcall.core.situation import Outcome, Situation


def advises_phone(hall: Hall, item: ServiceItem, birth: date | None, today: date) -> bool:
    """Whether a kiosk says first that an item can be done with a phone. Elders are not pushed to it.

    Args:
        hall: with the address at which it can be done.
        item: what the visitor wants.
        birth: from the card; None while nobody knows.
        today: business day.
    """
    is_elder = birth is not None and age_on(birth, today) >= hall.rules.order.elder_age
    return item.phone_too and bool(hall.online_address) and not is_elder


def record_advice(at: Situation, command: RecordAdvice) -> Outcome:
    """Note how a visitor answered the advice.

    Raises:
        Refused: ``item.unknown``.
    """
    item = known_item(at.hall, command.item)
    return Outcome(events=(ev.AdviceGiven(item=item.code, kiosk=command.kiosk, answer=command.answer),))
