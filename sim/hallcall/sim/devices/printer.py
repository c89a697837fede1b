"""A simulated receipt printer: takes ESC/POS bytes, has paper, a cover and a knife, makes a picture of each ticket.

Without paper, with the cover open or the knife stuck it goes off line, and what is sent to it vanishes without a word.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from hallcall.hal.document import Align
from hallcall.sim.devices.paper import Paper, Style
from hallcall.sim.devices.printer_bytes import Op, next_op
from hallcall.sim.devices.rom_font import Look, load_rom

_DOTS_A_MM = 8
_LEVELS = {48: "l", 49: "m", 50: "q", 51: "h"}
_FIXED = 0x12
"""Bits that are set in every answer to ``DLE EOT``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTicket:
    """A ticket that fell out of the printer."""

    number: int
    """1 for the first."""
    image: Image.Image
    lines: tuple[str, ...]
    """What can be read on it; pictures cannot."""
    codes: tuple[str, ...]
    """Contents of its QR codes."""
    path: Path | None
    """Where its picture lies."""


class SimTicketPrinter:
    """The printer in the kiosk."""

    def __init__(
        self,
        *,
        width_dots: int = 576,
        speed_mm_s: float | None = None,
        out: Path | None = None,
        on_ticket: Callable[[PrintedTicket], None] | None = None,
        answers_marker: bool = True,
    ) -> None:
        """A printer full of paper.

        Args:
            width_dots: printable width.
            speed_mm_s: how fast paper moves; None: without delay.
            out: folder for ``ticket-0001.png`` and so on.
            on_ticket: called for every ticket that was cut, on the thread of the wire.
            answers_marker: whether it knows ``GS r``; some cheap ones do not.
        """
        self.unknown: list[str] = []
        """Commands it did not know."""
        self._width = width_dots
        self._speed_mm_s = speed_mm_s
        self._out = out
        self._on_ticket = on_ticket
        self._answers_marker = answers_marker
        self._lock = threading.RLock()
        self._wake: Callable[[], None] = lambda: None
        self._tickets: list[PrintedTicket] = []
        self._state = _State()
        self.power_on()

    @property
    def tickets(self) -> tuple[PrintedTicket, ...]:
        """Every ticket so far."""
        with self._lock:
            return tuple(self._tickets)

    def run_out(self, after_lines: int = 0) -> None:
        """Let the paper end, now or in the middle of the next ticket."""
        self._change(lines_left=after_lines, is_out=after_lines == 0)

    def run_low(self) -> None:
        """Let the sensor see the end of the roll coming."""
        self._change(is_low=True)

    def refill(self) -> None:
        """Put a new roll in; what was printed in part is torn off."""
        with self._lock:
            self._start_paper()
        self._change(is_out=False, is_low=False, lines_left=None)

    def open_cover(self) -> None:
        """Open the cover."""
        self._change(is_open=True)

    def close_cover(self) -> None:
        """Close the cover."""
        self._change(is_open=False)

    def jam_cutter(self) -> None:
        """Let the knife stick at its next cut."""
        self._change(will_jam=True)

    def repair_cutter(self) -> None:
        """Free the knife."""
        with self._lock:
            self._start_paper()
        self._change(will_jam=False, is_jammed=False)

    def set_online(self, is_online: bool) -> None:  # noqa: FBT001 - the only argument
        """Press the button that takes the printer off line or brings it back."""
        self._change(is_off=not is_online)

    def power_on(self) -> None:
        """The printer gets power: its memory is empty, paper and cover are as they were."""
        load_rom()
        with self._lock:
            self._buffer = bytearray()
            self._recent: tuple[int, ...] = ()
            self._replies: list[bytes] = []
            self._ready_at = 0.0
            self._asb: bytes | None = None
            self._is_chinese = False
            self._qr = {"module": 3, "level": 48, "data": b""}
            self._start_paper()

    def on_change(self, wake: Callable[[], None]) -> None:
        """Take what makes the wire look at the printer."""
        self._wake = wake

    def receive(self, data: bytes) -> list[bytes]:
        """Take bytes; questions for the status are answered at once, even in the middle of something else."""
        replies: list[bytes] = []
        with self._lock:
            for byte in data:
                self._recent = (*self._recent[-2:], byte)
                if self._recent[:2] == (0x10, 0x04) and 1 <= byte <= 4:
                    replies.append(bytes((self._state.answer(byte),)))
            self._buffer += data
        return replies

    def work(self, now: float) -> tuple[list[bytes], float | None]:
        """Work off what has come, as fast as the paper moves."""
        with self._lock:
            while now >= self._ready_at:
                found = next_op(self._buffer, is_chinese=self._is_chinese)
                if found is None:
                    break
                op, length = found
                del self._buffer[:length]
                rows = self._do(op) if not self._state.is_down or op.name == "GS a" else 0
                if self._speed_mm_s and rows:
                    self._ready_at = max(self._ready_at, now) + rows / _DOTS_A_MM / self._speed_mm_s
            self._push_status()
            replies, self._replies = self._replies, []
            return replies, self._ready_at if self._buffer and now < self._ready_at else None

    def _change(self, **news: bool | int | None) -> None:
        with self._lock:
            self._state = replace(self._state, **news)  # pyright: ignore[reportArgumentType] - names checked by replace
            if self._state.is_down:
                # What it has not printed yet, it works off at once, on nothing.
                self._ready_at = 0.0
        self._wake()

    def _push_status(self) -> None:
        """Tell of a change unasked, when that was asked for (ASB)."""
        status = self._state.automatic()
        if self._asb is not None and status != self._asb:
            self._asb = status
            self._replies.append(status)

    def _start_paper(self) -> None:
        self._paper = Paper(self._width)
        self._qr = {"module": 3, "level": 48, "data": b""}

    def _do(self, op: Op) -> int:
        """Carry out one command; returns the rows of paper it moved."""
        moves: dict[str, Callable[[], int]] = {
            "text": lambda: self._text(op.data),
            "LF": lambda: self._count(self._paper.line_feed()),
            "ESC J": lambda: self._paper.feed(op.data[0]),
            "ESC d": lambda: sum(self._paper.line_feed() for _ in range(op.data[0])),
            "GS v": lambda: self._count(self._paper.picture(int.from_bytes(op.data[1:3], "little"), op.data[5:])),
            "GS (k": lambda: self._code(op.data),
            "GS V": self._cut,
        }
        if move := moves.get(op.name):
            return move()
        self._set(op)
        return 0

    def _set(self, op: Op) -> None:
        """Carry out a command that moves no paper."""
        value = op.data[0] if op.data else 0
        if op.name == "GS a":
            self._asb = b"" if value else None
        elif op.name == "GS r":
            if self._answers_marker:
                self._replies.append(bytes((self._state.paper_sensor(),)))
        elif op.name in {"FS &", "FS ."}:
            self._is_chinese = op.name == "FS &"
        elif op.name == "ESC $":
            self._paper.move_to(int.from_bytes(op.data, "little"))
        elif op.name == "GS L":
            self._paper.style.margin = int.from_bytes(op.data, "little")
        elif op.name == "GS W":
            self._paper.style.width = int.from_bytes(op.data, "little")
        elif op.name == "HT":
            self._paper.tab()
        elif not _restyle(self._paper, op.name, value) and op.name not in _WITHOUT_EFFECT:
            self.unknown.append(op.name)

    def _text(self, data: bytes) -> int:
        try:
            character = data.decode("gb18030" if self._is_chinese else "cp437")
        except UnicodeDecodeError:
            character = "?"
        return self._count(self._paper.put(character, in_rom=len(data) <= 2))

    def _code(self, data: bytes) -> int:
        if data[0] != 49:
            self.unknown.append(f"GS ( k {data[0]}")
            return 0
        match data[1]:
            case 67:
                self._qr["module"] = data[2]
            case 69:
                self._qr["level"] = data[2]
            case 80:
                self._qr["data"] = data[3:]
            case 81:
                text = bytes(self._qr["data"]).decode("utf-8", errors="replace")
                return self._paper.code(text, int(self._qr["module"]), _LEVELS[int(self._qr["level"])])
            case _:
                pass
        return 0

    def _cut(self) -> int:
        if self._state.will_jam:
            self._change(will_jam=False, is_jammed=True)
            return 0
        lines, codes = tuple(self._paper.lines), tuple(self._paper.codes)
        if self._paper.is_blank:
            return 0
        image = self._paper.cut()
        number = len(self._tickets) + 1
        path = None
        if self._out is not None:
            self._out.mkdir(parents=True, exist_ok=True)
            path = self._out / f"ticket-{number:04}.png"
            image.save(path, dpi=(203, 203))
        ticket = PrintedTicket(number=number, image=image, lines=lines, codes=codes, path=path)
        self._tickets.append(ticket)
        if self._on_ticket:
            self._on_ticket(ticket)
        return 0

    def _count(self, rows: int) -> int:
        """Use up paper; it may end here."""
        if rows and self._state.lines_left is not None:
            left = self._state.lines_left - 1
            self._change(lines_left=left, is_out=left <= 0)
        return rows


