"""An emergency in a hall of real processes: every screen and board, and those that are switched on while it burns."""

from __future__ import annotations

from pathlib import Path

import pytest

from hallcall.sim.emergency_hall import EmergencyHall
from helpers.server_process import command_line

pytestmark = [pytest.mark.system, pytest.mark.feature("F113"), pytest.mark.timeout(300)]


def test_every_screen_and_board_tells_people_to_leave_also_when_it_is_switched_on_without_the_server(
    tmp_path: Path,
) -> None:
    with EmergencyHall(tmp_path) as hall:
        server = hall.processes.server
        hall.watch()
        assert command_line("emergency", "on", data=server.data).returncode == 0
        assert set(hall.seen_at()) == {"kiosk", "wall", "counter", "window", "led", "glass"}

        server.kill()
        for name, again in hall.switch_on_again().items():
            again.wait_until(
                lambda again=again, name=name: hall.words_of(name, signed_in=False) in again.call("texts")["texts"],
                f"{name} telling people to leave",
                within_s=60,
            )
        server.start()
        assert command_line("emergency", "off", "--reason", "all are back", data=server.data).returncode == 0
        hall.wait_for_rest()
