"""``hallcall face``: what staff type, what it prints and how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from hallcall.cli import main
from hallcall.sim.faces import draw_face, draw_people

ASTRONAUT = str(Path(__file__).parents[2] / "data" / "astronaut.jpg")
Captured = pytest.CaptureFixture[str]

pytestmark = pytest.mark.feature("F032")


def drawn(folder: Path, name: str, *people: int, look: int = 0) -> str:
    path = folder / name
    faces = [draw_face(person, look=look) for person in people]
    Image.fromarray(draw_people(faces)[:, :, ::-1]).save(path)
    return str(path)


def test_one_person_is_one_person(capsys: Captured) -> None:
    assert main(["face", "compare", ASTRONAUT, ASTRONAUT, "--lang", "en"]) == 0
    assert "Score 1.0000. From 0.42 on the two are taken for one person: one person." in capsys.readouterr().out


def test_two_people_are_two_people(tmp_path: Path, capsys: Captured) -> None:
    one, other = drawn(tmp_path, "a.png", 1), drawn(tmp_path, "b.png", 2)
    assert main(["face", "compare", one, other, "--engine", "drawn", "--json"]) == 1
    printed = json.loads(capsys.readouterr().out)
    assert (printed["engine"], printed["verdict"], printed["accept"]) == ("drawn", "no", 0.6)
    assert printed["score"] < 0.5


def test_the_threshold_is_the_machines(tmp_path: Path, capsys: Captured) -> None:
    machine = tmp_path / "machine.toml"
    face = '[face]\nengine = "drawn"\nthreshold_percent = 99\n'
    machine.write_text(f'schema = 1\n[machine]\nid = "k1"\n{face}', encoding="utf-8")
    one, other = drawn(tmp_path, "a.png", 1, look=1), drawn(tmp_path, "b.png", 1, look=2)
    assert main(["face", "compare", one, other, "--engine", "drawn", "--lang", "zh-CN"]) == 0
    assert main(["face", "compare", one, other, "--machine", str(machine), "--lang", "zh-CN"]) == 1
    assert "不能确定，请工作人员核对" in capsys.readouterr().out


def test_a_cards_photo_is_made_larger_first(tmp_path: Path, capsys: Captured) -> None:
    chip = tmp_path / "chip.jpg"
    with Image.open(ASTRONAUT) as image:
        image.crop((133, 30, 316, 256)).resize((102, 126)).save(chip, quality=60)
    assert main(["face", "compare", str(chip), ASTRONAUT, "--card"]) == 0
    assert "是同一人" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("people", "said"),
    [((), "No face was found in the picture."), ((1, 2), "2 faces were found. Only one person may be in the picture.")],
)
def test_nobody_and_two_people_exit_2_and_say_so(
    tmp_path: Path, capsys: Captured, people: tuple[int, ...], said: str
) -> None:
    one = drawn(tmp_path, "a.png", *people)
    assert main(["face", "compare", one, one, "--engine", "drawn", "--lang", "en"]) == 2
    assert capsys.readouterr().err.strip() == said


def test_a_torn_picture_exits_2_and_is_named(tmp_path: Path, capsys: Captured) -> None:
    torn = tmp_path / "torn.jpg"
    torn.write_bytes(Path(ASTRONAUT).read_bytes()[:9000])
    assert main(["face", "compare", ASTRONAUT, str(torn), "--lang", "en"]) == 2
    assert str(torn) in capsys.readouterr().err


def test_every_engine_is_listed_with_what_keeps_it_from_being_used(capsys: Captured) -> None:
    assert main(["face", "engines", "--json", "--lang", "en"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["sface"]["usable"]
    assert rows["sface"]["licence"] == "MIT, Apache-2.0"
    assert "model_licence" in rows["arcface"]["why"]
    assert main(["face", "engines", "--lang", "en"]) == 0
    assert "1:1 and 1:N" in capsys.readouterr().out
