"""Loudspeakers: what is said is heard once, in its turn, and whoever cannot hear it has the caption."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from hallcall.core.announcing import Priority
from hallcall.core.errors import DeviceFault
from hallcall.core.languages import Language
from hallcall.core.spoken import Place, Speaker
from hallcall.hal import Hal, Health, Reason, StatusChanged, parse_machine
from hallcall.hal.ports.announcer import Prepare, SpeechStarted
from hallcall.hal.voice.sound import write_sound
from helpers.device_rigs.base import HASTY, PATIENT_S, Diary, machine_text
from helpers.voice_rig import VOICE, VoiceRig, ended_well, tone, voice_rig, why

pytestmark = pytest.mark.feature("F097")

_CALL = Speaker(language=Language.ZH).call("A001", Place(counter=3))
_NEXT = Speaker(language=Language.ZH).call("A002", Place(counter=4))
_LEAVE = "请马上离开大厅"

_ENGINE = """
import os, time, wave

class Engine:
    version, languages = "1", frozenset({"zh"})
    def render(self, text, language, path):
        if "挂" in text:
            time.sleep(600)
        if "崩" in text:
            os._exit(3)
        if "坏" in text:
            raise RuntimeError("no such sound")
        with wave.open(path, "wb") as file:
            file.setnchannels(1); file.setsampwidth(2); file.setframerate(8000)
            file.writeframes(b"\\0\\1" * 400)
