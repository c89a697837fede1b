"""What a loudspeaker says of a call: digit by digit, in the language of who listens."""

from __future__ import annotations

import pytest

from hallcall.core.languages import Language
from hallcall.core.spoken import PHRASES, SPOKEN, Place, Speaker, count, digits

pytestmark = pytest.mark.feature("F097")

_GOLDEN = {
    (Language.ZH, "A001", 3): "请A零零幺号到三号窗口",
    (Language.ZH, "A110", 12): "请A幺幺零号到十二号窗口",
    (Language.ZH, "B1000", 101): "请B幺零零零号到幺零幺号窗口",
    (Language.YUE, "A001", 3): "请A零零一号到三号窗口",
    (Language.YUE, "A110", 12): "请A一一零号到十二号窗口",
    (Language.YUE, "B1000", 101): "请B一零零零号到一零一号窗口",
    (Language.EN, "A001", 3): "number A zero zero one, please go to counter three",
    (Language.EN, "A110", 12): "number A one one zero, please go to counter twelve",
    (Language.EN, "B1000", 101): "number B one zero zero zero, please go to counter one zero one",
}


@pytest.mark.parametrize(("language", "number", "counter"), _GOLDEN)
def test_a_call_is_said_digit_by_digit(language: Language, number: str, counter: int) -> None:
    assert Speaker(language=language).call(number, Place(counter=counter)) == _GOLDEN[language, number, counter]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ZH, "请A零二三号到二楼B区二十号窗口"),
        (Language.YUE, "请A零二三号到二楼B区二十号窗口"),
        (Language.EN, "number A zero two three, please go to floor two, zone B, counter twenty"),
    ],
)
def test_who_has_to_go_elsewhere_is_told_floor_and_zone(language: Language, said: str) -> None:
    assert Speaker(language=language).call("A023", Place(counter=20, floor=2, zone="B")) == said


def test_amounts_below_a_hundred_are_counted_and_larger_ones_spelled() -> None:
    zh = [count(number, Language.ZH) for number in (0, 1, 10, 11, 20, 99, 100, -1)]
    assert zh == ["零", "一", "十", "十一", "二十", "九十九", "幺零零", "负一"]
    en = [count(number, Language.EN) for number in (0, 10, 13, 40, 42, 101, -1)]
    assert en == ["zero", "ten", "thirteen", "forty", "forty two", "one zero one", "minus one"]


def test_only_digits_that_people_print_are_read_as_digits() -> None:
    assert digits("A１²", Language.ZH) == "A１²"


@pytest.mark.parametrize("language", SPOKEN)
def test_a_drill_is_never_taken_for_serious(language: Language) -> None:
    speaker = Speaker(language=language)
    assert speaker.evacuate(is_drill=True) != speaker.evacuate(is_drill=False)


@pytest.mark.parametrize("language", SPOKEN)
def test_no_sentence_has_a_place_for_a_name(language: Language) -> None:
    fields = {"number", "place", "counter", "floor", "zone", "count"}
    phrases = PHRASES[language]
    filled = [getattr(phrases, name).format(**dict.fromkeys(fields, "")) for name in phrases.__dataclass_fields__]
    assert all("{" not in sentence for sentence in filled)


def test_a_language_without_sentences_is_refused() -> None:
    with pytest.raises(ValueError, match="hak"):
        Speaker(language=Language.HAK)
