"""`hallcall glass` and `hallcall led` on a machine that is not what they need."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.server_process import Said, command_line

pytestmark = [pytest.mark.feature("F108"), pytest.mark.feature("F112")]

BARE = 'schema = 1\n[machine]\nid = "m1"\n'
LED = (
    '[[device]]\nid = "board"\ndriver = "led.generic"\naddress = 1\ntemplate = "text-8"\n'
    'transport = { kind = "serial", port = "/dev/none" }\n'
)


def keep(folder: Path, command: str, machine: str | None) -> Said:
    (folder / "it.token").write_text("token")
    if machine is not None:
        (folder / "machine.toml").write_text(machine)
    return command_line(
        *(command, "front", "--machine", str(folder / "machine.toml"), "--token-file", str(folder / "it.token"))
    )


@pytest.mark.parametrize(
    ("command", "word"), [("glass", "smart glass"), ("led", "window-12"), ("pagers", "pager.frames")]
)
def test_a_machine_without_such_a_device_is_told_so(tmp_path: Path, command: str, word: str) -> None:
    said = keep(tmp_path, command, BARE)
    assert said.returncode == 1
    assert word in said.stderr


def test_a_board_whose_name_tells_no_counter_is_none(tmp_path: Path) -> None:
    assert keep(tmp_path, "led", BARE + LED).returncode == 1


@pytest.mark.parametrize("command", ["glass", "led"])
def test_a_machines_file_that_is_missing_is_named(tmp_path: Path, command: str) -> None:
    said = keep(tmp_path, command, None)
    assert said.returncode == 2
    assert "machine.toml" in said.stderr


def test_a_board_that_nobody_knows_is_a_finding_with_those_that_are_known(tmp_path: Path) -> None:
    said = keep(tmp_path, "led", BARE + LED.replace("text-8", "text-9"))
    assert said.returncode == 2
    assert "number-sum" in said.stderr
