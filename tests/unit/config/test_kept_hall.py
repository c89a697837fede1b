"""A server that starts again does not read the hall's files again, unless they have changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hallcall.config import load_hall, load_hall_kept, loader, sample_hall_path
from hallcall.core.errors import ConfigError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_hall_path("community"), tmp_path / "hall"))


def test_what_is_kept_is_what_the_files_say(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "hall.kept"
    assert load_hall_kept(folder, kept) == load_hall(folder)
    assert load_hall_kept(folder, kept) == load_hall(folder)


def test_a_second_start_reads_no_file_of_the_hall(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_hall_kept(folder, tmp_path / "hall.kept")
    monkeypatch.setattr(loader, "load_hall", lambda _: pytest.fail("the files were read again"))
    assert load_hall_kept(folder, tmp_path / "hall.kept") == first


def test_a_changed_file_is_read(folder: Path, tmp_path: Path) -> None:
    load_hall_kept(folder, tmp_path / "hall.kept")
    file = folder / "hall.toml"
    text = file.read_text(encoding="utf-8")
    code = load_hall(folder).code
    file.write_text(text.replace(f'"{code}"', f'"{code}-2"'), encoding="utf-8")
    assert load_hall_kept(folder, tmp_path / "hall.kept").code == f"{code}-2"


def test_a_fault_in_a_changed_file_is_told_although_a_hall_is_kept(folder: Path, tmp_path: Path) -> None:
    load_hall_kept(folder, tmp_path / "hall.kept")
    (folder / "hall.toml").write_text("[hall\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        load_hall_kept(folder, tmp_path / "hall.kept")


@pytest.mark.parametrize("damage", [b"", b"short", bytes(400)])
def test_a_damaged_kept_hall_only_costs_time(folder: Path, tmp_path: Path, damage: bytes) -> None:
    kept = tmp_path / "hall.kept"
    hall = load_hall_kept(folder, kept)
    whole = kept.read_bytes()
    for content in (damage, whole[: len(whole) // 2], whole[:-1] + bytes([whole[-1] ^ 0xFF])):
        kept.write_bytes(content)
        assert load_hall_kept(folder, kept) == hall


def test_where_nothing_can_be_kept_the_hall_is_read_all_the_same(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    assert load_hall_kept(folder, tmp_path / "taken") == load_hall(folder)
    assert [file.name for file in tmp_path.iterdir() if "taken." in file.name] == []
