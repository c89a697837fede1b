"""The 256 bytes of text on the chip of the four ID cards.

UTF-16, low byte first, every field padded with spaces. The letter at byte 248 tells the kind of card and with it the
layout: blank resident, ``J`` resident of Hong Kong, Macao or Taiwan, ``I`` foreigner (form of 2017), ``Y`` foreigner
(five-star form of 2023).

Source:
    GA 450 / GA/T 490 (fields of the resident card) with its later supplements for the other kinds, GB/T 2261.1 (sex),
    GB/T 3304-1991 (nations), GB/T 7408 (dates); the structures published with three vendors' drivers agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hallcall.core.errors import DeviceFault
from hallcall.core.identity import DocumentKind, Sex
from hallcall.hal.ports.idcard import IdCard

LENGTH = 256
_KIND_AT = 248
_KINDS = {
    " ": DocumentKind.RESIDENT,
    "\0": DocumentKind.RESIDENT,
    "J": DocumentKind.PERMIT,
    "I": DocumentKind.FOREIGNER_2017,
    "Y": DocumentKind.FOREIGNER_2023,
}
_SEXES = {"1": Sex.MALE, "2": Sex.FEMALE}
_FOREVER = "长期"

_RESIDENT = (
    ("name", 30),
    ("sex", 2),
    ("nation", 4),
    ("birth", 16),
    ("address", 70),
    ("number", 36),
    ("issuer", 30),
    ("valid_from", 16),
    ("valid_to", 16),
)
_LAYOUTS: Mapping[DocumentKind, tuple[tuple[str, int], ...]] = {
    DocumentKind.RESIDENT: (*_RESIDENT, ("", 36)),
    DocumentKind.PERMIT: (*_RESIDENT, ("pass_no", 18), ("issues", 4), ("", 6), ("kind", 2), ("", 6)),
    DocumentKind.FOREIGNER_2017: (
        ("name_en", 120),
        ("sex", 2),
        ("number", 30),
        ("nationality", 6),
        ("name", 30),
        ("valid_from", 16),
        ("valid_to", 16),
        ("birth", 16),
        ("version", 4),
        ("issuer", 8),
        ("kind", 2),
        ("", 6),
    ),
    DocumentKind.FOREIGNER_2023: (
        ("name", 30),
        ("sex", 2),
        ("renewals", 4),
        ("birth", 16),
        ("name_en", 70),
        ("number", 36),
        ("", 30),
        ("valid_from", 16),
        ("valid_to", 16),
        ("name_en_2", 22),
        ("nationality", 6),
        ("kind", 2),
        ("linked", 6),
    ),
}

_NATION_NAMES = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
).split()
NATIONS: Mapping[str, str] = {
    **{f"{code:02}": name for code, name in enumerate(_NATION_NAMES, start=1)},
    "97": "其他",
    "98": "外国血统",
}
"""Code to name of the 56 nations, of unidentified groups and of naturalised foreigners."""


def decode_text(record: bytes, photo_wlt: bytes = b"") -> IdCard:
    """The card that a record of 256 bytes describes.

    Args:
        record: the text as the reader hands it over.
        photo_wlt: the photo that came with it, kept as it is.

    Raises:
        DeviceFault: ``card.wrong_kind`` for a letter that is none of the four, ``card.unreadable`` when a field that
            every card has cannot be what it should be.
    """
    if len(record) != LENGTH:
        raise DeviceFault("card.unreadable")
    letter = record[_KIND_AT : _KIND_AT + 2].decode("utf-16-le", errors="replace")
    kind = _KINDS.get(letter)
    if kind is None:
        raise DeviceFault("card.wrong_kind")
    fields = _cut(record, _LAYOUTS[kind])
    number = fields["number"]
    name, name_en = fields["name"], (fields.get("name_en", "") + fields.get("name_en_2", "")).strip()
    if not number or not (name or name_en):
        raise DeviceFault("card.unreadable")
    return IdCard(
        kind=kind,
        name=name,
        name_en=name_en,
        sex=_SEXES.get(fields["sex"]),
        nation=NATIONS.get(fields.get("nation", ""), ""),
        birth=_date(fields["birth"]),
        address=fields.get("address", ""),
        number=number,
        issuer=fields.get("issuer", ""),
        valid_from=_date(fields["valid_from"]),
        valid_to=None if fields["valid_to"] == _FOREVER else _date(fields["valid_to"]),
        pass_no=fields.get("pass_no", ""),
        nationality=fields.get("nationality", ""),
        photo_wlt=photo_wlt,
    )


def _cut(record: bytes, layout: tuple[tuple[str, int], ...]) -> dict[str, str]:
    fields: dict[str, str] = {}
    at = 0
    for name, width in layout:
        try:
            # The padding of an English name that is split over two fields is part of the name.
            text = record[at : at + width].decode("utf-16-le").rstrip("\0")
        except UnicodeDecodeError:
            raise DeviceFault("card.unreadable") from None
        fields[name] = text if name == "name_en" else text.rstrip() if name == "name_en_2" else text.strip()
        at += width
    return fields


def _date(text: str) -> date:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise DeviceFault("card.unreadable") from None
