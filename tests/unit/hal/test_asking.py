"""Question and answer in step: an answer that comes late is never taken for that to the next question."""

from __future__ import annotations

import time

import pytest

from hallcall.core.errors import DeviceTimeout
from hallcall.hal import DeviceId
from hallcall.hal.asking import Questions

pytestmark = pytest.mark.feature("F210")

T = 0.1


class Wire:
    """Answers each question in its turn, each when it is told to: by default at once."""

    def __init__(self) -> None:
        self.delays: list[float] = []
        self.asked: list[str] = []
        self._coming: list[tuple[float, str]] = []

    def is_present(self) -> bool:
        return True

    def open(self) -> None:
        self._coming.clear()

    def write(self, data: bytes) -> None:
        self.asked.append(data.decode())
        after = max([time.monotonic(), *(at for at, _ in self._coming)])
        self._coming.append((after + (self.delays.pop(0) if self.delays else 0.0), data.decode()))

    def read_exact(self, count: int, deadline: float) -> bytes:
        assert count == 1
        at = self._coming[0][0] if self._coming else deadline
        if at >= deadline:
            time.sleep(max(0.0, deadline - time.monotonic()))
            raise DeviceTimeout("device.timeout", device=DeviceId("it"))
        time.sleep(max(0.0, at - time.monotonic()))
        return self._coming.pop(0)[1].encode()

    def read_pending(self) -> bytes:
        arrived = [text for at, text in self._coming if at <= time.monotonic()]
        del self._coming[: len(arrived)]
        return "".join(arrived).encode()

    def discard_input(self) -> None:
        self.read_pending()

    def close(self) -> None:
        """Nothing to give back."""


class Clerk:
    """Asks; believes whatever answer comes first, as most protocols force one to."""

    def __init__(self, *, marks: bool = False) -> None:
        self.wire = Wire()
        self.heard: list[str] = []
        mark = self._mark if marks else None
        self.questions = Questions(self.wire, T, mark=mark)

    def ask(self, letter: str) -> str:
        return self.questions.ask_twice(lambda: self._exchange(letter))

    def _exchange(self, letter: str) -> str:
        self.wire.write(letter.encode())
        return self.wire.read_exact(1, time.monotonic() + T).decode()

    def _mark(self) -> None:
        self.wire.write(b"!")
        deadline = time.monotonic() + T
        while self.wire.read_exact(1, deadline) != b"!":
            pass


@pytest.mark.parametrize("marks", [False, True])
@pytest.mark.parametrize("delays", [[1.3 * T], [1.7 * T], [1.3 * T, 0.2 * T], [1.3 * T, 1.3 * T, 1.3 * T]])
def test_each_question_gets_its_own_answer_or_none(delays: list[float], marks: bool) -> None:
    clerk = Clerk(marks=marks)
    assert clerk.ask("a") == "a"
    clerk.wire.delays = delays
    for letter in "bcdefg":
        try:
            assert clerk.ask(letter) == letter
        except DeviceTimeout:
            continue
    assert clerk.ask("h") == "h"


def test_the_answer_to_a_question_of_a_process_that_was_killed_is_nobodys() -> None:
    for marks in (False, True):
        clerk = Clerk(marks=marks)
        clerk.wire.delays = [0.5 * T]
        clerk.wire.write(b"x")
        clerk.questions.begin()
        assert clerk.ask("a") == "a"


def test_a_question_whose_answer_came_in_time_is_followed_by_the_next_at_once() -> None:
    clerk = Clerk()
    began_at = time.monotonic()
    for letter in "abcde":
        clerk.ask(letter)
    assert time.monotonic() - began_at < T


def test_what_is_owed_is_waited_for_no_longer_when_nobody_asked_meanwhile() -> None:
    clerk = Clerk()
    clerk.wire.delays = [10.0]
    with pytest.raises(DeviceTimeout):
        clerk.ask("a")
    clerk.wire.open()
    time.sleep(T)
    assert clerk.questions.is_in_step
    began_at = time.monotonic()
    assert clerk.ask("b") == "b"
    assert time.monotonic() - began_at < T
