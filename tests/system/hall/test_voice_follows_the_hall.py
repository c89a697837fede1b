"""Spoken calls in a running hall: the real server, the real `hallcall voice`, a virtual loudspeaker."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from hallcall.config.sample_halls import sample_hall_path
from hallcall.sim.devices.loudspeaker import SimLoudspeaker
from helpers.keeper_process import until
from helpers.server_process import ServerProcess, command_line
from helpers.voice_rig import make_pack

pytestmark = [pytest.mark.system, pytest.mark.feature("F097")]


@pytest.mark.feature("F113")
@pytest.mark.feature("F229")
def test_a_call_is_heard_in_its_zone_and_an_emergency_at_once(tmp_path: Path) -> None:
    speaker = SimLoudspeaker(tmp_path / "speaker")
    pack = make_pack(tmp_path / "pack")
    files = tmp_path / "hall"
    shutil.copytree(sample_hall_path("community"), files)
    (files / "hall.toml").write_text((files / "hall.toml").read_text() + "\n[rules.call]\nconfirm_s = 5\n")
    with ServerProcess(tmp_path / "data", hall=str(files)) as server, httpx.Client(trust_env=False) as http:
        admin = (server.data / "admin.token").read_text()
        clerk = server.open_counter(1)
        hall = server.ask("GET", "/v1/hall", clerk)
        zone = hall["zones"][0]["id"]
        (tmp_path / "machine.toml").write_text(
            'schema = 1\n[machine]\nid = "v1"\n[[device]]\nid = "voice"\ndriver = "voice.announcer"\n'
            f'transport = {{ kind = "none" }}\nzones = {{ {zone} = "hall" }}\nvoices = ["clips"]\nclips = "{pack}"\n'
            f'cache = "{tmp_path / "cache"}"\nprogram = "{speaker.program}"\ngap_ms = 10\n'
        )
        (tmp_path / "voice.token").write_text(server.pair("display", zone))
        keeper = subprocess.Popen(
            [
                *(sys.executable, "-m", "hallcall.cli", "voice", zone, "--server", server.url),
                *("--machine", str(tmp_path / "machine.toml"), "--token-file", str(tmp_path / "voice.token")),
            ],
            stderr=subprocess.DEVNULL,
        )

        def confirmed() -> set[str]:
            """Channels that have confirmed the call."""
            entries = server.ask("GET", "/v1/audit?most=1000", admin)["entries"]
            settled = [entry["data"] for entry in entries if entry["type"] == "call.settled"]
            return {reached["channel"] for one in settled for reached in one["reached"]}

        try:
            assert server.send(http, clerk, "ticket.issue", {"item": hall["items"][0]["code"]}).is_success
            assert server.send(http, clerk, "call.next", {"counter": 1}).is_success
            until(lambda: len([sound for sound in speaker.heard() if sound.end]) == 2)
            assert {sound.output for sound in speaker.heard()} == {"hall"}
            until(lambda: "voice" in confirmed())
            before = {sound.file for sound in speaker.heard()}
            assert command_line("emergency", "on", data=server.data).returncode == 0
            until(lambda: any(sound.end for sound in speaker.heard() if sound.file not in before))
            keeper.terminate()
            assert keeper.wait(timeout=20) == 0
        finally:
            if keeper.poll() is None:
                keeper.kill()
                keeper.wait()
