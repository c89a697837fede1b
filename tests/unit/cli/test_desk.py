"""A clerk at the command line: signs in once, calls, serves, and is told plainly what is refused."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from hallcall.cli import main
from hallcall.cli.machine import write_token
from helpers.live_server import CARD, OTHER_CARD, PASSWORD, LiveServer

pytestmark = pytest.mark.feature("F085")
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with LiveServer(tmp_path / "data") as live:
        body = {"clerk": "1003", "name": "李华", "password": PASSWORD}
        assert live.admin.post("/v1/admin/clerks", body).is_success
        yield live


class Terminal:
    """The terminal of counter 3, which serves both queues."""

    def __init__(self, server: LiveServer, folder: Path, captured: Captured) -> None:
        self._server = server
        self._captured = captured
        self.token = write_token(folder / "C3.token", server.pair("counter", "C3").token)
        self.password = folder / "password"
        self.password.write_text(PASSWORD)
        self.session = folder / "C3.session"

    def say(self, *words: str, lang: str = "en") -> tuple[int, str, str]:
        """Exit code and what was printed."""
        where = ["--counter", "3", "--server", self._server.url, "--token-file", str(self.token)]
        code = main(["--lang", lang, *words, *where])
        said = self._captured.readouterr()
        return code, said.out.strip(), said.err.strip()

    def sign_in_and(self, *words: str, clerk: str = "1003") -> tuple[int, str, str]:
        return self.say(*words, "--clerk", clerk, "--password-file", str(self.password))


@pytest.fixture
def terminal(server: LiveServer, tmp_path: Path, capsys: Captured) -> Terminal:
    return Terminal(server, tmp_path, capsys)


def test_the_next_number_of_any_queue_of_the_counter_is_called_and_served_to_the_end(
    server: LiveServer, terminal: Terminal
) -> None:
    kiosk = server.pair("kiosk", "K1")
    kiosk.do("ticket.issue", item="b1", document=CARD)
    server.clock.turn(1)
    kiosk.do("ticket.issue", item="a2", document=OTHER_CARD)
    assert terminal.sign_in_and("next") == (0, "Counter 3 calls B001  Item b1", "")
    server.clock.turn(60)
    assert terminal.say("recall")[:2] == (0, "Counter 3 recalls B001  Item b1")
    assert terminal.say("start", lang="zh-CN")[:2] == (0, "3 号窗口开始办理 B001  事项b1")
    assert terminal.say("finish")[:2] == (0, "Counter 3 has finished B001  Item b1")
    assert terminal.say("next", lang="zh-CN")[:2] == (0, "3 号窗口呼叫 A001  事项a2")
    server.clock.turn(60)
    assert terminal.say("recall")[:2] == (0, "Counter 3 recalls A001  Item a2")
    server.clock.turn(600)
    assert terminal.say("pass")[:2] == (0, "Counter 3 passed A001  Item a2")


@pytest.mark.parametrize(("lang", "sentence"), [("en", "Nobody is waiting"), ("zh-CN", "没有")])
def test_a_refusal_is_a_sentence_and_exit_code_1(terminal: Terminal, lang: str, sentence: str) -> None:
    terminal.sign_in_and("next")
    code, out, err = terminal.say("next", lang=lang)
    assert (code, out) == (1, "")
    assert sentence in err


def test_a_wrong_password_signs_nobody_in(terminal: Terminal) -> None:
    terminal.password.write_text("wrong")
    code, out, err = terminal.sign_in_and("next")
    assert (code, out, bool(err)) == (1, "", True)
    assert not terminal.session.exists()


def test_the_session_is_kept_for_its_owner_alone_until_the_clerk_signs_out(
    server: LiveServer, terminal: Terminal
) -> None:
    terminal.sign_in_and("next")
    assert stat.S_IMODE(terminal.session.stat().st_mode) == 0o600
    token = terminal.session.read_text()
    assert terminal.say("sign-out")[:2] == (0, "Counter 3 is signed out.")
    assert not terminal.session.exists()
    assert server.caller(token).send("call.next", counter=3).status_code == 401
    assert "Nobody is signed in" in terminal.say("sign-out")[1]


def test_a_session_that_is_over_is_forgotten(server: LiveServer, terminal: Terminal) -> None:
    terminal.sign_in_and("next")
    server.caller(terminal.session.read_text()).post("/v1/logout")
    assert terminal.say("next") == (1, "", "The session is over. Please sign in again.")
    assert not terminal.session.exists()
    assert terminal.say("next")[0] == 2, "without a terminal nobody can be asked"


def test_a_session_may_come_by_the_environment_and_is_written_nowhere(
    server: LiveServer, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pair("kiosk", "K1").do("ticket.issue", item="a1", document=CARD)
    machine = server.caller(terminal.token.read_text())
    token = machine.post("/v1/login", {"clerk": "1003", "password": PASSWORD}).json()["token"]
    monkeypatch.setenv("HALLCALL_SESSION", token)
    assert terminal.say("next")[:2] == (0, "Counter 3 calls A001  Item a1")
    assert not terminal.session.exists()


def test_at_a_terminal_the_clerk_is_asked(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or "1003")
    monkeypatch.setattr("getpass.getpass", lambda question: asked.append(question) or PASSWORD)
    assert terminal.say("next")[0] == 1
    assert len(asked) == 2
    assert terminal.session.exists()
    terminal.say("next")
    assert len(asked) == 2, "signed in once"
