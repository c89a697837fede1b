"""Recorded words, kept sentences and the last of the voices."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hallcall.core.languages import Language
from hallcall.core.spoken import Place, Speaker
from hallcall.hal.voice.clips import load_pack, segment
from hallcall.hal.voice.engine import find_engine
from hallcall.hal.voice.espeak import VOICES, make_espeak, to_pinyin
from hallcall.hal.voice.players import QuietPlayer
from hallcall.hal.voice.rendered import RenderedSentences
from hallcall.hal.voice.sound import read_sound, write_sound
from helpers.voice_rig import make_pack, tone

pytestmark = pytest.mark.feature("F097")


def test_a_sentence_is_made_of_as_few_recordings_as_can_say_it() -> None:
    words = frozenset({"请", "a", "零", "零零", "幺", "号到", "三", "号窗口", "三号窗口"})
    said = Speaker(language=Language.ZH).call("A001", Place(counter=3)).casefold()
    assert segment(said, words) == ["请", "a", "零零", "幺", "号到", "三号窗口"]
    assert segment("请坐", words) is None
    assert segment("", words) == []


def test_a_comma_is_a_pause_and_no_word_is_found_inside_another() -> None:
    words = frozenset({"ten", "please", "counter", "at", "d"})
    assert segment("please, counter ten", words) == ["please", None, "counter", "ten"]
    assert segment("attend", words) is None


def test_a_call_from_recordings_lasts_as_long_as_they_do(tmp_path: Path) -> None:
    pack = load_pack(make_pack(tmp_path / "pack", word_s=0.1))
    sound = pack.render("请A零零幺号到三号窗口", Language.ZH)
    assert sound is not None
    assert sound.seconds == pytest.approx(0.8)
    assert pack.render("请A零零一号到三号窗口", Language.YUE) is None


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (("schema = 1", "schema = 2"), "schema"),
        (("pause_ms = 20", "pause_ms = "), "manifest"),
        (('language = "zh"', 'language = "xx"'), "xx"),
        (('file = "zh-0.wav"', 'file = "../../etc/passwd"'), "outside"),
        (('file = "zh-0.wav"', 'file = "zh-1.wav"'), "not the recording"),
    ],
)
def test_a_pack_that_is_not_what_its_manifest_says_is_refused(tmp_path: Path, harm: tuple[str, str], told: str) -> None:
    folder = make_pack(tmp_path / "pack")
    manifest = folder / "manifest.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(*harm), encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        load_pack(folder)


def test_kept_sentences_never_grow_over_their_bound_and_the_oldest_go_first(tmp_path: Path) -> None:
    size = 44 + 2 * 800
    kept = RenderedSentences(tmp_path, most_bytes=3 * size)
    paths = [kept.path_of(f"请{number}", Language.ZH, "v") for number in range(5)]
    for age, path in enumerate(paths):
        kept.keep(path, lambda draft: write_sound(draft, tone(0.1, 300)))
        os.utime(path, (age, age))
    assert [kept.find(path) for path in paths] == [False, False, True, True, True]


def test_a_kept_sentence_is_of_one_voice_and_a_damaged_one_is_thrown_away(tmp_path: Path) -> None:
    kept = RenderedSentences(tmp_path, most_bytes=10**6)
    path = kept.path_of("请", Language.ZH, "espeak-1")
    assert len({path, kept.path_of("请", Language.ZH, "espeak-2"), kept.path_of("请", Language.YUE, "espeak-1")}) == 3
    kept.keep(path, lambda draft: write_sound(draft, tone(0.1, 300)))
    path.write_bytes(path.read_bytes()[:-1])
    assert not kept.find(path)
    assert not path.exists()


def test_a_sentence_that_could_not_be_written_leaves_nothing(tmp_path: Path) -> None:
    kept = RenderedSentences(tmp_path, most_bytes=10**6)
    with pytest.raises(ValueError, match="part"):
        kept.keep(kept.path_of("请", Language.ZH, "v"), lambda draft: draft.touch())
    assert not list(tmp_path.iterdir())


def test_mandarin_goes_to_the_pinyin_voice_by_its_id() -> None:
    assert to_pinyin("请A零幺号") == "qing3 A ling2 yao1 hao4"
    assert VOICES[Language.ZH] == "sit/cmn-latn-pinyin"


def test_espeak_speaks_where_it_is_installed(tmp_path: Path) -> None:
    try:
        espeak = make_espeak()
    except Exception as error:  # noqa: BLE001 - whatever a missing library raises
        pytest.skip(f"no espeak here: {error}")
    for number in range(4):
        file = tmp_path / f"{number}.wav"
        espeak.render("请A零零幺号到三号窗口", Language.ZH, str(file))
        assert 1.5 < read_sound(file).seconds < 10


def test_an_engine_that_nobody_brings_is_told() -> None:
    with pytest.raises(LookupError):
        find_engine("nobody")


def test_what_is_said_can_be_kept_in_a_folder(tmp_path: Path) -> None:
    write_sound(tmp_path / "a.wav", tone(0.01, 300))
    playing = QuietPlayer(tmp_path / "said").play(tmp_path / "a.wav", "hw:1/2")
    assert [file.name for file in (tmp_path / "said").iterdir()] == ["00001-hw:1-2.wav"]
    playing.stop()
    assert playing.ended()
