"""What people type, and the item they mean."""

from __future__ import annotations

import string
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hallcall.config import load_hall, sample_hall_path
from hallcall.config.search import ItemSearch, Why
from hallcall.config.search._match import match_initials, match_pinyin
from hallcall.config.search._terms import make_term


@cache
def index() -> ItemSearch:
    return ItemSearch(load_hall(sample_hall_path("haibin")))


@pytest.mark.feature("F040")
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("食品", "SJ-06"),
        ("spjy", "SJ-06"),
        ("SPJY", "SJ-06"),
        ("ｓｐｊｙ", "SJ-06"),
        ("开饭店", "SJ-06"),
        ("想开饭店", "SJ-06"),
        ("shipin", "SJ-06"),
        ("shi pin", "SJ-06"),
        ("shipn", "SJ-06"),
        ("sihpin", "SJ-06"),
        ("shiping", "SJ-06"),
        ("实品", "SJ-06"),
        ("食品经莹", "SJ-06"),
        ("food", "SJ-06"),
        ("foood", "SJ-06"),
        ("food licence", "SJ-06"),
        ("sj-06", "SJ-06"),
        ("身份证", "GA-HZ-01"),
        ("passport", "GA-CRJ-01"),
        ("pasport", "GA-CRJ-01"),
        ("护照", "GA-CRJ-01"),
        ("社保卡", "RS-04"),
        ("结婚", "MZ-HY-01"),
        ("jiehun", "MZ-HY-01"),
        ("jhdj", "MZ-HY-01"),
        ("gongjijin", "ZJ-03"),
        ("二手房", "SW-05"),
    ],
)
def test_the_first_hit_is_what_was_meant(typed: str, code: str) -> None:
    assert index().search(typed)[0].item.code == code


def sentences() -> list[tuple[str, str]]:
    """What visitors say, with the item they mean."""
    lines = (Path(__file__).parents[2] / "data" / "intents.tsv").read_text(encoding="utf-8").splitlines()
    return [(said, code) for said, _, code in (line.partition("\t") for line in lines)]


@pytest.mark.feature("F041")
def test_of_forty_plain_sentences_nine_in_ten_find_what_is_meant_among_the_first_three() -> None:
    told = sentences()
    assert len({said for said, _ in told}) == 40
    missed = [said for said, code in told if code not in {hit.item.code for hit in index().search(said, limit=3)}]
    assert len(missed) <= 4, missed


@pytest.mark.feature("F041")
@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("要开餐馆", "SJ-06"),
        ("老板叫我来搞掂食肆的牌照", "SJ-06"),
        ("睇下我社保埋单埋咗几多", "RS-02"),
        ("被炒鱿鱼了，能领失业金吗", "RS-06"),
    ],
)
def test_words_of_home_and_dialect_come_first(said: str, code: str) -> None:
    assert index().search(said)[0].item.code == code


@pytest.mark.feature("F040")
def test_what_fits_nothing_is_answered_with_the_nearest_three() -> None:
    hits = index().search("qqqqqq")
    assert [hit.why for hit in hits] == [Why.NEAREST] * 3
    assert [hit.why for hit in index().search("鑫龘靐")] == [Why.NEAREST] * 3


@pytest.mark.parametrize("typed", ["", "   ", "!!", "，"])
def test_nothing_typed_finds_nothing_and_punctuation_only_the_nearest(typed: str) -> None:
    assert all(hit.why is Why.NEAREST for hit in index().search(typed))


def test_the_matched_characters_are_those_of_the_shown_name() -> None:
    hit = index().search("jycs")[0] if index().search("jycs") else None
    food = index().search("spjy")[0]
    assert "".join(food.item.name.zh[at] for at in food.matched) == "食品经营"
    assert hit is not None
    licence = index().search("business", language="en")[0]
    assert "".join(licence.item.name.en[at] for at in licence.matched).lower() == "business"


def test_a_match_in_the_other_language_marks_nothing() -> None:
    assert index().search("passport", language="zh-CN")[0].matched == ()
    assert index().search("shipin", language="en")[0].matched == ()


def test_a_keyword_that_is_not_in_the_name_is_named_as_the_reason() -> None:
    hit = index().search("开饭店")[0]
    assert (hit.why, hit.via, hit.matched) == (Why.KEYWORD, "开饭店", ())


def test_the_letter_pad_finds_by_first_letters_only() -> None:
    hits = index().search_initials("SPJY")
    assert hits[0].item.code == "SJ-06"
    assert {hit.why for hit in hits} == {Why.INITIALS}
    assert index().search_initials("QQQQ") == ()
    assert index().search_initials("") == ()


def test_the_letter_pad_leaves_out_letters_in_the_middle() -> None:
    hits = index().search_initials("SJXK", limit=50)
    assert "SJ-06" in {hit.item.code for hit in hits}


def test_the_english_letter_pad_takes_the_first_letters_of_words() -> None:
    codes = [hit.item.code for hit in index().search_initials("FL", language="en", limit=20)]
    assert codes[0] in {"SJ-06", "SJ-07"}


@pytest.mark.parametrize(
    ("text", "letters"),
    [("重庆银行", "cqyh"), ("重庆银行", "zqyx"), ("行政许可", "xzxk"), ("行政许可", "hzxk")],
)
def test_every_reading_of_a_character_counts(text: str, letters: str) -> None:
    term = make_term(0, text, shown=True)
    assert match_initials(letters, term.syllables, 0) == (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("spelled", "count"), [("zhongqing", 2), ("chongqing", 2), ("chongqingy", 3), ("qing", 0), ("c", 1)]
)
def test_pinyin_may_stop_within_a_syllable(spelled: str, count: int) -> None:
    assert match_pinyin(spelled, make_term(0, "重庆银行", shown=True).syllables, 0) == count


def test_made_up_items_come_after_real_ones_of_equal_fit() -> None:
    hits = index().search("登记", limit=200)
    best = [hit.item.synthetic for hit in hits if hit.score >= hits[0].score - 10.0]
    assert best == sorted(best)


@settings(max_examples=100, deadline=None)
@given(
    typed=st.text(max_size=12)
    | st.text(string.ascii_lowercase + " -'", max_size=70)
    | st.text("食品经营许可新办的", max_size=9),
    language=st.sampled_from(["zh-CN", "en"]),
)
def test_whatever_is_typed_the_hits_are_in_order_and_their_marks_lie_in_the_name(typed: str, language: str) -> None:
    for hits in (index().search(typed, language=language), index().search_initials(typed, language=language)):
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert len({hit.item.code for hit in hits}) == len(hits)
        for hit in hits:
            assert 0 <= hit.score <= 100
            assert list(hit.matched) == sorted(set(hit.matched))
            assert all(0 <= at < len(hit.item.name.full(language)) for at in hit.matched)
