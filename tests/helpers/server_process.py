"""The server as a real process of the command line, on the community hall at ten o'clock on a working day."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import httpx
import structlog
from ulid import ULID

from hallcall.cli import main

TEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday 23 November 2026, 10:00 in the hall."""


@dataclass(frozen=True)
class Said:
    """What a command said."""

    returncode: int
    stdout: str
    stderr: str


def command_line(*arguments: str, data: Path | None = None) -> Said:
    """Run ``hallcall`` in English to its end."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), logging_put_back():
        code = main(["--lang", "en", *arguments, *(() if data is None else ("--data", str(data)))])
    return Said(code, out.getvalue(), err.getvalue())


@contextlib.contextmanager
def logging_put_back() -> Iterator[None]:
    """What a command does to the logging of its process is undone: here the process is that of the tests."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        root.handlers[:], root.level = handlers, level
        structlog.reset_defaults()


class ServerProcess:
    """``hallcall server``; can be killed and started again on the same data and port."""

    def __init__(self, data: Path, *, hall: str = "community", database: str | None = None) -> None:
        self.data = data
        self.hall = hall
        self.database = database
        self.port = 0
        self.url = ""
        self.process: subprocess.Popen[str]
        self._offset_s = TEN.timestamp() - time.time()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop()
        self._close()

    def start(self) -> None:
        arguments = ["--data", str(self.data), "--hall", self.hall, "--port", str(self.port)]
        if self.database is not None:
            arguments += ["--database", self.database]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hallcall.cli", "server", *arguments, "--clock-offset-s", str(self._offset_s)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONFAULTHANDLER": "1"},
        )
        assert self.process.stdout is not None
        word, self.url = self.process.stdout.readline().split()
        assert word == "ready"
        self.port = int(self.url.rpartition(":")[2])

    def set_clock(self, now: datetime) -> None:
        """The time at which the next start happens."""
        self._offset_s = now.timestamp() - time.time()

    def kill(self) -> None:
        """``kill -9``."""
        self.process.kill()
        self.process.wait()
        self._close()

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=20)
        self._close()
        return code

    def ask(self, method: str, path: str, token: str, body: Any = None) -> Any:
        """One request that must succeed."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = httpx.request(method, self.url + path, json=body, headers=headers, trust_env=False)
        assert answer.is_success, answer.text
        return answer.json()

    def pair(self, role: str, device: str) -> str:
        """The token of a paired machine."""
        admin = (self.data / "admin.token").read_text()
        code = self.ask("POST", "/v1/admin/pairing-codes", admin, {"role": role, "device": device})["code"]
        return self.ask("POST", "/v1/pair", "", {"code": code})["token"]

    def open_counter(self, number: int = 1) -> str:
        """The token of a clerk who sits at a counter."""
        admin = (self.data / "admin.token").read_text()
        who = {"clerk": str(1000 + number), "password": "a-long-enough-password"}
        self.ask("POST", "/v1/admin/clerks", admin, {**who, "name": "李"})
        return self.ask("POST", "/v1/login", self.pair("counter", f"C{number}"), who)["token"]

    def send(self, http: httpx.Client, token: str, name: str, body: Any, *, within_s: float = 60.0) -> httpx.Response:
        """A command with one key, sent until the server has answered, as a kiosk does."""
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(ULID())}
        deadline = time.monotonic() + within_s
        while True:
            try:
                answer = http.post(f"{self.url}/v1/commands/{name}", json=body, headers=headers)
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.status_code < 500:
                return answer
            assert time.monotonic() < deadline
            time.sleep(0.3)  # a server that starts wants the processor for itself

    def _close(self) -> None:
        if self.process.stdout is not None:
            self.process.stdout.close()
