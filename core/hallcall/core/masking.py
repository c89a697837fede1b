"""How personal facts are shown: enough to recognise oneself, too little for the person behind."""

from __future__ import annotations

_COMPOUND_SURNAMES = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 "
    "公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 "
    "拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五".split()
)
STAR = "*"


def mask_name(name: str) -> str:
    """Hide the middle of a name: 王小明 -> 王*明, 王明 -> 王*, 欧阳小明 -> 欧阳*明, John Smith -> J*** S***.

    The stars of a Chinese name tell how many characters they hide; those of a Latin word do not.
    """
    name = name.strip()
    if " " in name or "·" in name:
        separator = " " if " " in name else "·"
        return separator.join(_mask_word(word) for word in name.split(separator) if word)
    if name.isascii():
        return _mask_word(name)
    if len(name) <= 1:
        return STAR if name else ""
    if len(name) == 2:
        return name[0] + STAR
    surname = name[:2] if name[:2] in _COMPOUND_SURNAMES else name[0]
    if len(name) == len(surname) + 1:
        return surname + STAR
    return surname + STAR * (len(name) - len(surname) - 1) + name[-1]


def mask_number(number: str, *, head: int = 3, tail: int = 4) -> str:
    """Hide the middle of a document number: ``440***********0014``. Short numbers are hidden whole."""
    if len(number) <= head + tail:
        return STAR * len(number)
    return number[:head] + STAR * (len(number) - head - tail) + number[len(number) - tail :]


def mask_phone(phone: str) -> str:
    """Hide the middle of a phone number: ``138****5678``."""
    return mask_number(phone, head=3, tail=4)


def _mask_word(word: str) -> str:
    if not word:
        return ""
    return word[0] + STAR * 3 if word.isascii() else mask_name(word)
