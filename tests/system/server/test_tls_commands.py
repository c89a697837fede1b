"""The command line makes the authority, enrols machines and loses them, against a server process with TLS."""

from __future__ import annotations

import contextlib
import io
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from hallcall.cli import main
from hallcall.client import HallLink, LinkSettings
from hallcall.core.errors import Refused
from hallcall.server.settings import ServerSettings
from helpers.server_process import Said, ServerProcess, command_line

pytestmark = pytest.mark.system


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    made = command_line("ca", "init", "--address", "10.0.0.5", "--name", "hall.local", data=folder)
    assert made.returncode == 0
    return folder


@pytest.fixture
def server(data: Path) -> Iterator[ServerProcess]:
    with ServerProcess(data) as process:
        yield process


def here(*arguments: str) -> Said:
    """A command that has no data folder."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["--lang", "en", *arguments])
    return Said(code, out.getvalue(), err.getvalue())


def test_the_authority_is_made_once_and_its_key_is_its_owner_s(data: Path) -> None:
    assert stat.S_IMODE((data / "ca.key").stat().st_mode) == 0o400
    shown = command_line("ca", "show", data=data)
    fingerprint = shown.stdout.split()[-1]
    assert re.fullmatch("[0-9a-f]{64}", fingerprint)
    before = (data / "ca.crt").read_bytes()
    again = command_line("ca", "init", data=data)
    assert (again.returncode, again.stdout) == (2, "")
    assert "already" in again.stderr
    assert (data / "ca.crt").read_bytes() == before


def test_showing_an_authority_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert command_line("ca", "show", data=tmp_path / "none").returncode == 2


@pytest.mark.feature("F239", "F215")
def test_a_machine_is_enrolled_works_and_is_revoked_by_commands(
    server: ServerProcess, data: Path, tmp_path: Path
) -> None:
    assert server.url.startswith("https://127.0.0.1:")
    paired = command_line("server", "pair", "--role", "display", "--device", "W1", data=data)
    assert paired.returncode == 0, paired.stderr
    command = paired.stdout.splitlines()[1].partition("hallcall ")[2].split()
    folder = tmp_path / "machine"
    enrolled = here(*command, "--dir", str(folder))
    assert enrolled.returncode == 0, enrolled.stderr
    token = folder / "W1.token"
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
    assert sorted(path.name for path in folder.iterdir()) == ["W1.tls", "W1.token"]
    used = here(*command, "--dir", str(folder))
    assert (used.returncode, used.stdout) == (2, "")
    board = here("show", "board", "W1", "--server", server.url, "--token-file", str(token), "--json")
    assert board.returncode == 0, board.stderr
    listed = command_line("server", "devices", data=data)
    assert re.search(r"display W1, paired on \d{4}-\d\d-\d\d, certificate until \d{4}-\d\d-\d\d", listed.stdout)
    revoked = command_line("server", "revoke", "--role", "display", "--device", "W1", data=data)
    assert revoked.returncode == 0
    settings = LinkSettings(url=server.url, token=token.read_text(), certificates=token.with_suffix(".tls"))
    link = HallLink(settings, _Nobody())
    link.start(follow=False)
    try:
        with pytest.raises(Refused, match="token_unknown"):
            link.request("GET", "/v1/hall").result(10)
    finally:
        link.close()
    assert "display W1, revoked" in command_line("server", "devices", data=data).stdout


class _Nobody:
    """Hears nothing."""

    def on_hall(self, _: object) -> None:
        pass

    on_snapshot = on_event = on_beat = on_link = on_hall


def test_a_wrong_fingerprint_is_said_in_a_sentence(server: ServerProcess, data: Path, tmp_path: Path) -> None:
    said = here("enrol", server.url, "--code", "7KQM-3XWA", "--fingerprint", "00" * 32, "--dir", str(tmp_path / "m"))
    assert (said.returncode, said.stdout) == (2, "")
    assert "Something else answers" in said.stderr
    assert list((tmp_path / "m").iterdir()) == []


@pytest.mark.feature("F215")
def test_plain_text_beyond_this_machine_needs_a_word(tmp_path: Path) -> None:
    refused = command_line("server", "--host", "10.0.0.5", "--port", "0", data=tmp_path / "plain")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "hallcall ca init" in refused.stderr
    assert not (tmp_path / "plain").exists()


def test_settings_know_whether_facts_leave_the_machine_in_plain_text(data: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    assert not ServerSettings(data=plain).is_plain_outside
    assert not ServerSettings(data=plain, host="::1").is_plain_outside
    assert ServerSettings(data=plain, host="10.0.0.5", plain_http=True).is_plain_outside
    assert not ServerSettings(data=data, host="10.0.0.5").is_plain_outside
    assert ServerSettings(data=data, host="10.0.0.5", plain_http=True).is_plain_outside
    ServerSettings(data=data, host="10.0.0.5").check_door()
    ServerSettings(data=plain, host="10.0.0.5", plain_http=True).check_door()
