"""``hallcall bench face`` measures each engine in a process of its own, so that memory is the engine's alone."""

from __future__ import annotations

import json

import pytest

from hallcall.cli import main

pytestmark = pytest.mark.system


@pytest.mark.feature("F237")
def test_the_command_measures_in_a_process_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "face", "--engine", "drawn", "--engine", "eigen", "--lang", "en"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["drawn"]["speed"]["frame_cpu_ms"] > 0
    assert "no face engine" in printed["eigen"]["error"]
