"""The latest picture of a camera, in memory that two processes share: one writes, any number read, nobody waits.

::

    header | slot 0: its header, pixels | slot 1: its header, pixels       frame n lies in slot n % 2

The memory is a file without a name (``memfd_create(2)``): it is on no disk, in no core dump, and gone with the last
process that holds it, however that ended. A reader that was overtaken finds out by the slot's sequence number, and by
the checksum where a processor shows writes in another order than they were made; it then takes the newer frame.
"""

from __future__ import annotations

import mmap
import os
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

_HEADER: Final = 128
_SLOT_HEADER: Final = 64
_WORD: Final = 8
_BYTES_A_PIXEL: Final = 3
_TRIES: Final = 4

# Words of the header.
_LATEST, _ISSUED, _LATEST_NS, _SAME, _DARK, _ODD_SIZE = range(6)
# Words of a slot's header; an odd sequence number: it is being written.
_SEQUENCE, _NUMBER, _AT_NS, _WIDTH, _HEIGHT, _CHECKSUM = range(6)


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture."""

    number: int
    """Counts up; gaps are pictures that nobody took."""
    at: float
    """When it was taken, ``time.monotonic``."""
    width: int
    height: int
    pixels: bytes = field(repr=False)
    """Blue, green, red, a byte each, row by row from the top without padding."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """What the writer tells of itself besides pictures."""

    latest: int
    """Number of the latest frame, 0 when there is none."""
    at: float
    """When that came, ``time.monotonic``."""
    same: int
    """How many frames before the latest were the same, byte for byte."""
    dark: int
    """How many of the latest frames, one after the other, showed next to nothing."""
    is_odd_size: bool
    """The frames have another size than was asked for."""


class FrameMemory:
    """The memory and its layout. Owned by the driver; the process that writes gets its number.

    Attributes:
        handle: the file's number in this process.
    """

    def __init__(self, width: int, height: int, handle: int = -1, *, is_reader: bool = False) -> None:
        """Make room for frames of at most ``width`` times ``height`` pixels, or take the room that ``handle`` is."""
        self._pixels = width * height * _BYTES_A_PIXEL
        size = _HEADER + 2 * (_SLOT_HEADER + self._pixels)
        if handle < 0:
            handle = os.memfd_create("hallcall-frames", os.MFD_CLOEXEC)
            os.ftruncate(handle, size)
        self.handle = handle
        self._map = mmap.mmap(handle, size, prot=mmap.PROT_READ if is_reader else mmap.PROT_READ | mmap.PROT_WRITE)
        self._map.madvise(mmap.MADV_DONTDUMP)
        self._bytes = memoryview(self._map)
        self._words = self._bytes[:_HEADER].cast("Q")
        starts = [_HEADER + place * (_SLOT_HEADER + self._pixels) for place in range(2)]
        self._heads = [self._bytes[start : start + _SLOT_HEADER].cast("Q") for start in starts]
        self._rooms = [self._bytes[start + _SLOT_HEADER : start + _SLOT_HEADER + self._pixels] for start in starts]

    @property
    def path(self) -> str:
        """Where another process of the same user finds it while this one lives."""
        return f"/proc/{os.getpid()}/fd/{self.handle}"

    def pulse(self) -> Pulse:
        """How the writer is."""
        words = self._words
        return Pulse(
            latest=words[_LATEST],
            at=words[_LATEST_NS] / 1e9,
            same=words[_SAME],
            dark=words[_DARK],
            is_odd_size=bool(words[_ODD_SIZE]),
        )

    def wipe(self) -> None:
        """Leave nothing to be seen. Only while nobody writes."""
        issued = self._words[_ISSUED]
        for place in range(_HEADER // _WORD):
            self._words[place] = 0
        # Numbers go on: a reader must not take a new frame for one that it has had.
        self._words[_ISSUED] = issued
        for head, room in zip(self._heads, self._rooms, strict=True):
            head[_NUMBER] = 0
            room[:] = bytes(self._pixels)

    def write(self, pixels: memoryview, width: int, height: int, *, is_dark: bool, is_odd_size: bool) -> None:
        """Show a frame; ``pixels`` are its bytes, at most as many as there is room for."""
        number = self._words[_ISSUED] + 1
        head, room = self._heads[number % 2], self._rooms[number % 2]
        checksum = zlib.crc32(pixels)
        before = self._heads[1 - number % 2]
        is_same = before[_NUMBER] == number - 1 and number > 1 and before[_CHECKSUM] == checksum
        # Odd whatever it was: a writer that was killed may have left it so.
        sequence = head[_SEQUENCE] + 1 | 1
        head[_SEQUENCE] = sequence
        room[: len(pixels)] = pixels
        head[_NUMBER], head[_AT_NS], head[_CHECKSUM] = number, time.monotonic_ns(), checksum
        head[_WIDTH], head[_HEIGHT] = width, height
        head[_SEQUENCE] = sequence + 1
        words = self._words
        words[_ISSUED] = number
        words[_SAME] = words[_SAME] + 1 if is_same else 0
        words[_DARK] = words[_DARK] + 1 if is_dark else 0
        words[_LATEST_NS], words[_ODD_SIZE] = head[_AT_NS], int(is_odd_size)
        words[_LATEST] = number

    def read(self, after: int) -> Frame | None:
        """The latest frame unless it is number ``after``; None: there is none, or it changes faster than one reads."""
        for _ in range(_TRIES):
            number = self._words[_LATEST]
            if number in {0, after}:
                return None
            head, room = self._heads[number % 2], self._rooms[number % 2]
            sequence, width, height = head[_SEQUENCE], head[_WIDTH], head[_HEIGHT]
            size = width * height * _BYTES_A_PIXEL
            if sequence % 2 or size > self._pixels:
                continue
            frame = Frame(head[_NUMBER], head[_AT_NS] / 1e9, width, height, bytes(room[:size]))
            checksum = head[_CHECKSUM]
            if head[_SEQUENCE] == sequence and frame.number >= number and zlib.crc32(frame.pixels) == checksum:
                return frame
        return None

    def close(self) -> None:
        """Let go of it."""
        for view in (*self._heads, *self._rooms, self._words, self._bytes):
            view.release()
        self._map.close()
        with suppress(OSError):
            os.close(self.handle)


class FrameReader:
    """What a preview takes its pictures from: the latest one only, copied once, not more often than it needs."""

    def __init__(self, path: str, width: int, height: int, *, fps: float = 15.0) -> None:
        """Look where a camera's frames are.

        Args:
            path: of the ``CameraView``.
            width: of the ``CameraView``.
            height: of the ``CameraView``.
            fps: how many frames a second are wanted at most.

        Raises:
            FileNotFoundError: the program that owned the camera has ended.
        """
        self._memory = FrameMemory(width, height, os.open(path, os.O_RDONLY | os.O_CLOEXEC), is_reader=True)
        self._period_s = 1 / fps
        self._due_at = 0.0
        self._last = 0

    def take(self) -> Frame | None:
        """The latest frame, once; None when it is no newer than the one before, or too early for another."""
        now = time.monotonic()
        if now < self._due_at:
            return None
        frame = self._memory.read(self._last)
        if frame is not None:
            self._last = frame.number
            # From when it was due, not from when it came: pictures keep their pace.
            self._due_at = max(self._due_at + self._period_s, now + self._period_s / 2)
        return frame

    def close(self) -> None:
        """Let go of the memory."""
        self._memory.close()
