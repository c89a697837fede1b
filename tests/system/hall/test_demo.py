"""The demo that a newcomer types."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

STEPS = ("card_laid", "issued", "called", "on_the_wall", "started", "served")
FILES = {"kiosk.png": (1080, 1920), "wall.png": (1920, 1080), "counter.png": (1280, 720)}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    out = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "hallcall.cli", "--lang", "en", "demo", "--visits", "3", "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False, cwd=out)
    return done, out


def visits(out: Path) -> list[dict[str, Any]]:
    return json.loads((out / "timeline.json").read_text(encoding="utf-8"))["visits"]


@pytest.mark.system
@pytest.mark.timeout(300)
@pytest.mark.feature("F210", "F093", "F170")
def test_the_demo_ends_by_itself_and_leaves_pictures_of_the_real_applications(
    demo: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, out = demo
    assert done.returncode == 0, done.stderr
    for name, size in FILES.items():
        with Image.open(out / name) as picture:
            assert picture.size == size
            assert len(picture.convert("L").getcolors() or ()) > 5, f"{name} is empty"
    assert len(list(out.glob("ticket-*.png"))) == 3
    assert "Done: all 3 visitors were served." in done.stdout


@pytest.mark.system
@pytest.mark.feature("F062", "F124", "F170")
def test_each_visit_goes_from_the_card_to_the_end_in_this_order(
    demo: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    _, out = demo
    assert len(visits(out)) == 3
    for visit in visits(out):
        assert visit["touches"] <= 3
        times = [datetime.fromisoformat(visit[step]) for step in STEPS]
        assert times == sorted(times), visit
        assert datetime.fromisoformat(visit["printed"]) > datetime.fromisoformat(visit["issued"])


@pytest.mark.system
@pytest.mark.feature("F036")
def test_the_timeline_names_nobody_in_full(demo: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    done, out = demo
    text = (out / "timeline.json").read_text(encoding="utf-8") + done.stdout + done.stderr
    assert all("*" in visit["name"] for visit in visits(out))
    assert "440399" not in text
