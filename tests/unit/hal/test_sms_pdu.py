"""Messages as the mobile network carries them, against published PDUs and against noise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.hal.codec.smspdu import (
    Report,
    Submit,
    decode_report,
    decode_submit,
    encode_report,
    encode_submit,
    encode_submits,
    length_of,
)
from hallcall.hal.codec.smstext import parse_number, split_text
from hallcall.hal.ports.sms import SmsTrouble

pytestmark = pytest.mark.feature("F168")


def test_a_short_message_is_the_octets_of_the_standard() -> None:
    # Put together by hand from TS 23.040, 9.2.2.2: no service centre; SUBMIT with relative validity; reference 0;
    # 13 digits, international; protocol 0; UCS2; two hours; four octets: 你好.
    pdu = encode_submit(Submit("+8613812345678", "你好"))
    assert pdu.hex() == "0011000d91683118325476f8000817044f60597d"
    assert length_of(pdu) == 19


def test_a_submit_as_vendors_print_it_is_understood() -> None:
    # The layout of the examples that vendors print in their manuals: validity of four days (AA).
    pdu = bytes.fromhex("0011000B915892214365F70008AA024E2D")
    assert decode_submit(pdu) == Submit("+85291234567", "中")


def test_a_long_message_goes_in_parts_with_one_reference() -> None:
    text = "请" * 112
    pdus = encode_submits(parse_number("13812345678"), split_text(text), 300, wants_report=True)
    parts = [decode_submit(pdu) for pdu in pdus]
    assert [(part.reference, part.part, part.parts, len(part.text)) for part in parts] == [
        (44, 1, 2, 67),
        (44, 2, 2, 45),
    ]
    assert "".join(part.text for part in parts) == text
    assert all(part.wants_report for part in parts)
    assert all(length_of(pdu) <= 13 + 140 + 3 for pdu in pdus)
    assert b"\x05\x00\x03\x2c\x02\x01" in pdus[0]


@given(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=30),
    st.from_regex(r"\+?[0-9]{3,15}", fullmatch=True),
    st.booleans(),
)
def test_what_was_encoded_is_decoded(text: str, number: str, wants_report: bool) -> None:
    submit = Submit(number, text, wants_report=wants_report)
    assert decode_submit(encode_submit(submit)) == submit


@given(st.binary(max_size=200))
def test_rubbish_is_no_message_and_no_report(data: bytes) -> None:
    for decode in (decode_submit, decode_report):
        try:
            decode(data)
        except ValueError:
            continue


@pytest.mark.parametrize(
    ("status", "is_delivered", "is_final", "trouble"),
    [
        (0x00, True, True, None),
        (0x30, False, False, SmsTrouble.REFUSED),
        (0x62, False, True, SmsTrouble.UNREACHABLE),
        (0x46, False, True, SmsTrouble.EXPIRED),
        (0x43, False, True, SmsTrouble.NUMBER),
        (0x41, False, True, SmsTrouble.REFUSED),
    ],
)
def test_a_report_says_what_became_of_a_part(
    status: int, is_delivered: bool, is_final: bool, trouble: SmsTrouble | None
) -> None:
    report = decode_report(encode_report(7, "+8613812345678", status))
    assert report == Report(7, status)
    assert (report.is_delivered, report.is_final, report.trouble) == (is_delivered, is_final, trouble)
