"""Languages that are spoken at counters. Mandarin is spoken at each."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """Which language a visitor wants to be served in. Its name is the message ``language-...``.

    Source:
        ISO 639: the shortest code of each.
    """

    ZH = "zh"
    """普通话 Mandarin."""
    EN = "en"
    YUE = "yue"
    """粤语 Cantonese."""
    HAK = "hak"
    """客家话 Hakka."""
    NAN = "nan"
    """闽南语 Southern Min, of which 潮州话 Teochew is a part."""
