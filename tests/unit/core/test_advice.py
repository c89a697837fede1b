"""What can be done with a phone is said before a number is given; elders are not pushed to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hallcall.core.advice import advises_phone
from hallcall.core.commands import AdviceAnswer, RecordAdvice
from hallcall.core.errors import Refused
from hallcall.core.events import AdviceGiven
from hallcall.core.terms import ItemCode
from helpers.small_hall import NINE, Day, small_hall

TODAY = NINE.date()


@pytest.mark.feature("F083")
@pytest.mark.parametrize(
    ("birth", "advised"),
    [
        (None, True),
        (date(1990, 1, 1), True),
        (date(TODAY.year - 65, TODAY.month, TODAY.day + 1), True),
        (date(TODAY.year - 65, TODAY.month, TODAY.day), False),
    ],
    ids=["nobody known", "young", "65 tomorrow", "65 today"],
)
def test_elders_are_not_pushed_to_a_phone(birth: date | None, advised: bool) -> None:
    hall = replace(small_hall(), online_address="https://hall.example/online")
    item = replace(hall.items[0], phone_too=True)
    assert advises_phone(hall, item, birth, TODAY) is advised
    assert not advises_phone(replace(hall, online_address=""), item, birth, TODAY)
    assert not advises_phone(hall, replace(item, phone_too=False), birth, TODAY)


@pytest.mark.feature("F083")
def test_each_answer_to_the_advice_is_kept() -> None:
    day = Day()
    for answer in AdviceAnswer:
        day.do(RecordAdvice(kiosk="K1", item=ItemCode("a1"), answer=answer))
    assert day.events(AdviceGiven) == [
        AdviceGiven(item=ItemCode("a1"), kiosk="K1", answer=answer) for answer in AdviceAnswer
    ]
    with pytest.raises(Refused, match=r"item\.unknown"):
        day.do(RecordAdvice(kiosk="K1", item=ItemCode("none"), answer=AdviceAnswer.PHONE))
