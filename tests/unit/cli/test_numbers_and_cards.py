"""Checking numbers and recorded cards on the command line."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pytest

from hallcall.cli import main
from hallcall.core.identity import DocumentKind
from hallcall.sim.devices.idcard import encode_text, fake_photo
from hallcall.sim.devices.people import fictional_card


@pytest.mark.feature("F023")
def test_a_number_is_checked_and_shown_masked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["id", "11010519491231002x"]) == 0
    said = capsys.readouterr().out
    assert "110***********002X" in said
    assert "19491231" not in said


@pytest.mark.feature("F023", "F024")
@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["id", "110105194912310021"], "check each digit"),
        (["id", "110105491231002"], "15"),
        (["uscc", "91350100M000100Y44"], "check each"),
    ],
)
def test_a_wrong_number_gives_one_sentence_and_no_traceback(
    command: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", *command]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert said in lines[0].lower()


@pytest.mark.feature("F024")
def test_a_credit_code_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["uscc", "91350100m000100y43"]) == 0
    assert "91350100M000100Y43" in capsys.readouterr().out


@pytest.mark.feature("F021", "F022")
@pytest.mark.parametrize("kind", list(DocumentKind))
def test_a_recorded_card_of_each_kind_is_read_with_the_readers_own_decoder(
    kind: DocumentKind, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = fictional_card(random.Random(1), kind, today=date(2026, 11, 23))
    fixture = tmp_path / "card.bin"
    fixture.write_bytes(encode_text(card) + fake_photo("x"))
    assert main(["hal", "sim", "idcard", "--fixture", str(fixture)]) == 0
    read = json.loads(capsys.readouterr().out)
    assert (read["kind"], read["number"], read["name"]) == (kind.value, card.number, card.name)
    assert read["photo_bytes"] == 1024


def test_a_missing_recording_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "hal", "sim", "idcard", "--fixture", "/nonexistent.bin"]) == 2
    assert capsys.readouterr().err.strip() == "/nonexistent.bin cannot be read."
