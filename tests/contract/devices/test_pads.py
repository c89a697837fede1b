"""Call pads, rating pads, pagers and door beams: what happened is told once, never late, never for somebody else."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from hallcall.core.errors import DeviceFault
from hallcall.hal import DeviceId, Hal, Health, Reason, StatusChanged, parse_machine
from hallcall.hal.ports.keypad import Lamp, Light, PadKey, PadKeyPressed, SetLamp
from hallcall.hal.ports.pager import Buzz, PagerBatteryLow, PagerFound, PagerLost
from hallcall.hal.ports.people import PeoplePassed
from hallcall.hal.ports.rating import AskRating, CancelRating, CaseRated, CaseUnrated, Unrated
from hallcall.sim.devices import PtyWire
from hallcall.sim.devices.pads import SimKeyPad, SimLine, SimRatingPad
from helpers.device_rigs import HASTY, Diary, wait_status
from helpers.device_rigs.pads import pad_rig


@pytest.mark.feature("F210")
def test_every_key_of_a_pad_is_told(tmp_path: Path) -> None:
    with pad_rig(tmp_path, driver="keypad.frames") as rig:
        for key in PadKey:
            rig.device.press(key.value)
        rig.diary.wait(PadKeyPressed, lambda event: event.key is PadKey.HEADPHONES_OUT)
        assert [event.key for event in rig.diary.of(PadKeyPressed)] == list(PadKey)


@pytest.mark.feature("F210")
def test_a_key_is_told_once_though_answers_are_lost_and_damaged(tmp_path: Path) -> None:
    dice = random.Random(5)
    pressed = [dice.choice(list(PadKey)) for _ in range(20)]
    with pad_rig(tmp_path, driver="keypad.frames") as rig:
        for number, key in enumerate(pressed):
            before = len(rig.diary.events)
            (rig.wire.faults.silence if number % 2 else rig.wire.faults.corrupt)(times=1)
            rig.device.press(key.value)
            rig.diary.wait(PadKeyPressed, after=before)
    assert _keys(rig.diary) == pressed


def _keys(diary: Diary) -> list[PadKey]:
    return [event.key for event in list(diary.events) if isinstance(event, PadKeyPressed)]


@pytest.mark.feature("F210")
def test_a_key_pressed_at_a_dead_pad_calls_nobody_later(tmp_path: Path) -> None:
    with pad_rig(tmp_path, driver="keypad.frames") as rig:
        rig.hal.stop()
        rig.device.press("next")
        diary = Diary()
        again = Hal(parse_machine(rig.text), patience=HASTY)
        again.subscribe(diary)
        with again:
            diary.wait(StatusChanged, lambda event: event.status.health is Health.ONLINE)
            rig.device.press("help")
            diary.wait(PadKeyPressed)
    assert _keys(diary) == [PadKey.HELP]


def test_a_lamp_is_lit_and_a_weak_battery_is_seen(tmp_path: Path) -> None:
    with pad_rig(tmp_path, driver="keypad.frames") as rig:
        rig.do(SetLamp(lamp=Lamp.BUSY, light=Light.BLINK))
        assert rig.device.lamps == {2: 2}
        rig.device.battery = 10
        wait_status(rig, Health.DEGRADED, Reason.BATTERY_LOW)


def test_two_pads_on_one_line_are_told_apart(tmp_path: Path) -> None:
    pad, rating = SimKeyPad(address=1), SimRatingPad(address=2)
    with PtyWire(tmp_path / "line", SimLine(pad, rating), baud=None) as wire:
        at = f'transport = {{ kind = "serial", port = "{wire.path}" }}\npoll_ms = 30\n'
        hal = Hal(
            parse_machine(
                'schema = 1\n[machine]\nid = "m"\n'
                f'[[device]]\nid = "pad"\ndriver = "keypad.frames"\naddress = 1\n{at}'
                f'[[device]]\nid = "rating"\ndriver = "rating.frames"\naddress = 2\n{at}'
            ),
            patience=HASTY,
        )
        diary = Diary()
        hal.subscribe(diary)
        with hal:
            hal.do(DeviceId("rating"), AskRating(case="A012"), "1").result(15)
            pad.press("next")
            rating.press(5)
            assert diary.wait(PadKeyPressed).device == "pad"
            assert diary.wait(CaseRated).device == "rating"


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_each_of_the_five_keys_rates_the_case_it_was_lit_for(tmp_path: Path, level: int) -> None:
    with pad_rig(tmp_path, driver="rating.frames") as rig:
        rig.do(AskRating(case="visit-7"))
        rig.device.press(level)
        rated = rig.diary.wait(CaseRated)
    assert (rated.case, rated.level) == ("visit-7", level)


def test_a_pad_that_nobody_asked_rates_nothing(tmp_path: Path) -> None:
    with pad_rig(tmp_path, driver="rating.frames") as rig:
        rig.device.press(1)
        rig.use()
        assert len(rig.diary.of(CaseRated)) == 1


def test_a_rating_given_while_the_line_was_away_is_told_when_it_is_back(tmp_path: Path) -> None:
    with pad_rig(tmp_path, driver="rating.frames") as rig:
        rig.do(AskRating(case="visit-7"))
        before = len(rig.diary.events)
        rig.wire.faults.silence(times=10**6)
        wait_status(rig, Health.OFFLINE, after=before)
        rig.device.press(2)
        rig.wire.faults.clear()
        assert rig.diary.wait(CaseRated).level == 2
        time.sleep(0.3)
        assert len(rig.diary.of(CaseRated)) == 1


def test_silence_is_no_rating_and_the_keys_go_dark(tmp_path: Path) -> None:
    with pad_rig(tmp_path, driver="rating.frames") as rig:
        rig.do(AskRating(case="visit-8", timeout_s=1))
        assert rig.diary.wait(CaseUnrated).why is Unrated.TIMEOUT
        rig.device.press(5)
        time.sleep(0.2)
        assert not rig.device.is_lit
        assert rig.diary.of(CaseRated) == []


def test_who_skips_has_not_rated(tmp_path: Path) -> None:
    with pad_rig(tmp_path, driver="rating.frames") as rig:
        rig.do(AskRating(case="visit-9"))
        rig.device.press(0)
        assert rig.diary.wait(CaseUnrated).why is Unrated.SKIPPED


def test_the_next_case_takes_the_question_about_the_last_one_back(tmp_path: Path) -> None:
    with pad_rig(tmp_path, driver="rating.frames") as rig:
        rig.do(AskRating(case="first"))
        rig.do(AskRating(case="second"))
        rig.device.press(3)
        assert rig.diary.wait(CaseRated).case == "second"
        assert rig.diary.wait(CaseUnrated).case == "first"
        rig.do(AskRating(case="third"))
        rig.do(CancelRating())
        assert rig.diary.wait(CaseUnrated, lambda event: event.case == "third").why is Unrated.CANCELLED
        assert not rig.device.is_lit


@pytest.mark.feature("F210")
def test_a_pager_that_is_lost_is_told_and_refused_until_it_is_back(tmp_path: Path) -> None:
    with pad_rig(tmp_path, driver="pager.frames") as rig:
        rig.device.carry_away(3)
        assert rig.diary.wait(PagerLost).pager == 3
        wait_status(rig, Health.DEGRADED, Reason.PAGER_LOST)
        with pytest.raises(DeviceFault, match=r"pager\.lost"):
            rig.do(Buzz(pager=3))
        before = len(rig.diary.events)
        rig.device.bring_back(3)
        rig.diary.wait(PagerFound)
        wait_status(rig, Health.ONLINE, after=before)
        rig.do(Buzz(pager=3))
        rig.device.drain(1)
        assert rig.diary.wait(PagerBatteryLow).pager == 1
        wait_status(rig, Health.DEGRADED, Reason.BATTERY_LOW)


@pytest.mark.feature("F210")
def test_a_lost_answer_does_not_make_a_pager_vibrate_twice(tmp_path: Path) -> None:
    with pad_rig(tmp_path, driver="pager.frames") as rig:
        for _ in range(5):
            rig.wire.faults.silence(times=1)
            rig.do(Buzz(pager=2))
        assert len(rig.device.buzzed) == 5


@pytest.mark.feature("F210")
@pytest.mark.parametrize("options", ["", 'map = "people-json"\n'])
def test_a_thousand_people_at_a_noisy_door_are_counted_to_the_last(tmp_path: Path, options: str) -> None:
    dice = random.Random(177)
    with pad_rig(tmp_path, driver="people.beam", options=options, tcp=bool(options)) as rig:
        walked = [0, 0]
        for number in range(1000):
            way = int(dice.random() < 0.45)
            walked[way] += 1
            rig.device.walk(entered=1 - way, left=way)
            if number % 50 == 0:
                rig.wire.faults.silence(times=1)
                time.sleep(0.01)
        rig.diary.wait(PeoplePassed, lambda _: _counted(rig.diary) == walked)


def _counted(diary: Diary) -> list[int]:
    passed = [event for event in list(diary.events) if isinstance(event, PeoplePassed)]
    return [sum(event.entered for event in passed), sum(event.left for event in passed)]


@pytest.mark.feature("F210")
def test_a_beam_that_was_switched_off_goes_on_counting_from_nothing(tmp_path: Path) -> None:
    with pad_rig(tmp_path, driver="people.beam") as rig:
        rig.device.walk(entered=9)
        rig.diary.wait(PeoplePassed)
        before = len(rig.diary.events)
        rig.wire.unplug()
        wait_status(rig, Health.OFFLINE, after=before)
        rig.wire.plug()
        rig.device.walk(entered=2)
        rig.diary.wait(PeoplePassed, lambda _: _counted(rig.diary) == [11, 0])
