"""Frames of second-generation ID card readers (SAM-V modules, "SDT").

::

    AA AA AA 96 69 | length, 2 bytes, high first | body | check
    request body = CMD PARA data      reply body = SW1 SW2 SW3 data

The length counts the body and the check byte; the check is the XOR of length and body.

Source:
    GA 467-2013 (safety module of ID card readers) and public descriptions of the SDT serial protocol; the frames in
    the tests are published ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from operator import xor

PREAMBLE = bytes.fromhex("AAAAAA9669")
_SHORTEST = len(PREAMBLE) + 2 + 2 + 1
"""A request without data: preamble, length, command, check."""
_LONGEST_BODY = 4096
"""More than text, photo and two fingerprints; a longer length is noise."""
_LEAST_CARD = 4 + 256
"""Two lengths and the text."""


class Command(IntEnum):
    """CMD and PARA of a request, as one number."""

    RESET = 0x10FF
    STATUS = 0x11FF
    SAM_ID = 0x12FF
    FIND = 0x2001
    SELECT = 0x2002
    READ = 0x3001
    """Text and photo."""
    READ_FINGERPRINT = 0x3010
    """Text, photo and fingerprints."""
    READ_ADDRESS = 0x3003
    """The newest address, where one was added."""


class Answer(IntEnum):
    """SW3, the part of a reply that says how it went."""

    OK = 0x90
    FOUND = 0x9F
    CHECKSUM = 0x10
    LENGTH = 0x11
    BAD_COMMAND = 0x21
    UNRECOGNISED = 0x24
    CARD_REFUSED_BY_SAM = 0x31
    SAM_REFUSED_BY_CARD = 0x32
    INFO_CHECK = 0x33
    WRONG_CARD = 0x40
    READ_FAILED = 0x41
    RANDOM_FAILED = 0x47
    SELF_TEST = 0x60
    SAM_UNAUTHORISED = 0x66
    NO_CARD = 0x80
    SELECT_FAILED = 0x81
    NO_ITEM = 0x91


_ABOUT_CARDS = frozenset({Answer.FOUND, Answer.NO_CARD, Answer.SELECT_FAILED, Answer.READ_FAILED})


@dataclass(frozen=True, slots=True)
class Reply:
    """What the reader said."""

    answer: int
    """SW3; usually one of :class:`Answer`."""
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Request:
    """What the reader is asked."""

    command: int
    """CMD and PARA; usually one of :class:`Command`."""
    data: bytes = b""


def encode_frame(body: bytes) -> bytes:
    """The frame around ``body``."""
    counted = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + counted + bytes((reduce(xor, counted),))


def encode_request(request: Request) -> bytes:
    """The frame of a request."""
    return encode_frame(request.command.to_bytes(2, "big") + request.data)


def encode_reply(reply: Reply) -> bytes:
    """The frame of a reply, SW1 and SW2 zero as in every published one."""
    return encode_frame(bytes((0, 0, reply.answer)) + reply.data)


def decode_request(body: bytes) -> Request | None:
    """The request in ``body``, or None when it is too short to be one."""
    return Request(int.from_bytes(body[:2], "big"), body[2:]) if len(body) >= 2 else None


def decode_reply(body: bytes) -> Reply | None:
    """The reply in ``body``, or None when it is too short to be one."""
    return Reply(body[2], body[3:]) if len(body) >= 3 else None


def can_answer(command: Command, reply: Reply) -> bool:
    """Whether ``reply`` may be that to ``command``; replies do not say to what they are.

    Source:
        Published frames: STATUS is answered by ``90``, FIND by ``9F`` and four bytes or by ``80``, SELECT by ``90`` and
        eight bytes or by ``81``, READ by ``90`` with card data or by ``41``. Refusals are the same for all.
    """
    is_card = len(reply.data) >= _LEAST_CARD
    match command:
        case Command.FIND:
            return reply.answer not in {Answer.OK, Answer.SELECT_FAILED, Answer.READ_FAILED}
        case Command.SELECT:
            return reply.answer != Answer.FOUND and not is_card
        case Command.READ:
            return is_card if reply.answer == Answer.OK else reply.answer != Answer.FOUND
        case _:
            return not reply.data and reply.answer not in _ABOUT_CARDS


class Framer:
    """Finds frames in a stream and finds its way back after noise.

    Attributes:
        rejected: how many times something began like a frame and was none.
    """

    def __init__(self) -> None:
        self.rejected = 0
        self._buffer = bytearray()

    @property
    def needed(self) -> int:
        """How many bytes may be read next without reading past the end of the present frame; at least 1."""
        have = len(self._buffer)
        if have >= len(PREAMBLE) + 2 and self._buffer.startswith(PREAMBLE):
            return len(PREAMBLE) + 2 + self._length() - have
        return max(1, _SHORTEST - have)

    def feed(self, data: bytes) -> list[bytes]:
        """Take what came; the bodies of the frames that are now complete and whole."""
        self._buffer += data
        bodies: list[bytes] = []
        while self._align():
            end = len(PREAMBLE) + 2 + self._length()
            if len(self._buffer) < end:
                break
            counted = self._buffer[len(PREAMBLE) : end]
            if reduce(xor, counted) == 0:
                bodies.append(bytes(counted[2:-1]))
                del self._buffer[:end]
            else:
                self._reject()
        return bodies

    def _align(self) -> bool:
        """Bring the next frame with a possible length to the front; False when more bytes are needed to tell."""
        while True:
            start = self._buffer.find(PREAMBLE)
            if start < 0:
                # The tail may be the beginning of a preamble.
                del self._buffer[: max(0, len(self._buffer) - (len(PREAMBLE) - 1))]
                return False
            del self._buffer[:start]
            if len(self._buffer) < len(PREAMBLE) + 2:
                return False
            if 3 <= self._length() <= _LONGEST_BODY:
                return True
            self._reject()

    def _length(self) -> int:
        return int.from_bytes(self._buffer[len(PREAMBLE) : len(PREAMBLE) + 2], "big")

    def _reject(self) -> None:
        self.rejected += 1
        del self._buffer[0]


@dataclass(frozen=True, slots=True)
class CardData:
    """The data of a reply to READ."""

    text: bytes
    """256 bytes, see :mod:`hallcall.hal.codec.idtext`."""
    photo: bytes
    """1024 bytes of WLT."""


def decode_card_data(data: bytes) -> CardData | None:
    """Cut the data of a READ reply: two lengths, high byte first, then text and photo. None when it does not fit."""
    if len(data) < 4:
        return None
    text, photo = int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big")
    if len(data) != 4 + text + photo:
        return None
    return CardData(data[4 : 4 + text], data[4 + text :])
