"""The text on the chip: four layouts, told apart by one letter."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.errors import DeviceFault
from hallcall.core.identity import DocumentKind, Sex, parse_document_number
from hallcall.hal.codec import idtext
from hallcall.hal.ports.idcard import IdCard
from hallcall.sim.devices.idcard import encode_text, record_from_fixture
from hallcall.sim.devices.people import FICTIONAL_REGION, fictional_card

pytestmark = [pytest.mark.feature("F021"), pytest.mark.feature("F022")]

_TODAY = date(2026, 11, 23)


def _somebody(seed: int, kind: DocumentKind = DocumentKind.RESIDENT) -> IdCard:
    return fictional_card(random.Random(seed), kind, today=_TODAY)


def _padded(text: str, width: int) -> bytes:
    return (text + " " * (width // 2 - len(text))).encode("utf-16-le")


def _resident(valid_to: str = "长期") -> bytes:
    return b"".join(
        (
            _padded("林知秋", 30),
            _padded("2", 2),
            _padded("05", 4),
            _padded("19800229", 16),
            _padded("某省某市海滨区听潮路1号", 70),
            _padded("44039919800229002X", 36),
            _padded("海滨区公安局", 30),
            _padded("20200301", 16),
            _padded(valid_to, 16),
            _padded("", 36),
        )
    )


def test_a_resident_card_written_out_by_hand_is_read() -> None:
    assert idtext.decode_text(_resident(), b"wlt") == IdCard(
        kind=DocumentKind.RESIDENT,
        name="林知秋",
        sex=Sex.FEMALE,
        nation="维吾尔",
        birth=date(1980, 2, 29),
        address="某省某市海滨区听潮路1号",
        number="44039919800229002X",
        issuer="海滨区公安局",
        valid_from=date(2020, 3, 1),
        valid_to=None,
        photo_wlt=b"wlt",
    )


def test_a_card_without_end_never_expires_and_another_does() -> None:
    assert not idtext.decode_text(_resident()).is_expired(date(2999, 1, 1))
    ending = idtext.decode_text(_resident("20300301"))
    assert not ending.is_expired(date(2030, 3, 1))
    assert ending.is_expired(date(2030, 3, 2))


def test_a_foreigners_card_of_2017_written_out_by_hand_is_read() -> None:
    record = b"".join(
        (
            _padded("SPECIMEN, MARIA", 120),
            _padded("2", 2),
            _padded("DEU440380010112", 30),
            _padded("DEU", 6),
            _padded("", 30),
            _padded("20180101", 16),
            _padded("20280101", 16),
            _padded("19800101", 16),
            _padded("01", 4),
            _padded("4403", 8),
            _padded("I", 2),
            _padded("", 6),
        )
    )
    card = idtext.decode_text(record)
    assert (card.kind, card.name, card.name_en) == (DocumentKind.FOREIGNER_2017, "", "SPECIMEN, MARIA")
    assert (card.number, card.nationality, card.issuer) == ("DEU440380010112", "DEU", "4403")


@pytest.mark.parametrize("kind", DocumentKind)
@given(seed=st.integers(0, 10**6))
def test_card_kinds_written_by_the_simulator_are_read_back_equal(kind: DocumentKind, seed: int) -> None:
    card = _somebody(seed, kind)
    record = encode_text(card)
    assert len(record) == 256
    assert idtext.decode_text(record) == card


@pytest.mark.parametrize("kind", DocumentKind)
@given(seed=st.integers(0, 10**6))
def test_people_who_do_not_exist_have_valid_numbers_and_valid_cards(kind: DocumentKind, seed: int) -> None:
    card = _somebody(seed, kind)
    number = parse_document_number(card.number, _TODAY)
    assert number.kind is kind
    if kind is not DocumentKind.FOREIGNER_2017:
        assert (number.birth, number.sex) == (card.birth, card.sex)
    if kind is DocumentKind.RESIDENT:
        assert card.number.startswith(FICTIONAL_REGION)
    assert not card.is_expired(_TODAY)


def test_a_long_english_name_is_put_together_from_its_two_fields() -> None:
    long_name = "ABCDEFGHIJKLMNOPQRSTUVWXYZ ABCDEFGH IJKL MN"
    card = _somebody(1, DocumentKind.FOREIGNER_2023)
    renamed = IdCard(**{name: getattr(card, name) for name in card.__slots__} | {"name_en": long_name})
    assert idtext.decode_text(encode_text(renamed)).name_en == long_name


def test_the_table_of_nations_has_the_ends_and_the_extras_of_the_standard() -> None:
    assert len(idtext.NATIONS) == 58
    assert [idtext.NATIONS[code] for code in ("01", "02", "08", "23", "56", "97", "98")] == [
        "汉",
        "蒙古",
        "壮",
        "高山",
        "基诺",
        "其他",
        "外国血统",
    ]


@pytest.mark.parametrize("letter", ["Q", "i", "汉", "\ud800"])
def test_an_unknown_letter_is_a_card_of_the_wrong_kind(letter: str) -> None:
    record = bytearray(_resident())
    record[248:250] = letter.encode("utf-16-le", errors="surrogatepass")
    with pytest.raises(DeviceFault, match=r"card\.wrong_kind"):
        idtext.decode_text(bytes(record))


@pytest.mark.parametrize(
    ("at", "text"),
    [(36, "19801399"), (36, "        "), (188, "garbage!"), (204, "20309999"), (122, " " * 18), (0, " " * 15)],
)
def test_a_record_with_an_impossible_field_is_unreadable(at: int, text: str) -> None:
    record = bytearray(_resident())
    record[at : at + 2 * len(text)] = text.encode("utf-16-le")
    with pytest.raises(DeviceFault, match=r"card\.unreadable"):
        idtext.decode_text(bytes(record))


@given(st.binary(min_size=256, max_size=256) | st.binary(max_size=300))
def test_any_record_is_read_or_refused_in_so_many_words(record: bytes) -> None:
    with suppress(DeviceFault):
        assert idtext.decode_text(record).number


def test_a_fixture_file_holds_text_and_photo() -> None:
    card = record_from_fixture(_resident() + b"p" * 1024)
    assert (card.name, len(card.photo_wlt)) == ("林知秋", 1024)


def test_a_card_does_not_show_itself() -> None:
    card = idtext.decode_text(_resident())
    assert repr(card) == f"{card}" == "IdCard(resident, ***)"


def test_a_field_that_does_not_fit_the_card_is_refused_by_the_simulator() -> None:
    card = _somebody(2)
    longer = IdCard(**{name: getattr(card, name) for name in card.__slots__} | {"name": "长" * 16})
    with pytest.raises(ValueError, match="in a field of 30"):
        encode_text(longer)


def test_cards_of_old_people_have_no_end() -> None:
    cards = [_somebody(seed) for seed in range(60)]
    for card in cards:
        assert card.birth is not None
        assert (card.valid_to is None) == (_TODAY.year - card.birth.year >= 46)
        assert card.birth < _TODAY - timedelta(days=17 * 365)
