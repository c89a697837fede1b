"""What a loudspeaker says: calls in Mandarin, Cantonese and English, numbers read digit by digit. Never a name.

These sentences are data of the language that is spoken, not texts of a screen: Cantonese is heard in halls whose
screens show Mandarin and English. What stands on a screen for who cannot hear them is a text like any other.

Mandarin reads 1 as 幺 where a number is read digit by digit, and as 一 in amounts; Cantonese has no such word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hallcall.core.languages import Language

SPOKEN = (Language.ZH, Language.YUE, Language.EN)
"""Languages there are sentences for."""

_DIGITS: Mapping[Language, tuple[str, ...]] = {
    Language.ZH: tuple("零幺二三四五六七八九"),
    Language.YUE: tuple("零一二三四五六七八九"),
    Language.EN: ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
_COUNTED = tuple("零一二三四五六七八九")
_TEENS = ("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen").split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The sentences of one language; a hall may have its own."""

    call: str
    """``{number}``, ``{place}``, ``{counter}``."""
    floor: str
    """``{floor}``; said when the visitor has to go to another floor."""
    zone: str
    """``{zone}``; said when the visitor has to go to another zone."""
    many: str
    """``{count}``: so many numbers are called at once that each by itself would come too late."""
    evacuate: str
    drill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a number shall go, as far as it has to be said."""

    counter: int
    floor: int | None = None
    """None when the loudspeaker is on the same floor."""
    zone: str = ""
    """Empty when the loudspeaker is in the same zone."""


PHRASES: Mapping[Language, Phrases] = MappingProxyType(
    {
        Language.ZH: Phrases(
            call="请{number}号到{place}{counter}号窗口",
            floor="{floor}楼",
            zone="{zone}区",
            many="现在同时叫{count}个号，请看屏幕",
            evacuate="请马上离开大厅，跟着绿色标志走，不要乘电梯。您的号码会保留",
            drill="这是演练。请跟着绿色标志离开大厅。您的号码会保留",
        ),
        Language.YUE: Phrases(
            call="请{number}号到{place}{counter}号窗口",
            floor="{floor}楼",
            zone="{zone}区",
            many="而家同时叫紧{count}个号，请睇屏幕",
            evacuate="请即刻离开大厅，跟住绿色指示牌行，唔好搭𨋢。你嘅号码会保留",
            drill="呢次系演习。请跟住绿色指示牌离开大厅。你嘅号码会保留",
        ),
        Language.EN: Phrases(
            call="number {number}, please go to {place}counter {counter}",
            floor="floor {floor}, ",
            zone="zone {zone}, ",
            many="{count} numbers are called now, please look at the screens",
            evacuate="please leave the hall now, follow the green signs, do not use the lifts. your number is kept",
            drill="this is a drill. please follow the green signs and leave the hall. your number is kept",
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Says sentences in one language.

    Attributes:
        phrases: by language; those of hallcall when a hall has none of its own.
    """

    language: Language
    phrases: Mapping[Language, Phrases] = field(default_factory=lambda: PHRASES)

    def __post_init__(self) -> None:
        if self.language not in SPOKEN or self.language not in self.phrases:
            raise ValueError(f"no sentences for {self.language}")

    def call(self, number: str, place: Place) -> str:
        """``请A零零幺号到三号窗口``.

        Args:
            number: as printed, ``A001``.
            place: where to go.
        """
        phrases = self.phrases[self.language]
        where = phrases.floor.format(floor=count(place.floor, self.language)) if place.floor is not None else ""
        where += phrases.zone.format(zone=place.zone) if place.zone else ""
        counter = count(place.counter, self.language)
        return phrases.call.format(number=digits(number, self.language), place=where, counter=counter)

    def many(self, numbers: int) -> str:
        """Said once in place of many calls."""
        return self.phrases[self.language].many.format(count=count(numbers, self.language))

    def evacuate(self, *, is_drill: bool) -> str:
        """Everybody has to leave, or practises it."""
        phrases = self.phrases[self.language]
        return phrases.drill if is_drill else phrases.evacuate


def digits(number: str, language: Language) -> str:
    """A number digit by digit; letters stay as they are: ``A零零幺``, ``A zero zero one``."""
    words = [_DIGITS[language][int(sign)] if sign.isascii() and sign.isdigit() else sign for sign in number]
    return (" " if language is Language.EN else "").join(words)


def count(number: int, language: Language) -> str:
    """A whole number below a hundred as an amount, ``十二``; a larger one digit by digit."""
    if number < 0:
        below = {Language.ZH: "负", Language.YUE: "负", Language.EN: "minus "}[language]
        return below + count(-number, language)
    if number >= 100:
        return digits(str(number), language)
    tens, ones = divmod(number, 10)
    if language is Language.EN:
        return _count_in_english(tens, ones)
    if not tens:
        return _COUNTED[ones]
    return ("" if tens == 1 else _COUNTED[tens]) + "十" + (_COUNTED[ones] if ones else "")


def _count_in_english(tens: int, ones: int) -> str:
    if not tens:
        return _DIGITS[Language.EN][ones]
    if tens == 1:
        return _TEENS[ones]
    return _TENS[tens] + (f" {_DIGITS[Language.EN][ones]}" if ones else "")
