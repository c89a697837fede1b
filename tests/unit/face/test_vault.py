"""What is kept of a face can be read by this hall, on this day, with this engine, and by nobody afterwards."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from hallcall.core.errors import FaceError
from hallcall.face import Template
from hallcall.face.vault import CREDENTIAL, Enrolled, FaceVault, Sealed, read_root

TODAY = date(2026, 11, 27)
ENGINE = "0123456789ab"
ROOT = bytes(range(32))
BOUND = Sealed(subject="5f", day=TODAY, engine_id=ENGINE)
pytestmark = [pytest.mark.feature("F031"), pytest.mark.feature("F236")]


def enrolled(engine_id: str = ENGINE) -> Enrolled:
    vector = np.random.default_rng(1).standard_normal(128).astype(np.float32)
    return Enrolled(booking="B7K2", template=Template(engine_id, vector))


@pytest.fixture
def vault(tmp_path: Path) -> FaceVault:
    return FaceVault(tmp_path / "days", ROOT, "haibin")


def refusal(vault: FaceVault, sealed: bytes, bound: Sealed = BOUND) -> str:
    with pytest.raises(FaceError) as refused:
        vault.unseal(sealed, bound)
    return refused.value.code


def test_what_was_sealed_comes_out_again_also_after_a_restart(vault: FaceVault, tmp_path: Path) -> None:
    sealed = vault.seal(BOUND, enrolled())
    found = FaceVault(tmp_path / "days", ROOT, "haibin").unseal(sealed, BOUND)
    assert found.booking == "B7K2"
    assert np.array_equal(found.template.vector, enrolled().template.vector)


def test_a_file_tells_neither_the_face_nor_the_booking(vault: FaceVault) -> None:
    sealed = vault.seal(BOUND, enrolled())
    assert enrolled().template.to_bytes()[:16] not in sealed
    assert b"B7K2" not in sealed
    assert sealed != vault.seal(BOUND, enrolled()), "each is encrypted anew"


def test_the_day_ends_and_nothing_brings_its_faces_back(vault: FaceVault, tmp_path: Path) -> None:
    sealed = vault.seal(BOUND, enrolled())
    assert vault.end_day(TODAY)
    assert refusal(vault, sealed) == "face.day_ended", "the process that sealed it"
    again = FaceVault(tmp_path / "days", ROOT, "haibin")
    assert refusal(again, sealed) == "face.day_ended", "root and template files in hand"
    assert list((tmp_path / "days").iterdir()) == [], "no rest of the key"
    again.seal(Sealed(subject="60", day=TODAY, engine_id=ENGINE), enrolled())
    assert refusal(again, sealed) == "face.template_changed", "a new key of the same hall, day and root is another key"
    assert not vault.end_day(date(2026, 11, 26)), "a day without faces has nothing to end"


def test_the_key_is_overwritten_before_it_is_deleted(vault: FaceVault, tmp_path: Path) -> None:
    vault.seal(BOUND, enrolled())
    (kept,) = (tmp_path / "days").iterdir()
    other_name = tmp_path / "same-blocks"
    other_name.hardlink_to(kept)
    before = other_name.read_bytes()
    vault.end_day(TODAY)
    assert other_name.read_bytes() != before
    assert len(other_name.read_bytes()) == len(before)


@pytest.mark.parametrize("place", [0, 5, 40, -40, -1])
def test_one_changed_byte_is_seen(vault: FaceVault, place: int) -> None:
    sealed = bytearray(vault.seal(BOUND, enrolled()))
    sealed[place] ^= 1
    assert refusal(vault, bytes(sealed)).startswith("face.")


@pytest.mark.parametrize("sealed", [b"", b"\n", b"[]\n", b"x" * 600])
def test_what_is_no_template_is_refused(vault: FaceVault, sealed: bytes) -> None:
    vault.seal(BOUND, enrolled())
    assert refusal(vault, sealed) == "face.template_changed"


def test_a_cut_template_is_refused(vault: FaceVault) -> None:
    sealed = vault.seal(BOUND, enrolled())
    head = sealed.index(b"\n")
    for end in (head + 1, head + 8, head + 20, len(sealed) - 1):
        assert refusal(vault, sealed[:end]) == "face.template_changed"


@pytest.mark.parametrize(
    ("bound", "code"),
    [
        (Sealed(subject="5f", day=date(2026, 11, 28), engine_id=ENGINE), "face.other_day"),
        (Sealed(subject="5f", day=TODAY, engine_id="ffffffffffff"), "face.other_engine"),
        (Sealed(subject="60", day=TODAY, engine_id=ENGINE), "face.template_changed"),
    ],
)
def test_another_day_engine_or_person_is_named(vault: FaceVault, bound: Sealed, code: str) -> None:
    assert refusal(vault, vault.seal(BOUND, enrolled()), bound) == code


def test_another_hall_is_named_and_cannot_read_it_by_lying(vault: FaceVault, tmp_path: Path) -> None:
    sealed = vault.seal(BOUND, enrolled())
    other = FaceVault(tmp_path / "days", ROOT, "nanshan")
    assert refusal(other, sealed) == "face.other_hall"
    assert refusal(other, sealed.replace(b"haibin", b"nanshan")) == "face.key_changed"
    assert other.pseudonym("booking:B7K2") != vault.pseudonym("booking:B7K2"), "two halls' records cannot be joined"


def test_a_face_of_another_engine_is_not_sealed(vault: FaceVault) -> None:
    with pytest.raises(FaceError) as refused:
        vault.seal(BOUND, enrolled("ffffffffffff"))
    assert refused.value.code == "face.other_engine"


def test_another_root_cannot_read_it(vault: FaceVault, tmp_path: Path) -> None:
    sealed = vault.seal(BOUND, enrolled())
    assert refusal(FaceVault(tmp_path / "days", bytes(32), "haibin"), sealed) == "face.key_changed"


def test_the_root_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "face" / "root.key"
    root = read_root(path)
    assert read_root(path) == root
    assert path.stat().st_mode & 0o777 == 0o400
    path.chmod(0o440)
    with pytest.raises(FaceError) as refused:
        read_root(path)
    assert refused.value.code == "face.key_open"


def test_a_short_root_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "root.key"
    path.write_bytes(b"short")
    path.chmod(0o400)
    with pytest.raises(FaceError) as refused:
        read_root(path)
    assert refused.value.code == "face.key_changed"


def test_systemd_may_give_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / CREDENTIAL).write_bytes(ROOT)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert read_root(tmp_path / "root.key") == ROOT
    assert not (tmp_path / "root.key").exists()


def test_a_program_that_compares_faces_leaves_no_memory_dump() -> None:
    program = (
        "import resource\n"
        "from hallcall.face.registry import start_engine\n"
        "from hallcall.face.settings import FaceSettings\n"
        "start_engine(FaceSettings(is_enabled=True, engine='drawn'))\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout == "(0, 0)\n"
