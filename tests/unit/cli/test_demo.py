"""What the demo is: windows, a page for a browser, or files, by who asks and where."""

from __future__ import annotations

import socket

import pytest

from hallcall.cli import main
from hallcall.sim.demo import wants_page, wants_windows

pytestmark = pytest.mark.feature("F244")


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def test_who_sits_at_a_terminal_without_a_display_sees_the_page(no_display: None) -> None:
    assert wants_page(is_endless=True)
    assert not wants_windows(None)


def test_who_has_a_display_sees_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert not wants_page(is_endless=True)
    assert wants_windows(None)


@pytest.mark.parametrize(
    ("options", "is_terminal", "opened"),
    [
        ([], True, "page"),
        ([], False, "visits"),
        (["--visits", "3"], True, "visits"),
        (["--out", "demo"], True, "visits"),
        (["--page"], False, "page"),
        (["--no-page"], True, "visits"),
    ],
)
def test_a_script_and_who_asks_for_visits_or_files_get_a_demo_that_ends(
    options: list[str], is_terminal: bool, opened: str, no_display: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def open_page(**_: object) -> int:
        done.append("page")
        return 0

    monkeypatch.setattr("sys.stdout.isatty", lambda: is_terminal)
    monkeypatch.setattr("hallcall.cli.demo.theatre", open_page)
    monkeypatch.setattr("hallcall.sim.demo.run_demo", lambda _settings, _say: done.append("visits"))
    assert main(["demo", *options]) == 0
    assert done == [opened]


@pytest.mark.parametrize("command", [["sim", "theatre"], ["demo", "--page"]])
def test_a_port_that_is_taken_is_named(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hallcall.config.logs.log_to_stderr", lambda _level: None)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main([*command, "--port", str(port), "--lang", "en"]) == 2
    assert str(port) in capsys.readouterr().err