@dataclass(frozen=True, slots=True)
class _State:
    """Paper, cover, knife, button."""

    is_out: bool = False
    is_low: bool = False
    is_open: bool = False
    will_jam: bool = False
    is_jammed: bool = False
    is_off: bool = False
    lines_left: int | None = None

    @property
    def is_down(self) -> bool:
        """Whether it prints nothing."""
        return self.is_out or self.is_open or self.is_jammed or self.is_off

    def answer(self, question: int) -> int:
        """The answer to ``DLE EOT``."""
        bits = {
            1: 0x08 * self.is_down,
            2: 0x04 * self.is_open | 0x20 * self.is_out | 0x40 * self.is_jammed,
            3: 0x08 * self.is_jammed,
            4: 0x0C * (self.is_low or self.is_out) | 0x60 * self.is_out,
        }
        return _FIXED | bits[question]

    def paper_sensor(self) -> int:
        """The answer to ``GS r 1``."""
        return 0x03 * (self.is_low or self.is_out) | 0x0C * self.is_out

    def automatic(self) -> bytes:
        """The four bytes of the automatic status."""
        first = 0x10 | 0x08 * self.is_down | 0x20 * self.is_open
        return bytes((first, 0x08 * self.is_jammed, self.paper_sensor(), 0))


_WITHOUT_EFFECT = frozenset({"DLE", "NUL", "CR", "ESC t", "ESC R", "ESC -", "ESC 2", "GS P", "GS f", "FS C"})
"""Commands that are understood and change nothing on this paper."""


def _restyle(paper: Paper, name: str, value: int) -> bool:
    """Carry out a command that changes how characters look; False when it is none."""
    style = paper.style
    look = style.look
    looks: dict[str, Look] = {
        "GS b": replace(look, smooth=bool(value & 1)),
        "ESC E": replace(look, bold=bool(value & 1)),
        "ESC G": replace(look, bold=bool(value & 1)),
        "ESC M": replace(look, small=bool(value & 1)),
        "GS !": replace(look, wide=(value >> 4 & 7) + 1, tall=(value & 7) + 1),
        "FS !": replace(look, wide=1 + (value >> 2 & 1), tall=1 + (value >> 3 & 1)),
        "FS W": replace(look, wide=1 + (value & 1), tall=1 + (value & 1)),
    }
    if name in looks:
        style.look = looks[name]
    elif name == "ESC @":
        paper.style = Style()
    elif name == "ESC a":
        style.align = (Align.LEFT, Align.CENTRE, Align.RIGHT)[value % 48]
    elif name == "ESC 3":
        style.pitch = value
    elif name == "GS B":
        style.is_reverse = bool(value & 1)
    else:
        return False
    return True
