"""Which line drawing stands for a service item or a department: by the words in its name."""

from __future__ import annotations

__all__ = ["icon_for"]

_BY_WORD = (
    ("身份证", "id-card"),
    ("社保卡", "credit-card"),
    ("社会保障卡", "credit-card"),
    ("居住证", "house"),
    ("公积金", "piggy-bank"),
    ("医", "heart-pulse"),
    ("社保", "shield"),
    ("保险", "shield"),
    ("护照", "plane"),
    ("通行证", "plane"),
    ("出入境", "plane"),
    ("婚", "heart-handshake"),
    ("税", "receipt"),
    ("发票", "receipt"),
    ("不动产", "house"),
    ("房", "house"),
    ("租赁", "house"),
    ("食品", "utensils"),
    ("餐饮", "utensils"),
    ("执照", "store"),
    ("商事", "store"),
    ("企业", "store"),
    ("公司", "store"),
    ("个体", "store"),
    ("市场", "store"),
    ("驾驶", "car"),
    ("机动车", "car"),
    ("交", "car"),
    ("消防", "shield-check"),
    ("应急", "shield-check"),
    ("教", "graduation-cap"),
    ("学", "graduation-cap"),
    ("残", "heart-handshake"),
    ("民政", "heart-handshake"),
    ("老", "hand-helping"),
    ("救助", "hand-helping"),
    ("津贴", "hand-helping"),
    ("生育", "baby"),
    ("出生", "baby"),
    ("就业", "briefcase"),
    ("失业", "briefcase"),
    ("人力", "briefcase"),
    ("施工", "hard-hat"),
    ("建", "hard-hat"),
    ("城市", "trees"),
    ("园林", "trees"),
    ("卫生", "hospital"),
    ("法律", "scale"),
    ("司法", "scale"),
    ("工业", "factory"),
    ("科技", "factory"),
    ("档案", "book-open"),
    ("文化", "book-open"),
    ("银行", "banknote"),
    ("水", "building-2"),
    ("电", "building-2"),
    ("气", "building-2"),
    ("户", "users"),
    ("取件", "send"),
    ("出件", "send"),
    ("邮", "send"),
)
"""First match wins: the particular stands before the general."""


def icon_for(*names: str) -> str:
    """The drawing for the first of these Chinese names in which a known word occurs."""
    for name in names:
        for word, icon in _BY_WORD:
            if word in name:
                return icon
    return "file-text"
