"""A process that obeys: JSON lines in on its standard input, JSON lines out on its standard output.

The parent asks by ``Actor.call``; the child answers from ``serve_lines``. When the parent dies the child's input ends,
and the child with it.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TextIO

from hallcall.sim.orphans import end_with_us

_STOP_S = 8.0
_POLL_S = 0.06


class ActorError(Exception):
    """The other process said no, or is gone."""


class Obey(Protocol):
    """Carries out one request of the parent."""

    def __call__(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer; raises ``ActorError`` to say no."""
        ...


def answer(request: dict[str, Any], obey: Obey) -> str:
    """One request carried out, as the line to send back."""
    try:
        said = {"id": request.get("id"), "ok": True, **obey(request)}
    except ActorError as refused:
        said = {"id": request.get("id"), "ok": False, "why": str(refused)}
    return json.dumps(said, ensure_ascii=False)


def take_output() -> TextIO:
    """Standard output for answers alone: whatever else this process prints goes to its error output from now on."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    return answers


def serve_lines(obey: Obey) -> None:
    """Obey until the input ends."""
    with take_output() as answers:
        for line in sys.stdin:
            answers.write(answer(json.loads(line), obey) + "\n")


class Actor:
    """A child process that obeys. Its error output goes to a log file."""

    def __init__(
        self, name: str, command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self.name = name
        self.log = log
        with log.open("ab") as file:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=file,
                env={**os.environ, **(environment or {})},
                text=True,
                encoding="utf-8",
            )
        end_with_us(self.process)
        self._ids = itertools.count(1)
        self._answers: dict[int, queue.Queue[dict[str, Any]]] = {}
        self._lock = threading.Lock()
        self._listener = threading.Thread(target=self._listen, name=f"actor-{name}")
        self._listener.start()

    def call(self, do: str, *, within_s: float = 20.0, **values: Any) -> dict[str, Any]:
        """Ask for something and wait for the answer.

        Raises:
            ActorError: the process says no, does not answer in time or is gone.
        """
        number = next(self._ids)
        box: queue.Queue[dict[str, Any]] = queue.Queue()
        with self._lock:
            self._answers[number] = box
        stdin = self.process.stdin
        assert stdin is not None  # noqa: S101 - opened as a pipe
        try:
            with self._lock:
                stdin.write(json.dumps({"id": number, "do": do, **values}, ensure_ascii=False) + "\n")
                stdin.flush()
            said = box.get(timeout=within_s)
        except (OSError, ValueError, queue.Empty) as error:
            gone = "" if self.is_running else f", it ended with {self.process.returncode}"
            raise ActorError(f"{self.name} did not answer to {do} {values}{gone}: see {self.log}") from error
        finally:
            with self._lock:
                self._answers.pop(number, None)
        if not said["ok"]:
            raise ActorError(f"{self.name}: {do} {values}: {said['why']}")
        return said

    def wait_until(self, wanted: Callable[[], bool], what: str, *, within_s: float = 20.0) -> float:
        """Poll until ``wanted()``; returns the seconds it took.

        Raises:
            ActorError: it did not come true in time.
        """
        begin = time.monotonic()
        while not wanted():
            if time.monotonic() - begin > within_s:
                raise ActorError(f"{self.name}: {what} did not happen within {within_s} s: see {self.log}")
            time.sleep(_POLL_S)
        return time.monotonic() - begin

    def has(self, name: str, *, within_s: float = 20.0) -> bool:
        """Whether something is on this screen and can be touched."""
        return bool(self.call("has", name=name, within_s=within_s)["has"])

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self.process.poll() is None

    def stop(self) -> None:
        """End the process by closing its input; killed when it does not go."""
        with contextlib.suppress(OSError, ValueError):
            if self.process.stdin is not None:
                self.process.stdin.close()
        try:
            self.process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._listener.join()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _listen(self) -> None:
        stdout = self.process.stdout
        assert stdout is not None  # noqa: S101 - opened as a pipe
        for line in stdout:
            with contextlib.suppress(json.JSONDecodeError):
                said = json.loads(line)
                with self._lock:
                    box = self._answers.get(said.get("id"))
                if box is not None:
                    box.put(said)
        with self._lock:
            for box in self._answers.values():
                box.put({"ok": False, "why": f"the process has ended: see {self.log}"})
