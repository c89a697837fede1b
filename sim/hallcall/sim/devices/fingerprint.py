"""A simulated fingerprint module: fingers are words, two looks at one word are alike."""

from __future__ import annotations

import threading
from collections.abc import Callable

_START = b"\xef\x01\xff\xff\xff\xff"
_OK, _NO_FINGER, _MESSY, _NO_MATCH, _NOT_FOUND, _NOT_COMBINED, _BAD_PAGE = 0x00, 0x02, 0x06, 0x08, 0x09, 0x0A, 0x0B
_WRONG_PASSWORD, _NO_IMAGE = 0x13, 0x15
_SCORE = 120


class SimFingerprint:
    """The module; its packets are built from offsets, apart from the driver's codec."""

    def __init__(self, *, capacity: int = 1000, password: int = 0) -> None:
        self.stored: dict[int, str] = {}
        """Templates by page; they survive a power cut."""
        self._capacity = capacity
        self._password = password
        self._lock = threading.Lock()
        self._buffer = bytearray()
        self._finger = ""
        self._is_dirty = False
        self._image = ""
        self._features = ["", ""]

    def lay(self, finger: str, *, dirty: bool = False) -> None:
        """Lay a finger on the window."""
        with self._lock:
            self._finger, self._is_dirty = finger, dirty

    def lift(self) -> None:
        """Take it away."""
        self.lay("")

    def power_on(self) -> None:
        """It gets power; its buffers are empty."""
        with self._lock:
            self._buffer.clear()
            self._image, self._features = "", ["", ""]

    def on_change(self, wake: Callable[[], None]) -> None:
        """It speaks only when asked; kept for the protocol of the wire."""

    def work(self, now: float) -> tuple[list[bytes], float | None]:  # noqa: ARG002 - it has no clock
        """Nothing to do between commands."""
        return [], None

    def receive(self, data: bytes) -> list[bytes]:
        """Answer every whole command."""
        with self._lock:
            self._buffer += data
            replies: list[bytes] = []
            while (at := self._buffer.find(_START)) >= 0 and len(self._buffer) >= at + 9:
                end = at + 9 + int.from_bytes(self._buffer[at + 7 : at + 9], "big")
                if len(self._buffer) < end:
                    break
                counted, check = bytes(self._buffer[at + 6 : end - 2]), bytes(self._buffer[end - 2 : end])
                del self._buffer[:end]
                if check == (sum(counted) % 65536).to_bytes(2, "big") and counted[0] == 1:
                    replies.append(_packet(self._answer(counted[3], counted[4:])))
            return replies

    def _answer(self, instruction: int, given: bytes) -> bytes:
        answers: dict[int, Callable[[bytes], bytes]] = {
            0x01: self._get_image,
            0x02: self._to_features,
            0x03: self._match,
            0x04: self._search,
            0x05: self._make_model,
            0x06: self._store,
            0x0C: self._delete,
            0x0F: lambda _: (
                bytes((_OK, 0, 0, 0, 9))
                + self._capacity.to_bytes(2, "big")
                + bytes((0, 3, *[255] * 4))
                + bytes((0, 2, 0, 6))
            ),
            0x13: lambda given: bytes((_OK if given == self._password.to_bytes(4, "big") else _WRONG_PASSWORD,)),
            0x1D: lambda _: bytes((_OK,)) + len(self.stored).to_bytes(2, "big"),
        }
        return answers[instruction](given)

    def _get_image(self, given: bytes) -> bytes:
        del given
        self._image = self._finger
        return bytes((_OK if self._finger else _NO_FINGER,))

    def _to_features(self, given: bytes) -> bytes:
        if not self._image:
            return bytes((_NO_IMAGE,))
        if self._is_dirty:
            return bytes((_MESSY,))
        self._features[given[0] - 1] = self._image
        return bytes((_OK,))

    def _match(self, given: bytes) -> bytes:
        del given
        first, second = self._features
        return bytes((_OK, 0, _SCORE)) if first == second else bytes((_NO_MATCH, 0, 0))

    def _search(self, given: bytes) -> bytes:
        finger = self._features[given[0] - 1]
        page = next((page for page, known in sorted(self.stored.items()) if known == finger), None)
        if page is None:
            return bytes((_NOT_FOUND, 0, 0, 0, 0))
        return bytes((_OK,)) + page.to_bytes(2, "big") + bytes((0, _SCORE))

    def _make_model(self, given: bytes) -> bytes:
        del given
        first, second = self._features
        return bytes((_OK if first and first == second else _NOT_COMBINED,))

    def _store(self, given: bytes) -> bytes:
        page = int.from_bytes(given[1:3], "big")
        if page >= self._capacity:
            return bytes((_BAD_PAGE,))
        self.stored[page] = self._features[given[0] - 1]
        return bytes((_OK,))

    def _delete(self, given: bytes) -> bytes:
        self.stored.pop(int.from_bytes(given[:2], "big"), None)
        return bytes((_OK,))


def _packet(content: bytes) -> bytes:
    counted = b"\x07" + (len(content) + 2).to_bytes(2, "big") + content
    return _START + counted + (sum(counted) % 65536).to_bytes(2, "big")