"""


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[VoiceRig]:
    with voice_rig(tmp_path) as made:
        yield made


@pytest.fixture
def neural(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[VoiceRig]:
    """An engine of another package, behind the recorded clips."""
    package, info = tmp_path / "packages", tmp_path / "packages" / "hall_neural-1.dist-info"
    info.mkdir(parents=True)
    (package / "hall_neural.py").write_text(_ENGINE, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: hall-neural\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[hallcall.voices]\nneural = hall_neural:Engine\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(package))
    with voice_rig(tmp_path, "render_ms = 1500", voices='["clips", "neural"]') as made:
        yield made


def test_a_call_is_heard_twice_in_its_zone_while_nobody_else_waits(rig: VoiceRig) -> None:
    assert rig.say("c1", _CALL, zone="B")
    assert ended_well(rig.wait("c1"))
    heard = rig.speaker.heard()
    assert [sound.output for sound in heard] == ["right", "right"]
    assert heard[1].began >= heard[0].end > heard[0].began
    assert rig.diary.of(SpeechStarted)[0].voice == "clips"


def test_zones_are_heard_at_the_same_time_and_one_zone_never_talks_over_itself(rig: VoiceRig) -> None:
    for number in range(3):
        rig.say(f"a{number}", _CALL if number % 2 else _NEXT, zone="A")
        rig.say(f"b{number}", _CALL if number % 2 else _NEXT, zone="B")
    assert ended_well(rig.wait("a0", "a1", "a2", "b0", "b1", "b2"))
    for output in ("left", "right"):
        heard = [sound for sound in rig.speaker.heard() if sound.output == output]
        assert all(later.began >= earlier.end for earlier, later in pairwise(heard))


def test_the_same_job_is_said_once_however_often_it_is_asked_for(rig: VoiceRig) -> None:
    assert [rig.say("c1", _CALL), rig.say("c1", _CALL)] == [True, False]
    rig.wait("c1")
    rig.say("c2", _NEXT)
    rig.wait("c2")
    assert rig.order() == ["c1", "c2"]


def test_an_emergency_cuts_a_call_off_and_is_said_at_once(tmp_path: Path) -> None:
    with voice_rig(tmp_path, word_s=0.4) as rig:
        rig.say("call", _CALL)
        rig.diary.wait(SpeechStarted)
        rig.say("fire", _LEAVE, priority=Priority.EMERGENCY)
        assert ended_well(rig.wait("fire"))
        assert why(rig.wait("call")[0]) == "interrupted"
        whole = {sound.file for sound in rig.speaker.heard() if sound.end}
        assert len(whole) == 1  # the emergency


@pytest.mark.feature("F188")
def test_who_walks_on_hears_of_the_next_control_at_once(tmp_path: Path) -> None:
    with voice_rig(tmp_path, word_s=0.4) as rig:
        rig.say("first", _CALL, priority=Priority.PERSONAL)
        rig.diary.wait(SpeechStarted)
        rig.say("next", _LEAVE, priority=Priority.PERSONAL)
        assert ended_well(rig.wait("next"))
        assert why(rig.wait("first")[0]) == "interrupted"
        assert len([sound for sound in rig.speaker.heard() if sound.end]) == 1, "it is not said twice"


def test_a_burst_is_one_sentence_and_every_job_has_its_end(tmp_path: Path) -> None:
    with voice_rig(tmp_path, "most_calls = 2", word_s=0.1) as rig:
        jobs = [f"c{number}" for number in range(9)]
        for number, job in enumerate(jobs):
            rig.say(job, Speaker(language=Language.ZH).call(f"A00{number}", Place(counter=3)))
        assert ended_well(rig.wait(*jobs))
        assert len(rig.speaker.heard()) <= 4
        assert sorted(rig.order()) == jobs


def test_a_call_that_waited_too_long_is_left_out_with_its_caption(tmp_path: Path) -> None:
    with voice_rig(tmp_path, word_s=0.2) as rig:
        rig.say("long", _CALL)
        rig.say("late", _NEXT, fresh_ms=1)
        assert why(rig.wait("late")[0]) == "late"
        assert rig.wait("late")[0].caption == f"[{_NEXT}]"


def test_a_zone_without_a_loudspeaker_is_refused(rig: VoiceRig) -> None:
    with pytest.raises(DeviceFault, match="no_zone"):
        rig.say("c1", _CALL, zone="Z")


def test_a_word_that_nobody_recorded_is_told_and_the_rest_goes_on(rig: VoiceRig) -> None:
    rig.say("strange", "请去停车场")
    rig.say("c1", _CALL)
    assert why(rig.wait("strange")[0]) == "voice-missing"
    assert ended_well(rig.wait("c1"))


def test_an_engine_of_another_package_says_what_nobody_recorded(neural: VoiceRig) -> None:
    neural.say("c1", _CALL)
    neural.say("free", "欢迎光临")
    assert ended_well(neural.wait("c1", "free"))
    assert [event.voice for event in neural.diary.of(SpeechStarted)] == ["clips", "neural"]


@pytest.mark.parametrize("trouble", ["挂", "崩", "坏"])
def test_an_engine_that_hangs_crashes_or_fails_is_told_and_clips_go_on(neural: VoiceRig, trouble: str) -> None:
    neural.say("bad", trouble)
    neural.say("other", _CALL, zone="B")
    assert why(neural.wait("bad")[0]) == "voice-missing"
    assert ended_well(neural.wait("other"))
    told = neural.diary.wait(StatusChanged, lambda event: Reason.VOICE_MISSING in event.status.reasons)
    assert told.status.health is Health.DEGRADED


def test_a_sentence_prepared_when_the_number_was_given_is_there_though_the_engine_is_gone(
    neural: VoiceRig, tmp_path: Path
) -> None:
    neural.hal.do(VOICE, Prepare(language=Language.ZH, text="欢迎光临"), "p1").result(PATIENT_S)
    neural.say("first", "你好")  # what is urgent goes before what is only prepared
    neural.wait("first")
    deadline = time.monotonic() + PATIENT_S
    while len(list((tmp_path / "cache").glob("*.wav"))) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    neural.say("bad", "崩")
    neural.wait("bad")
    neural.say("ready", "欢迎光临")
    assert ended_well(neural.wait("ready"))


def test_an_engine_that_is_not_installed_is_a_missing_voice_and_clips_go_on(tmp_path: Path) -> None:
    with voice_rig(tmp_path, voices='["nobody", "clips"]') as rig:
        rig.say("c1", _CALL)
        assert ended_well(rig.wait("c1"))
        assert Reason.VOICE_MISSING in rig.hal.get(VOICE).status.reasons


@pytest.mark.parametrize("mood", ["missing"])
def test_without_a_sound_card_jobs_fail_with_their_caption_until_there_is_one(rig: VoiceRig, mood: str) -> None:
    rig.speaker.be(mood)
    rig.say("c1", _CALL)
    assert why(rig.wait("c1")[0]) == "no-audio-output"
    rig.diary.wait(StatusChanged, lambda event: Reason.NO_AUDIO_OUTPUT in event.status.reasons)
    rig.speaker.be("fine")
    rig.say("c2", _CALL)
    assert ended_well(rig.wait("c2"))


def test_a_player_that_is_stuck_is_ended_and_the_next_is_heard(rig: VoiceRig) -> None:
    rig.speaker.be("stuck")
    rig.say("c1", _CALL)
    rig.diary.wait(SpeechStarted)
    assert why(rig.wait("c1")[0]) == "no-audio-output"
    rig.speaker.be("fine")
    rig.say("c2", _CALL)
    assert ended_well(rig.wait("c2"))


def test_a_damaged_recording_takes_the_pack_away_and_is_told(tmp_path: Path) -> None:
    with voice_rig(tmp_path):
        pass
    write_sound(tmp_path / "pack" / "zh-0.wav", tone(0.01, 1000))
    with voice_rig(tmp_path) as rig:
        rig.say("c1", _CALL)
        assert why(rig.wait("c1")[0]) == "voice-missing"
        rig.diary.wait(StatusChanged, lambda event: Reason.VOICE_MISSING in event.status.reasons)


def test_a_machine_without_a_player_says_so(tmp_path: Path) -> None:
    options = f'zones = {{ A = "default" }}\nprogram = "{tmp_path}/no-such-player"'
    diary = Diary()
    hal = Hal(parse_machine(machine_text(VOICE, "voice.announcer", 'kind = "none"', options)), patience=HASTY)
    hal.subscribe(diary)
    with hal:
        told = diary.wait(StatusChanged)
    assert (told.status.health, told.status.reasons) == (Health.FAULT, {Reason.NO_AUDIO_OUTPUT})


def test_no_file_of_the_cache_tells_what_was_said(rig: VoiceRig, tmp_path: Path) -> None:
    rig.say("c1", _CALL)
    rig.wait("c1")
    names = [file.name for file in (tmp_path / "cache").iterdir()]
    assert names
    assert all(re.fullmatch(r"[0-9a-f]{64}\.wav", name) for name in names)
