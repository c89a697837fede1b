"""Packets of R307, AS608 and other optical fingerprint modules of that family.

::

    EF 01 | address, 4 bytes | kind | length, 2 bytes | content | sum, 2 bytes          high byte first
    command: kind 01, content = instruction and parameters      answer: kind 07, content = confirmation code and data

The length counts content and sum; the sum is over kind, length and content.

Source:
    R307 user manual, chapters 3 and 4 (data package format, instructions, confirmation codes), as published by several
    vendors; the packets in the tests are those of the manual's examples.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

START = b"\xef\x01"
EVERYBODY = 0xFFFFFFFF
"""The address every module is delivered with."""
_HEAD = len(START) + 4 + 1 + 2
_LONGEST = 256 + 2


class Kind(IntEnum):
    """What a packet is."""

    COMMAND = 0x01
    DATA = 0x02
    ANSWER = 0x07
    LAST_DATA = 0x08


class Instruction(IntEnum):
    """First byte of a command."""

    GET_IMAGE = 0x01
    IMAGE_TO_FEATURES = 0x02
    """Parameter: buffer 1 or 2."""
    MATCH = 0x03
    """Compares buffers 1 and 2; answers a score of two bytes."""
    SEARCH = 0x04
    """Parameters: buffer, first page, count; answers page and score."""
    MAKE_MODEL = 0x05
    STORE = 0x06
    """Parameters: buffer, page."""
    DELETE = 0x0C
    """Parameters: first page, count."""
    READ_SYSTEM = 0x0F
    VERIFY_PASSWORD = 0x13
    COUNT = 0x1D
    """Answers how many fingers are stored."""


class Confirmation(IntEnum):
    """First byte of an answer."""

    OK = 0x00
    RECEIVE_ERROR = 0x01
    NO_FINGER = 0x02
    IMAGE_FAILED = 0x03
    IMAGE_MESSY = 0x06
    """Too dry, too wet, dirty or smeared."""
    TOO_FEW_FEATURES = 0x07
    """The finger covers too little of the window."""
    NO_MATCH = 0x08
    NOT_FOUND = 0x09
    NOT_COMBINED = 0x0A
    """The two images are not of one finger."""
    BAD_PAGE = 0x0B
    DELETE_FAILED = 0x10
    WRONG_PASSWORD = 0x13
    NO_IMAGE = 0x15
    FLASH_ERROR = 0x18


_ANSWER_BYTES = {Instruction.MATCH: 3, Instruction.SEARCH: 5, Instruction.READ_SYSTEM: 17, Instruction.COUNT: 3}
"""Confirmation code and data; elsewhere the code alone."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet."""

    kind: int
    content: bytes
    address: int = EVERYBODY


@dataclass(frozen=True, slots=True)
class System:
    """What READ_SYSTEM answers, as far as it is used."""

    capacity: int
    """How many fingers it can store."""
    security: int
    """1-5: how alike two fingers must be."""


def encode(packet: Packet) -> bytes:
    """The bytes of a packet."""
    counted = bytes((packet.kind,)) + (len(packet.content) + 2).to_bytes(2, "big") + packet.content
    return START + packet.address.to_bytes(4, "big") + counted + _sum(counted)


def command(instruction: Instruction, parameters: bytes = b"", address: int = EVERYBODY) -> bytes:
    """The bytes of a command."""
    return encode(Packet(Kind.COMMAND, bytes((instruction,)) + parameters, address))


def decode_system(data: bytes) -> System | None:
    """What READ_SYSTEM answered: eight words, of which the third is the capacity and the fourth the security level."""
    if len(data) != 16:
        return None
    return System(int.from_bytes(data[4:6], "big"), int.from_bytes(data[6:8], "big"))


def can_answer(instruction: Instruction, content: bytes) -> bool:
    """Whether an answer of that content may be that to an instruction; answers do not say to what they are.

    Source:
        R307 user manual, chapter 4: lengths of the acknowledge packages. A refusal may be shorter.
    """
    length = _ANSWER_BYTES.get(instruction, 1)
    return len(content) == length or (len(content) == 1 and content[0] != Confirmation.OK)


class Framer:
    """Finds packets in a stream and finds its way back after noise.

    Attributes:
        rejected: how many times something began like a packet and was none.
    """

    def __init__(self) -> None:
        self.rejected = 0
        self._buffer = bytearray()

    @property
    def needed(self) -> int:
        """How many bytes may be read next without reading past the end of the present packet; at least 1."""
        have = len(self._buffer)
        if have >= _HEAD and self._buffer.startswith(START):
            return max(1, _HEAD + self._length() - have)
        return max(1, _HEAD - have)

    def feed(self, data: bytes) -> list[Packet]:
        """Take what came; the packets that are now complete and whole."""
        self._buffer += data
        packets: list[Packet] = []
        while self._align():
            end = _HEAD + self._length()
            if len(self._buffer) < end:
                break
            counted, check = bytes(self._buffer[6 : end - 2]), bytes(self._buffer[end - 2 : end])
            if check == _sum(counted):
                address = int.from_bytes(self._buffer[2:6], "big")
                packets.append(Packet(counted[0], counted[3:], address))
                del self._buffer[:end]
            else:
                self._reject()
        return packets

    def _align(self) -> bool:
        while True:
            at = self._buffer.find(START)
            if at < 0:
                del self._buffer[: max(0, len(self._buffer) - 1)]
                return False
            del self._buffer[:at]
            if len(self._buffer) < _HEAD:
                return False
            if 3 <= self._length() <= _LONGEST:
                return True
            self._reject()

    def _length(self) -> int:
        return int.from_bytes(self._buffer[_HEAD - 2 : _HEAD], "big")

    def _reject(self) -> None:
        self.rejected += 1
        del self._buffer[0]


def _sum(counted: bytes) -> bytes:
    return (sum(counted) & 0xFFFF).to_bytes(2, "big")
