"""Kinds of options: what each lets through, and what it says otherwise."""

from __future__ import annotations

import pytest

from hallcall.hal.options import Choice, Flag, NumberTable, OneOf, Option, Secret, Text, Texts, TextTable, Whole, frozen

pytestmark = pytest.mark.feature("F210")


@pytest.mark.parametrize(
    ("option", "good", "bad", "allowed"),
    [
        (Whole(1, 0, 9), 9, 10, "0-9"),
        (Whole(1, 0, 9), 0, True, "0-9"),
        (OneOf(1, frozenset({4, 2})), 2, 3, "2 | 4"),
        (Choice("a", ("a", "b")), "b", "c", "a | b"),
        (Flag(default=True), False, 0, "true | false"),
        (Text(None, r"[0-9]+", "10086"), "106", "x", "10086"),
        (Text(None), "x", "two\nlines", "text"),
        (Secret(), "/etc/hallcall/key", "s3cret", "/etc/hallcall/secret"),
        (Texts(), ["a", "b"], ["a", 1], '["text", ...]'),
        (Texts(), [], "a", '["text", ...]'),
        (NumberTable(0, 7), {"room-1": 0, "room-2": 7}, {"room-1": 8}, '{ "name" = 0-7 }'),
        (NumberTable(0, 7), {}, {"room-1": 1, "room-2": 1}, '{ "name" = 0-7 }'),
        (TextTable(), {"X-Site": "7"}, {"X-Site": 7}, '{ "name" = "text" }'),
    ],
)
def test_an_option_lets_through_what_fits_and_says_what_would(
    option: Option, good: object, bad: object, allowed: str
) -> None:
    assert option.problem(good) == ""
    assert option.problem(bad) == allowed


def test_what_was_read_cannot_be_changed_any_more() -> None:
    table = frozen({"a": 1})
    assert table == {"a": 1}
    with pytest.raises(TypeError):
        table["a"] = 2  # type: ignore[index]
    assert frozen(["a"]) == ("a",)
