"""Names that need characters beyond the two-byte set: from the chip through the database to screen and paper, whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QGuiApplication, QRawFont

from hallcall.core.identity import DocumentKind, Sex
from hallcall.core.masking import mask_name
from hallcall.hal.codec import idtext
from hallcall.hal.document import Text
from hallcall.hal.ports.idcard import IdCard
from hallcall.sim.devices.idcard import encode_text, fake_photo
from hallcall.ui.fonts import load_fonts
from hallcall.ui.slip import SlipPainter
from helpers.live_server import CARD, LiveServer
from helpers.small_hall import small_hall

pytestmark = pytest.mark.feature("F018")

# Source: Table of General Standard Chinese Characters (2013), characters of CJK extensions A to E that occur in names.
RARE = "𬱖𫍯𫍣𬀩𬘭𬴊𬘯𫖯𬍛𬣙𬇕𬣞𫄧𫄨𬨎𬘓𫘧𬳿𬭎𬬻"
NAMES = [f"王{character}" for character in RARE]
WIDTH = 576


@pytest.fixture(scope="module")
def card() -> IdCard:
    return IdCard(
        kind=DocumentKind.RESIDENT,
        name="王明",
        sex=Sex.FEMALE,
        nation="汉",
        birth=date(1949, 12, 31),
        number=CARD["number"],
        issuer="某局",
        valid_from=date(2020, 1, 1),
        valid_to=None,
    )


def test_there_are_twenty_and_each_needs_four_bytes_of_gb_18030() -> None:
    assert len(set(NAMES)) == 20
    assert {len(character.encode("gb18030")) for character in RARE} == {4}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_the_same_from_the_chip_to_the_clerks_screen(card: IdCard, name: str) -> None:
    read = idtext.decode_text(encode_text(replace(card, name=name)), fake_photo(name))
    assert read.name == name
    assert mask_name(name) == "王*"


def test_every_name_comes_back_whole_from_the_database(tmp_path: Path) -> None:
    hall = small_hall()
    generous = replace(hall, rules=replace(hall.rules, daily_cap_per_person=0))
    with LiveServer(tmp_path / "hall", generous) as server:
        kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
        for name in NAMES:
            kiosk.do("ticket.issue", item="a1", document={**CARD, "name": name})
            for step in ("call.next", "service.start"):
                clerk.do(step, counter=1)
            shown = clerk.do("visitor.reveal", counter=1, reason="identity")["visitor"]
            assert shown["name"] == name
            clerk.do("service.finish", counter=1)


def test_the_shipped_face_draws_each_on_the_screen(qapp: QGuiApplication) -> None:
    font = QRawFont.fromFont(QFont(load_fonts()))
    assert [character for character in RARE if not font.supportsCharacter(ord(character))] == []


def test_each_becomes_a_picture_of_its_own_on_paper(qapp: QGuiApplication) -> None:
    painter = SlipPainter()
    missing = painter.draw_block(Text(text="王\U0010fffd", size=36), WIDTH).rows
    drawn = {painter.draw_block(Text(text=name, size=36), WIDTH).rows for name in NAMES}
    assert len(drawn) == len(NAMES)
    assert missing not in drawn
