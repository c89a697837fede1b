"""Numbers of documents, and how personal facts are shown."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from hallcall.core.errors import Refused
from hallcall.core.identity import DocumentKind, Sex, age_on, parse_credit_code, parse_document_number, parse_mobile
from hallcall.core.masking import mask_name, mask_number, mask_phone

TODAY = date(2026, 11, 21)


def with_check_digit(first17: str) -> str:
    return first17 + ric.calc_check_digit(first17 + "0")


@pytest.mark.feature("F023")
@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014".replace("1880", "1980")[:17] + "8"])
def test_valid_numbers_pass(number: str) -> None:
    number = with_check_digit(number[:17])
    assert parse_document_number(number, TODAY).number == number


@pytest.mark.feature("F023")
def test_the_standards_own_example_passes_and_tells_birth_and_sex() -> None:
    found = parse_document_number("11010519491231002x", TODAY)
    assert (found.kind, found.birth, found.sex) == (DocumentKind.RESIDENT, date(1949, 12, 31), Sex.FEMALE)


@pytest.mark.feature("F023")
@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("110105194912310021", "identity.check_digit"),
        ("110105491231002", "identity.old_format"),
        ("1101051949123100", "identity.length"),
        ("11010519491331002X", "identity.birth_date"),
        ("11010520300101002X", "identity.birth_date"),
        ("11010518000101002X", "identity.birth_date"),
        ("99X10519491231002X", "identity.characters"),
        ("01010519491231002X", "identity.region"),
        ("", "identity.length"),
    ],
)
def test_a_wrong_number_says_what_is_wrong(number: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_document_number(number, TODAY)
    assert refused.value.code == code


@pytest.mark.feature("F022")
@pytest.mark.parametrize(
    ("first17", "kind"),
    [
        ("81000019900307123", DocumentKind.PERMIT),
        ("82000019900307123", DocumentKind.PERMIT),
        ("83000019900307123", DocumentKind.PERMIT),
        ("91000019900307123", DocumentKind.FOREIGNER_2023),
        ("44039919900307123", DocumentKind.RESIDENT),
    ],
)
def test_the_kinds_of_card_are_told_apart_by_their_numbers(first17: str, kind: DocumentKind) -> None:
    assert parse_document_number(with_check_digit(first17), TODAY).kind is kind


@pytest.mark.feature("F022")
def test_the_foreigners_number_of_2017_has_fifteen_characters() -> None:
    assert parse_document_number("USA440399001234", TODAY).kind is DocumentKind.FOREIGNER_2017


@pytest.mark.feature("F023")
@given(st.text(max_size=20))
def test_no_text_breaks_the_check(text: str) -> None:
    with contextlib.suppress(Refused):
        parse_document_number(text, TODAY)


@pytest.mark.feature("F023")
@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(birth: date, serial: int, place: int, step: int) -> None:
    number = with_check_digit(f"440399{birth:%Y%m%d}{serial:03d}")
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    with pytest.raises(Refused):
        parse_document_number(wrong, TODAY)


@pytest.mark.feature("F036")
def test_a_number_never_shows_in_a_text_form() -> None:
    assert "1949" not in repr(parse_document_number("11010519491231002X", TODAY))


@pytest.mark.feature("F024")
def test_credit_codes_are_checked() -> None:
    assert parse_credit_code("91350100m000100y43") == "91350100M000100Y43"
    for wrong, code in (
        ("91350100M000100Y44", "identity.check_digit"),
        ("91350100M000100Y4", "identity.length"),
        ("440301103097413", "identity.old_format"),
        ("9135010IM000100Y43", "identity.characters"),
    ):
        with pytest.raises(Refused) as refused:
            parse_credit_code(wrong)
        assert refused.value.code == code


@pytest.mark.feature("F026")
def test_phone_numbers_are_checked() -> None:
    assert parse_mobile("+86 138 0013-8000") == "13800138000"
    for wrong in ("12800138000", "1380013800", "+852 6123 4567", "abc"):
        with pytest.raises(Refused, match=r"phone\.invalid"):
            parse_mobile(wrong)


@pytest.mark.feature("F116", "F036")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明", "王*明"),
        ("王明", "王*"),
        ("欧阳小明", "欧阳*明"),
        ("欧阳明", "欧阳*"),
        ("爱新觉罗", "爱**罗"),
        ("王", "*"),
        ("", ""),
        ("John Smith", "J*** S***"),
        ("买买提·艾山江", "买*提·艾*江"),
        ("㛃䶮𠮷", "㛃*𠮷"),
    ],
)
def test_names_are_masked(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.feature("F036")
def test_numbers_are_masked() -> None:
    assert mask_number("440524198001010014") == "440***********0014"
    assert mask_number("440524198001010014", head=2, tail=2) == "44**************14"
    assert mask_number("123") == "***"
    assert mask_phone("13812345678") == "138****5678"


@pytest.mark.feature("F036")
@given(st.text(min_size=8, max_size=30))
def test_a_masked_number_never_tells_its_middle(number: str) -> None:
    shown = mask_number(number)
    assert len(shown) == len(number)
    assert set(shown[3:-4]) == {"*"}


def test_age_counts_full_years() -> None:
    assert age_on(date(1961, 11, 21), TODAY) == 65
    assert age_on(date(1961, 11, 22), TODAY) == 64
