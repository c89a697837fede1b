"""The bench on a folder of drawn people, laid out as Labeled Faces in the Wild: its figures are known beforehand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from hallcall.cli import main
from hallcall.core.errors import FaceError
from hallcall.face.bench.accuracy import measure_accuracy
from hallcall.face.bench.chip import MOST_BYTES, _cut, _squeezed
from hallcall.face.bench.folder import read_people
from hallcall.face.bench.speed import measure_here
from hallcall.face.settings import FaceSettings
from hallcall.sim.faces import DrawnFaceEngine, draw_face, draw_people

PEOPLE = 30
DRAWN = DrawnFaceEngine()
Captured = pytest.CaptureFixture[str]

pytestmark = pytest.mark.feature("F237")


def name_of(person: int) -> str:
    return f"Person_{person:02}"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty people: ten with five pictures, ten with three, ten with two; the last two are one, under two names."""
    root = tmp_path_factory.mktemp("faces") / "lfw"
    for person in range(PEOPLE):
        who = PEOPLE - 2 if person == PEOPLE - 1 else person
        many = 5 if person < 10 else 3 if person < 20 else 2
        for look in range(1, many + 1):
            picture = draw_people([draw_face(who, side=110, look=look)], width=250, height=250)
            path = root / name_of(person) / f"{name_of(person)}_{look:04}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(picture[:, :, ::-1]).save(path)
    lines = ["2\t10"]
    for part in range(2):
        lines += [f"{name_of(part * 10 + person)}\t1\t2" for person in range(10)]
        lines += [
            f"{name_of(part * 10 + person)}\t1\t{name_of(part * 10 + (person + 1) % 10)}\t2" for person in range(10)
        ]
    (root / "pairs.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    groups = ["name,group", *(f"{name_of(person)},{'one' if person < 15 else 'two'}" for person in range(28))]
    (root.parent / "groups.csv").write_text("\n".join(groups) + "\n", encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def figures(folder: Path) -> dict[str, Any]:
    return measure_accuracy(DRAWN, read_people(folder, folder.parent / "groups.csv"))


def test_everybody_is_read_and_found(figures: dict[str, Any]) -> None:
    assert (figures["people"], figures["pictures"], figures["no_face"]) == (30, 100, 0)


def test_drawn_people_are_told_apart_in_every_part(figures: dict[str, Any]) -> None:
    assert figures["pairs"] == {"folds": 2, "pairs": 40, "accuracy": 1.0, "deviation": 0.0}


def test_all_pairs_are_counted_once(figures: dict[str, Any]) -> None:
    genuine = 10 * 10 + 10 * 3 + 10 * 1
    everybody = figures["all"]
    assert (everybody["genuine"], everybody["impostor"]) == (genuine, 100 * 99 // 2 - genuine)
    assert everybody["at_fmr"]["1e-2"]["fnmr"] == 0.0
    assert everybody["at_fmr"]["1e-4"] == {"threshold": None, "fnmr": None}


def test_one_person_under_two_names_is_seen_as_a_false_match(figures: dict[str, Any]) -> None:
    """Four pairs of pictures of one person who has two names: label noise, as LFW has it."""
    assert figures["all"]["at_own_threshold"]["fmr"] == pytest.approx(4 / 4810, rel=0.01)
    assert figures["groups"]["others"]["fmr"] == 1.0


def test_each_group_has_its_own_rates_and_how_sure_they_are(figures: dict[str, Any]) -> None:
    one = figures["groups"]["one"]
    assert (one["people"], one["impostor"], one["fmr"], one["fnmr"]) == (15, 105, 0.0, 0.0)
    assert one["fmr_upper"] == pytest.approx(3 / 105, rel=0.05)
    assert set(figures["groups"]) == {"one", "two", "others"}


def test_the_photo_of_a_card_is_small_and_still_tells_who_it_is(figures: dict[str, Any]) -> None:
    assert (figures["chip_photo"]["people"], figures["chip_photo"]["no_face"]) == (30, 0)
    assert figures["chip_photo"]["at_own_threshold"]["fnmr"] == 0.0
    picture = draw_people([draw_face(3, side=110)], width=250, height=250)
    photo = _squeezed(_cut(picture, DRAWN.detect(picture)[0]))
    assert len(photo) <= MOST_BYTES


def test_strangers_are_not_taken_for_anybody(figures: dict[str, Any]) -> None:
    searches = figures["searches"]
    assert (searches["gallery"], searches["mated"], searches["strangers"], searches["looks"]) == (15, 5, 15, 3)
    assert searches["rank_1"] == 1.0
    own = searches["at_own_threshold"]
    assert (own["fnir"], own["fpir"]) == (0.0, 0.0)
    assert own["fpir_upper"] == pytest.approx(0.181, abs=0.001)


def test_a_folder_without_people_says_so(tmp_path: Path, capsys: Captured) -> None:
    assert main(["bench", "face", "--lfw", str(tmp_path / "none"), "--lang", "en"]) == 2
    assert "There are no pictures of people in" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        ("", 1),
        ("ten parts", 1),
        ("1 1\nPerson_00 1 2", 2),
        ("1 1\nPerson_00 1 2\nPerson_00 1 Nobody 1", 3),
        ("1 1\nPerson_00 one 2\nPerson_00 1 Person_01 1", 2),
        ("1 1\nPerson_00 1 2 3 4\n", 2),
    ],
)
def test_a_table_of_pairs_that_is_wrong_is_named_with_its_line(tmp_path: Path, lines: str, at: int) -> None:
    for person in range(2):
        for look in (1, 2):
            path = tmp_path / name_of(person) / f"{name_of(person)}_{look:04}.png"
            path.parent.mkdir(exist_ok=True)
            path.touch()
    (tmp_path / "pairs.txt").write_text(lines, encoding="utf-8")
    with pytest.raises(FaceError) as refused:
        read_people(tmp_path)
    assert refused.value.fields["line"] == at


def test_damaged_pictures_and_pictures_of_nobody_count_as_failures(tmp_path: Path) -> None:
    for person in range(3):
        for look in (1, 2):
            path = tmp_path / name_of(person) / f"{name_of(person)}_{look:04}.png"
            path.parent.mkdir(exist_ok=True)
            Image.fromarray(draw_people([draw_face(person, look=look)])[:, :, ::-1]).save(path)
    (tmp_path / name_of(0) / f"{name_of(0)}_0001.png").write_bytes(b"torn")
    figures = measure_accuracy(DRAWN, read_people(tmp_path))
    assert figures["no_face"] == 1
    assert figures["all"]["at_own_threshold"]["fnmr"] == pytest.approx(1 / 3, abs=0.001)
    assert (figures["pairs"], figures["searches"], figures["groups"]) == (None, None, {})


def test_speed_is_told_step_by_step() -> None:
    seen = measure_here(FaceSettings(engine="drawn"), rounds=1)
    steps = {"detect_cpu_ms", "quality_cpu_ms", "embed_cpu_ms", "frame_cpu_ms", "search_10000_cpu_ms"}
    assert steps <= set(seen)
    assert seen["peak_memory_mb"] > 0
