"""Text messages: whom they can reach, how they are cut, and what never stands in one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.assets import LANGUAGES, load_texts
from hallcall.core.errors import DeviceFault
from hallcall.hal.codec.smstext import MOST_PARTS, PART, SINGLE, parse_number, split_text, units
from hallcall.hal.ports.sms import SendSms, Sms, SmsTrouble

pytestmark = pytest.mark.feature("F168")


@pytest.mark.parametrize(
    ("typed", "international", "dialled"),
    [
        ("138 1234 5678", "+8613812345678", "13812345678"),
        ("+86 138-1234-5678", "+8613812345678", "13812345678"),
        ("8619912345678", "+8619912345678", "19912345678"),
        ("+852 9123 4567", "+85291234567", "0085291234567"),
        ("00853 6612 3456", "+85366123456", "0085366123456"),
        ("+1 202 555 0123", "+12025550123", "0012025550123"),
    ],
)
@pytest.mark.feature("F026")
def test_numbers_of_the_mainland_of_hong_kong_of_macao_and_of_abroad_are_dialled_as_they_must_be(
    typed: str, international: str, dialled: str
) -> None:
    number = parse_number(typed)
    assert (number.international, number.dialled) == (international, dialled)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12812345678",
        "1381234567",
        "+8612345",
        "+852 2123 4567",
        "+853 2812 3456",
        "+0123456789",
        "+1234",
        "9123 4567",
        "+" + "1" * 16,
        "１３８１２３４５６７８",
        "+86 138 1234 567x",
    ],
)
@pytest.mark.feature("F026")
def test_what_no_message_can_reach_is_no_number(typed: str) -> None:
    with pytest.raises(DeviceFault, match=r"sms\.number"):
        parse_number(typed)


@pytest.mark.parametrize(
    ("length", "parts"), [(1, [1]), (70, [70]), (71, [67, 4]), (134, [67, 67]), (135, [67, 67, 1]), (402, [67] * 6)]
)
def test_seventy_characters_go_alone_and_more_in_parts_of_sixty_seven(length: int, parts: list[int]) -> None:
    assert [len(part) for part in split_text("请" * length)] == parts


@given(st.text(st.characters(categories=("Lo", "So"), min_codepoint=0x4E00), min_size=1, max_size=250))
def test_no_character_is_cut_in_two_and_none_is_lost(text: str) -> None:
    parts = split_text(text)
    assert "".join(parts) == text
    most = SINGLE if len(parts) == 1 else PART
    assert all(0 < units(part) <= most for part in parts)


@pytest.mark.parametrize("text", ["", "  ", "\ud83d", "请" * (MOST_PARTS * PART + 1)])
def test_nothing_too_much_and_half_a_character_are_no_message(text: str) -> None:
    with pytest.raises(DeviceFault, match=r"sms\.text"):
        split_text(text)


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "110105 19491231 002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105491231002",
        "FRA110077010101",
        "E12345678",
        "H1234567890",
        "ED1234567",
    ],
)
def test_a_document_number_never_leaves(number: str) -> None:
    for text in (number, f"您好，{number} 请到窗口", f"证件{number}。"):
        with pytest.raises(DeviceFault, match=r"sms\.text"):
            Sms.checked("13812345678", text, "E-1")


@pytest.mark.parametrize(
    "text",
    [
        "【测试大厅】A001 请到 1 层 A 区 101 号窗口（09:00）。",
        "有空位：11-24 09:30。请在 09:10 前到取号机确认，或致电 020-12345678。",
        "A1234 请到 3 号窗口 2026-11-27 09:00:00",
    ],
)
def test_numbers_of_the_hall_times_and_hotlines_may_stand_in_a_message(text: str) -> None:
    assert split_text(text) == (text,)


def test_a_message_hides_its_number_wherever_it_is_shown() -> None:
    sms = Sms.checked("13812345678", "A001", "E-1")
    shown = repr(sms) + repr(sms.to) + repr(SendSms(number="13812345678", text="A001", message_id="E-1"))
    assert "1234" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trouble_has_words(language: str) -> None:
    texts = load_texts(language)
    assert all(texts.text(f"sms-trouble-{trouble.value}") for trouble in SmsTrouble)
