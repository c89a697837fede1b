"""Several simulated devices on one pair of wires: all hear everything, and where two answer, nobody is understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hallcall.sim.devices.wire import SimDevice


class SimLine:
    """Several boards on one line. Where two answer at once, their answers collide."""

    def __init__(self, boards: Sequence[SimDevice]) -> None:
        self.boards = tuple(boards)

    def power_on(self) -> None:
        """All boards get power."""
        for board in self.boards:
            board.power_on()

    def on_change(self, wake: Callable[[], None]) -> None:
        """Boards speak only when asked."""
        for board in self.boards:
            board.on_change(wake)

    def receive(self, data: bytes) -> list[bytes]:
        """Every board hears everything."""
        answers = [answer for board in self.boards for answer in board.receive(data)]
        return answers if len(answers) < 2 else [_collided(answers[0], answers[1])]

    def work(self, now: float) -> tuple[list[bytes], float | None]:
        """What each board does by itself."""
        times = [again for _, again in (board.work(now) for board in self.boards) if again is not None]
        return [], min(times, default=None)


def _collided(first: bytes, second: bytes) -> bytes:
    """Two answers on one pair of wires, the second begun two bytes later: where both drive the line, ones are lost."""
    both = bytes(one & other for one, other in zip(first[2:], second[:-2], strict=False))
    return first[:2] + both + second[-2:]
