"""What a site's liveness is worth, by presentations it has recorded: drawn here, where the answers are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from hallcall.cli import main
from hallcall.core.errors import FaceError
from hallcall.face import Face, Picture
from hallcall.face.liveness.evaluate import evaluate
from hallcall.face.liveness.pads import open_pads
from hallcall.face.settings import FaceSettings
from hallcall.sim.faces import DrawnFaceEngine, draw_face, draw_people

ENGINE = DrawnFaceEngine()
STRAIGHT = [0.0] * 8
LEFT, RIGHT = [12.0, 24.0, 32.0, 32.0, 20.0, 8.0], [-12.0, -24.0, -32.0, -32.0, -20.0, -8.0]
Captured = pytest.CaptureFixture[str]

pytestmark = pytest.mark.feature("F238")


class LightPad:
    """Takes what is light for alive, and cannot tell of what is dark."""

    name = "light"

    def is_live(self, picture: Picture, face: Face) -> bool | None:
        shade = float(picture.mean()) if face.score else 0.0
        return None if shade < 60 else shade > 128


def save(path: Path, picture: Picture) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture[:, :, ::-1]).save(path)


def record(folder: Path, turns: list[float], steps: str = "10 turn-left turn-right", who: int = 1) -> None:
    """Frames of somebody who turned so."""
    for number, yaw in enumerate(turns):
        save(folder / f"{number:03}.png", draw_people([draw_face(who, side=120, yaw_deg=yaw)], width=320, height=240))
    (folder / "steps.txt").write_text(steps, encoding="utf-8")


def single(path: Path, background: int) -> None:
    save(path, draw_people([draw_face(1, side=60)], width=320, height=240, background=background))


def test_each_kind_of_attack_is_counted_for_itself_and_the_worst_counts(tmp_path: Path) -> None:
    turned = [*STRAIGHT, *LEFT, *STRAIGHT, *RIGHT]
    for number in range(3):
        record(tmp_path / "bona-fide" / f"{number}", turned, who=number)
    record(tmp_path / "bona-fide" / "3", [*STRAIGHT, *RIGHT, *STRAIGHT])
    record(tmp_path / "attacks" / "print" / "0", STRAIGHT * 5)
    record(tmp_path / "attacks" / "film" / "0", turned)
    record(tmp_path / "attacks" / "film" / "1", turned, "10 turn-right turn-left")
    found = evaluate(tmp_path, ENGINE, ())
    assert (found["bona_fide"]["rejected"], found["bona_fide"]["bpcer"]) == (1, 0.25)
    assert (found["attacks"]["print"]["apcer"], found["attacks"]["film"]["apcer"]) == (0.0, 0.5)
    assert found["apcer_max"] == 0.5
    assert found["attacks"]["print"]["apcer_upper"] == 0.95
    assert found["bona_fide"]["bpcer_upper"] == pytest.approx(0.751, abs=0.001)


def test_pictures_are_judged_by_the_sites_own_check_and_no_answer_is_no_error(tmp_path: Path) -> None:
    for number in range(4):
        single(tmp_path / "bona-fide" / f"{number}.png", 200)
        single(tmp_path / "attacks" / "print" / f"{number}.png", 90 if number else 20)
    save(tmp_path / "attacks" / "mask" / "0.png", np.full((240, 320, 3), 220, np.uint8))
    found = evaluate(tmp_path, ENGINE, (LightPad(),))
    assert found["bona_fide"]["bpcer"] == 0.0
    assert (found["attacks"]["print"]["apcer"], found["attacks"]["print"]["apnrr"]) == (0.0, 0.25)
    assert (found["attacks"]["mask"]["apcer"], found["attacks"]["mask"]["apnrr"]) == (None, 1.0)


def test_what_a_module_has_answered_in_the_hall_is_counted(tmp_path: Path) -> None:
    rows = ["species,answer", *["bona-fide,accepted"] * 99, "bona-fide,rejected", *["print,rejected"] * 300, ""]
    (tmp_path / "results.csv").write_text("\n".join(rows), encoding="utf-8")
    found = evaluate(tmp_path, ENGINE, ())
    assert found["bona_fide"]["bpcer"] == 0.01
    # The rule of three: no error in 300 presentations leaves 1 % likely.
    assert found["attacks"]["print"]["apcer_upper"] == pytest.approx(0.01, abs=0.0001)


@pytest.mark.parametrize(
    ("row", "line"), [("print,maybe", 2), ("print", 2), (",accepted", 2)], ids=["no answer", "half", "no species"]
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, line: int) -> None:
    (tmp_path / "results.csv").write_text(f"species,answer\n{row}\n", encoding="utf-8")
    with pytest.raises(FaceError) as refused:
        evaluate(tmp_path, ENGINE, ())
    assert refused.value.fields["line"] == line


@pytest.mark.parametrize("steps", ["", "10", "fast turn-left", "10 nod", "0 turn-left"])
def test_frames_without_a_word_of_what_was_asked_are_refused(tmp_path: Path, steps: str) -> None:
    record(tmp_path / "bona-fide" / "0", STRAIGHT, steps)
    with pytest.raises(FaceError, match=r"face\.folder_pairs"):
        evaluate(tmp_path, ENGINE, ())


def test_a_single_picture_is_nothing_for_a_challenge(tmp_path: Path) -> None:
    single(tmp_path / "bona-fide" / "0.png", 200)
    with pytest.raises(FaceError, match=r"face\.pad_missing"):
        evaluate(tmp_path, ENGINE, ())


def test_a_check_that_does_not_exist_is_answered_with_those_that_do() -> None:
    assert open_pads(FaceSettings()) == ()
    with pytest.raises(FaceError, match=r"face\.pad_unknown \(pad=depth, known=onnx\)"):
        open_pads(FaceSettings(pad="depth"))
    with pytest.raises(FaceError, match=r"face\.model_licence"):
        open_pads(FaceSettings(pad="onnx"))
    with pytest.raises(FaceError, match=r"face\.weights_missing"):
        open_pads(FaceSettings(pad="onnx", pad_licence="ours"))


def test_the_command_prints_the_rates_and_what_they_do_not_say(tmp_path: Path, capsys: Captured) -> None:
    assert main(["face", "pad-evaluate", str(tmp_path / "none"), "--lang", "en"]) == 2
    record(tmp_path / "attacks" / "print" / "0", STRAIGHT * 5)
    capsys.readouterr()
    assert main(["face", "pad-evaluate", str(tmp_path), "--engine", "drawn", "--lang", "en"]) == 0
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert printed["attacks"]["print"] == {
        "presentations": 1,
        "accepted": 0,
        "apcer": 0.0,
        "apcer_upper": 0.95,
        "apnrr": 0.0,
    }
    assert printed["bona_fide"]["bpcer"] is None
    assert "not certified" in printed["note"]
