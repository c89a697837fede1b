"""People who do not exist, with cards whose numbers check.

Residents have the region 440399, which is given to no place; names and addresses are put together at random.

Source:
    GB 11643-1999 (18 digits, MOD 11-2, computed by python-stdnum); the check digit of the foreigner's card of 2017 is
    the one of ICAO 9303 (weights 7, 3, 1).
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from stdnum.cn import ric

from hallcall.core.identity import DocumentKind, Sex
from hallcall.hal.ports.idcard import IdCard

FICTIONAL_REGION = "440399"
_SURNAMES = "林陈黄张李王吴刘蔡杨许郑谢郭洪邱曾廖赖徐周叶苏庄吕江何罗高萧潘简朱钟彭詹胡施沈余卢梁赵颜柯翁魏孙戴"
_GIVEN = "海安宁静和明远清朗思源嘉禾文澜若溪知秋书云望舒子衿景行乐天向晚青禾一帆长风晓岚"
_NATIONS = ("汉",) * 12 + ("壮", "回", "满", "苗", "维吾尔", "土家", "彝", "蒙古", "藏", "瑶")
_STREETS = ("听潮路", "望海街", "灯塔巷", "白鹭大道", "贝壳里", "潮汐一路", "珊瑚街", "远帆路")
_FIRST_NAMES = ("ALEX", "MARIA", "JONAS", "AMINA", "PETER", "YUKI", "ELENA", "OMAR")
_LAST_NAMES = ("EXAMPLE", "SAMPLE", "SPECIMEN", "MUSTER", "MODELO", "TESTOVA")
_NATIONALITIES = (("USA", "840"), ("DEU", "276"), ("JPN", "392"), ("FRA", "250"), ("SGP", "702"))
_PERMITS = (("810000", "H"), ("820000", "M"), ("830000", "T"))
_MOD_10_WEIGHTS = (7, 3, 1)


def fictional_card(dice: random.Random, kind: DocumentKind = DocumentKind.RESIDENT, *, today: date) -> IdCard:
    """A card of somebody who does not exist, valid on ``today``."""
    return {
        DocumentKind.RESIDENT: _resident,
        DocumentKind.PERMIT: _permit,
        DocumentKind.FOREIGNER_2017: _foreigner_2017,
        DocumentKind.FOREIGNER_2023: _foreigner_2023,
    }[kind](dice, today)


def _resident(dice: random.Random, today: date) -> IdCard:
    birth, sex, (valid_from, valid_to) = _birth(dice, today), _sex(dice), _validity(dice, today)
    return IdCard(
        kind=DocumentKind.RESIDENT,
        name=_name(dice),
        sex=sex,
        nation=dice.choice(_NATIONS),
        birth=birth,
        address=_address(dice),
        number=_number(dice, FICTIONAL_REGION, birth, sex),
        issuer="海滨区公安局",
        valid_from=valid_from,
        valid_to=valid_to if today.year - birth.year < 46 else None,
    )


def _permit(dice: random.Random, today: date) -> IdCard:
    birth, sex, (valid_from, valid_to) = _birth(dice, today), _sex(dice), _validity(dice, today, years=5)
    region, letter = dice.choice(_PERMITS)
    return IdCard(
        kind=DocumentKind.PERMIT,
        name=_name(dice),
        sex=sex,
        birth=birth,
        address=_address(dice),
        number=_number(dice, region, birth, sex),
        issuer="海滨区公安局",
        valid_from=valid_from,
        valid_to=valid_to,
        pass_no=f"{letter}{dice.randrange(10**8):08}",
    )


def _foreigner_2017(dice: random.Random, today: date) -> IdCard:
    birth, (valid_from, valid_to) = _birth(dice, today), _validity(dice, today)
    nationality, _ = dice.choice(_NATIONALITIES)
    stem = f"{nationality}4403{birth:%y%m%d}{dice.randrange(10)}"
    return IdCard(
        kind=DocumentKind.FOREIGNER_2017,
        name="",
        name_en=_latin_name(dice),
        sex=_sex(dice),
        birth=birth,
        number=stem + _mod_10(stem),
        issuer="4403",
        valid_from=valid_from,
        valid_to=valid_to,
        nationality=nationality,
    )


def _foreigner_2023(dice: random.Random, today: date) -> IdCard:
    birth, sex, (valid_from, valid_to) = _birth(dice, today), _sex(dice), _validity(dice, today)
    nationality, digits = dice.choice(_NATIONALITIES)
    return IdCard(
        kind=DocumentKind.FOREIGNER_2023,
        name=_name(dice),
        name_en=_latin_name(dice),
        sex=sex,
        birth=birth,
        number=_number(dice, f"944{digits}", birth, sex),
        valid_from=valid_from,
        valid_to=valid_to,
        nationality=nationality,
    )


def _number(dice: random.Random, region: str, birth: date, sex: Sex) -> str:
    sequence = dice.randrange(1, 99) * 10 + dice.randrange(5) * 2 + (sex is Sex.MALE)
    stem = f"{region}{birth:%Y%m%d}{sequence:03}"
    return stem + ric.calc_check_digit(stem + "0")


def _mod_10(stem: str) -> str:
    total = sum(int(character, 36) * _MOD_10_WEIGHTS[place % 3] for place, character in enumerate(stem))
    return str(total % 10)


def _birth(dice: random.Random, today: date) -> date:
    return today - timedelta(days=dice.randrange(18 * 366, 85 * 365))


def _validity(dice: random.Random, today: date, years: int = 10) -> tuple[date, date]:
    begin = today - timedelta(days=dice.randrange(30, years * 365 - 30))
    begin = begin.replace(day=min(begin.day, 28))
    return begin, begin.replace(year=begin.year + years)


def _sex(dice: random.Random) -> Sex:
    return dice.choice((Sex.MALE, Sex.FEMALE))


def _name(dice: random.Random) -> str:
    return dice.choice(_SURNAMES) + "".join(dice.sample(_GIVEN, dice.choice((1, 2, 2, 2))))


def _latin_name(dice: random.Random) -> str:
    return f"{dice.choice(_LAST_NAMES)}, {dice.choice(_FIRST_NAMES)}"


def _address(dice: random.Random) -> str:
    house, block, flat = dice.randrange(1, 300), dice.randrange(1, 30), dice.randrange(101, 3300)
    return f"某省某市海滨区{dice.choice(_STREETS)}{house}号{block}栋{flat}"
