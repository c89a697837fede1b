"""Staff read the notice to somebody with a booking, enrol them, and delete them when they ask."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from hallcall.cli import face_gallery, main
from hallcall.core.booking.rules import BookingRules
from hallcall.sim.faces import draw_face, draw_people
from helpers.booking_hall import TUESDAY, at, booking_hall
from helpers.live_server import CARD, OTHER_CARD, HandClock, LiveServer

Captured = pytest.CaptureFixture[str]
ONE, OTHER = str(CARD["number"]), str(OTHER_CARD["number"])
pytestmark = [pytest.mark.feature("F033"), pytest.mark.feature("F236")]


def machine(folder: Path, assessment: str = "PIA-2026-01") -> str:
    path = folder / "machine.toml"
    path.write_text(
        'schema = 1\n[machine]\nid = "k1"\n[face]\nenabled = true\nengine = "drawn"\nhall = "haibin"\n'
        f'handler = "局"\ncontact = "12345"\nticket_days = 90\nfolder = "{folder}/face"\n'
        f'impact_assessment = "{assessment}"\n',
        encoding="utf-8",
    )
    return str(path)


def picture(folder: Path) -> str:
    path = folder / "person.png"
    Image.fromarray(draw_people([draw_face(1)])[:, :, ::-1]).save(path)
    return str(path)


def test_nobody_is_enrolled_who_has_not_agreed(tmp_path: Path, capsys: Captured) -> None:
    assert main(["face", "enroll", "B7K2", picture(tmp_path), "--machine", machine(tmp_path), "--lang", "en"]) == 2
    assert "Nobody has agreed to use their face for booking B7K2 today." in capsys.readouterr().err


def test_searching_needs_an_impact_assessment(tmp_path: Path, capsys: Captured) -> None:
    without = machine(tmp_path, assessment="")
    assert main(["face", "enroll", "B7K2", picture(tmp_path), "--machine", without, "--lang", "en"]) == 2
    assert "needs an impact assessment" in capsys.readouterr().err


def test_an_empty_gallery_counts_nobody_and_ends_old_days(tmp_path: Path, capsys: Captured) -> None:
    own = machine(tmp_path)
    assert main(["face", "gallery", "--machine", own, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["stored"], found["warning"], found["must_file"]) == (0, False, False)
    assert main(["face", "withdraw", "B7K2", "--machine", own, "--lang", "en"]) == 0
    assert "Nothing was stored" in capsys.readouterr().out


def test_a_person_with_a_booking_agrees_is_enrolled_and_takes_it_back(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, typed = machine(tmp_path), iter(("no", "yes"))
    monkeypatch.setattr(face_gallery, "_now", lambda: at("08:50", TUESDAY))
    monkeypatch.setattr("builtins.input", lambda _prompt="": next(typed))

    def say(*words: str) -> tuple[int, str]:
        code = main(["--lang", "en", *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    with LiveServer(tmp_path / "data", booking_hall(BookingRules()), HandClock()) as server:
        server.settings.address_file.write_text(server.url, encoding="utf-8")
        data = ("--data", str(tmp_path / "data"))
        _, said = say("book", "--item", "a1", "--slot", "2026-11-24T09:00", "--id", ONE, *data)
        found = re.search(r"Code (\d{8})", said)
        assert found is not None, said
        booking = found[1]
        asked = ("face", "consent", booking, "--machine", own, *data)
        assert say(*asked, "--id", OTHER)[1].strip() == f"This person has no booking {booking} today."
        refused, said = say(*asked, "--id", ONE)
        assert refused == 1
        assert "Before the camera: your choice" in said
        assert "Nothing was recorded" in said
        assert say("face", "enroll", booking, picture(tmp_path), "--machine", own)[0] == 2
        assert say(*asked, "--id", ONE)[0] == 0
    assert say("face", "enroll", booking, picture(tmp_path), "--machine", own)[0] == 0
    assert (
        "2026-11-24: people known 1, who agree 1; stored on this machine 1."
        in say("face", "gallery", "--machine", own)[1]
    )
    assert "is deleted" in say("face", "withdraw", booking, "--machine", own)[1]
    assert "people known 0, who agree 0; stored on this machine 0." in say("face", "gallery", "--machine", own)[1]
    assert ONE not in "".join(
        path.read_text(errors="replace") for path in (tmp_path / "face").rglob("*") if path.is_file()
    ), "no number of a document is kept"
