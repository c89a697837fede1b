"""What a slip says, and what it keeps to itself."""

from dataclasses import replace
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

import pytest

from hallcall.core.estimate import WaitRange
from hallcall.core.numbers import counter_ranges
from hallcall.core.rules import PassRule, PassRules, TicketRules
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import Visit
from hallcall.hal.document import Qr, Slip, Text, texts_of
from hallcall.kiosk.model.places import place_of
from hallcall.kiosk.model.slip import PAPER_58_DOTS, SlipFacts, build_slip, slip_number_mask
from helpers.kiosk_hall import small_hall

_DOCUMENT = "330101199001011234"


def _facts(item: str = "SB-01", **more: object) -> SlipFacts:
    hall = small_hall()
    chosen = hall.item_by_code[ItemCode(item)]
    facts = SlipFacts(
        hall=hall,
        item=chosen,
        stays=(Visit(queue=chosen.queue, items=(chosen.code,)),),
        number="A024",
        ahead=11,
        wait=WaitRange(15, 25),
        issued_at=datetime(2026, 11, 23, 9, 23, 8, tzinfo=ZoneInfo("Asia/Shanghai")),
        serial=412,
        kiosk_id="K1",
        url="http://127.0.0.1:8000/t/Zk3v9Qw7Lm2Rt8Yp",
        masked_document=slip_number_mask(_DOCUMENT),
    )
    return replace(facts, **more)  # type: ignore[arg-type]


def _words(slip: Slip) -> list[str]:
    return [text for text in chain.from_iterable(texts_of(block) for block in slip.blocks) if text]


@pytest.mark.feature("F064")
def test_a_slip_says_everything_a_visitor_needs() -> None:
    words = " | ".join(_words(build_slip(_facts())))
    for wanted in (
        "海滨区政务服务大厅",
        "Haibin District Government Service Hall",
        "A024",
        "社会保障卡补领、换领",
        "Replace social security card",
        "1 层 A 区",
        "Level 1, Zone A",
        "8–14 号窗口",
        "15–25",
        "叫号没有声音",
        "连叫 3 次没到",
        "30 分钟内回来",
        "排在下 3 位",
        "近期免冠照片",
        "居民身份证",
        "取号 09:23:08",
        "2026-11-23 周一",
        "1 层 3 号机 · 流水 000412",
    ):
        assert wanted in words, wanted
    assert any(
        isinstance(block, Qr) and block.data.endswith("Zk3v9Qw7Lm2Rt8Yp") for block in build_slip(_facts()).blocks
    )


@pytest.mark.feature("F064", "F036")
def test_a_slip_shows_two_characters_at_each_end_of_the_document_number() -> None:
    words = " ".join(_words(build_slip(_facts())))
    assert "证件 33**************34" in words
    assert _DOCUMENT not in words
    assert _DOCUMENT[2:16] not in words


@pytest.mark.feature("F028")
def test_a_slip_for_a_typed_number_says_that_nobody_has_checked_it() -> None:
    assert "证件 33**************34（未核验）" in _words(build_slip(_facts(verified=False)))
    assert "未出示证件" in _words(build_slip(_facts(masked_document="")))


@pytest.mark.feature("F076")
def test_a_reprint_differs_from_the_first_slip_by_its_mark_alone() -> None:
    first, second = build_slip(_facts()), build_slip(_facts(copy=2))
    marks = [block for block in second.blocks if block not in first.blocks]
    assert [block.text for block in marks if isinstance(block, Text)] == ["补打 2"]
    assert tuple(block for block in second.blocks if block not in marks) == first.blocks


@pytest.mark.feature("F064")
@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (PassRule.DEFER, "排在下 5 位"),
        (PassRule.TAIL, "排到队尾"),
        (PassRule.SESSION_END, "等本队没人时"),
        (PassRule.VOID, "过号作废"),
    ],
)
def test_the_rules_of_a_missed_call_are_those_the_hall_has_chosen(rule: PassRule, sentence: str) -> None:
    hall = small_hall(TicketRules(passing=PassRules(rule=rule, defer_by=5, max_passes=2)))
    words = " ".join(_words(build_slip(_facts(hall=hall))))
    assert sentence in words
    assert ("过号满 2 次" in words) == (rule is not PassRule.VOID)


@pytest.mark.feature("F014", "F064")
@pytest.mark.parametrize("dots", [PAPER_58_DOTS, 576])
def test_a_number_taken_at_noon_says_in_both_languages_when_calling_goes_on(dots: int) -> None:
    two = datetime(2026, 11, 23, 14, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    words = _words(build_slip(_facts(wait=WaitRange(130, 150, two)), dots))
    assert "14:00 起叫号  calls from 14:00" in words
    assert not [text for text in _words(build_slip(_facts(), dots)) if "起叫号" in text]


def test_an_unknown_wait_is_not_invented() -> None:
    assert "—，请看大屏" in _words(build_slip(_facts(wait=None)))


def test_materials_that_data_cannot_replace_come_first() -> None:
    words = _words(build_slip(_facts()))
    assert words.index("近期免冠照片") < words.index("居民身份证")


def test_a_narrow_slip_says_the_same_as_a_wide_one() -> None:
    wide, narrow = set(_words(build_slip(_facts()))), set(_words(build_slip(_facts(), PAPER_58_DOTS)))
    assert {"A024", "11", "15–25", "1 层 A 区", "8–14 号窗口"} <= wide & narrow


@pytest.mark.feature("F007")
def test_a_visitor_is_told_the_floor_and_the_way_from_this_kiosk() -> None:
    hall = small_hall()
    upstairs = place_of(hall, QueuePrefix("D"), "K1")
    assert (upstairs.floor, upstairs.other_floor) == (2, True)
    assert upstairs.way("zh-CN").startswith("乘右手边扶梯上 2 层")
    assert upstairs.way("en").startswith("Take the escalator")
    assert replace(upstairs, way_en="").way("en") == "", "half a page in Chinese is no help"
    assert replace(upstairs, way_en="right behind you").way("en") == "Right behind you"
    here = place_of(hall, QueuePrefix("A"), "K1")
    assert (here.floor, here.other_floor) == (1, False)
    assert not place_of(hall, QueuePrefix("D"), "unknown").other_floor


def test_counters_are_named_in_ranges() -> None:
    assert counter_ranges([8, 9, 10, 12]) == "8–10、12"
    assert counter_ranges([8, 9, 10, 12], separator=", ") == "8–10, 12"
    assert counter_ranges([5]) == "5"
    assert counter_ranges([]) == ""
    assert counter_ranges([1, 3, 5, 7]) == "1–7"


@pytest.mark.feature("F080")
@pytest.mark.parametrize("dots", [PAPER_58_DOTS, 576])
def test_a_slip_given_without_the_server_says_so_and_tells_no_wait(dots: int) -> None:
    slip = build_slip(_facts(offline=True, ahead=None, wait=None, url="", serial=0), dots)
    words = " | ".join(_words(slip))
    assert "离线取号" in words
    assert "号码有效" in words
    for untold in ("前面还有", "大约", "—", "流水", "扫码"):
        assert untold not in words
    assert not any(isinstance(block, Qr) for block in slip.blocks)
