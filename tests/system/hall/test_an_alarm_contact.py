"""A fire panel's contact in a running hall: the real server, `hallcall alarm`, and glass on the same machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hallcall.config.sample_halls import sample_hall_path
from hallcall.sim.devices import PtyWire
from hallcall.sim.devices.contacts import SimInputBoard
from hallcall.sim.devices.loudspeaker import SimLoudspeaker
from hallcall.sim.devices.relays import SimRelayBoard
from helpers.keeper_process import KeeperProcess, until
from helpers.server_process import ServerProcess, command_line
from helpers.voice_rig import make_pack

pytestmark = [pytest.mark.system, pytest.mark.feature("F113")]

PANEL, KEY = 0, 3
ROOM = '\n[[glass]]\nid = "back"\nzone = "A"\nhours = "private"\non_emergency = "clear"\n'
BACK = 1


@dataclass
class AlarmHall:
    """The community hall with a machine that has contacts, glass and a loudspeaker."""

    server: ServerProcess
    contacts: SimInputBoard
    board: SimRelayBoard
    speaker: SimLoudspeaker
    alarm: KeeperProcess
    glass: KeeperProcess
    voice: KeeperProcess

    def emergency(self) -> Any:
        admin = (self.server.data / "admin.token").read_text()
        return self.server.ask("GET", "/v1/snapshot", admin)["emergency"]

    def people_leave(self) -> bool:
        """Whether the glass is in its agreed state, read at the board."""
        return self.board.closed[BACK]

    def says_so(self, after: int) -> bool:
        """Whether the loudspeaker has said something new."""
        return len([sound for sound in self.speaker.heard() if sound.end]) > after


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[AlarmHall]:
    files = tmp_path / "hall"
    shutil.copytree(sample_hall_path("community"), files)
    (files / "hall.toml").write_text((files / "hall.toml").read_text() + ROOM)
    contacts, board, speaker = SimInputBoard(), SimRelayBoard(), SimLoudspeaker(tmp_path / "speaker")
    contacts.close(PANEL)
    pack = make_pack(tmp_path / "pack")
    with ExitStack() as started:
        inputs = started.enter_context(PtyWire(tmp_path / "inputs", contacts, baud=9600))
        relays = started.enter_context(PtyWire(tmp_path / "relays", board, baud=9600))
        server = started.enter_context(ServerProcess(tmp_path / "data", hall=str(files)))

        def program(name: str, paired_as: str, role: str, devices: str) -> KeeperProcess:
            return started.enter_context(KeeperProcess(server, tmp_path, name, paired_as, role, devices))

        def serial(wire: PtyWire) -> str:
            return f'transport = {{ kind = "serial", port = "{wire.path}", baud = 9600 }}\n'

        alarm = program(
            *("alarm", "alarm-1f", "device"),
            '[[device]]\nid = "contacts"\ndriver = "contact.modbus"\naddress = 1\n'
            f"normally_closed = {{ fire-panel = {PANEL} }}\nnormally_open = {{ key = {KEY} }}\n{serial(inputs)}",
        )
        glass = program(
            *("glass", "back", "display"),
            '[[device]]\nid = "glass"\ndriver = "glass.modbus"\naddress = 1\nprofile = "waveshare-8"\n'
            f"lease_ms = 2000\ndwell_ms = 300\nchannels = {{ back = {BACK} }}\n{serial(relays)}",
        )
        voice = program(
            *("voice", "A", "display"),
            '[[device]]\nid = "voice"\ndriver = "voice.announcer"\ntransport = { kind = "none" }\ngap_ms = 10\n'
            f'zones = {{ A = "hall" }}\nvoices = ["clips"]\nclips = "{pack}"\ncache = "{tmp_path / "cache"}"\n'
            f'program = "{speaker.program}"\n',
        )
        yield AlarmHall(server, contacts, board, speaker, alarm, glass, voice)


@pytest.mark.timeout(240)
def test_a_contact_begins_an_emergency_that_only_a_manager_ends(hall: AlarmHall) -> None:
    hall.contacts.close(KEY)
    until(hall.emergency)
    until(hall.people_leave)
    hall.contacts.open(KEY)
    hall.contacts.close(KEY)
    assert command_line("emergency", "off", "--reason", "a false alarm", data=hall.server.data).returncode == 0
    until(lambda: not hall.people_leave())

    # The key still says so, and so it does after a restart: that is the alarm that was ended, and no new one.
    hall.alarm.kill()
    hall.alarm.start()
    hall.contacts.open(PANEL)
    until(hall.emergency)
    assert command_line("emergency", "off", "--reason", "the panel too", data=hall.server.data).returncode == 0
    until(lambda: not hall.people_leave())
    assert hall.emergency() is None
    assert hall.alarm.stop() == 0


@pytest.mark.timeout(240)
def test_without_the_server_the_machines_own_glass_and_voice_tell_people_to_leave(hall: AlarmHall) -> None:
    hall.contacts.close(KEY)
    until(hall.people_leave)
    assert command_line("emergency", "off", "--reason", "it was a test", data=hall.server.data).returncode == 0
    until(lambda: not hall.people_leave())
    hall.server.kill()

    said = len([sound for sound in hall.speaker.heard() if sound.end])
    hall.contacts.open(PANEL)
    until(hall.people_leave)
    until(lambda: hall.says_so(said))

    for program in (hall.alarm, hall.glass, hall.voice):
        program.kill()
    until(lambda: not hall.people_leave())
    said = len([sound for sound in hall.speaker.heard() if sound.end])
    for program in (hall.glass, hall.voice, hall.alarm):
        program.start()
    until(hall.people_leave)
    until(lambda: hall.says_so(said))

    hall.server.start()
    until(hall.emergency)
    assert command_line("emergency", "off", "--reason", "all are out", data=hall.server.data).returncode == 0
    until(lambda: not hall.people_leave())


@pytest.mark.timeout(240)
def test_glass_and_voice_that_are_started_while_the_server_burns_know_that_people_must_leave(hall: AlarmHall) -> None:
    assert command_line("emergency", "on", data=hall.server.data).returncode == 0
    until(hall.people_leave)
    until(lambda: hall.says_so(0))
    hall.server.kill()
    for program in (hall.glass, hall.voice):
        program.kill()
    until(lambda: not hall.people_leave())
    said = len([sound for sound in hall.speaker.heard() if sound.end])
    for program in (hall.glass, hall.voice):
        program.start()
    until(hall.people_leave)
    until(lambda: hall.says_so(said))
