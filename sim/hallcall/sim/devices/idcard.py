"""A simulated ID card reader: takes SDT frames, answers as a SAM-V module does, and has a card laid on and lifted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Literal, TypeAlias

from hallcall.core.identity import DocumentKind, Sex
from hallcall.hal.codec import idtext
from hallcall.hal.codec.sdt import Answer, Command, Framer, Reply, Request, decode_request, encode_reply
from hallcall.hal.ports.idcard import IdCard

_SAM_ID = bytes.fromhex("0500 0100 8FF93301 15270000 6D6B2E00")
_CHIP = bytes(4)
_UID = bytes.fromhex("0102030405060708")
_WLT_BYTES = 1024
SIM_PHOTO = b"HALLCALL-SIM-WLT"
"""First bytes of a photo that only the simulator's own decoder knows."""

LiftAt: TypeAlias = Literal["select", "read"]


class SimIdReader:
    """The reader on the desk."""

    def __init__(self, *, finds_again: bool = False) -> None:
        """A reader with nothing on it.

        Args:
            finds_again: whether a card that was read is found again while it still lies there; most readers do not.
        """
        self._finds_again = finds_again
        self._lock = threading.Lock()
        self._wake: Callable[[], None] = lambda: None
        self._framer = Framer()
        self._record = b""
        self._photo = b""
        self._lift_at: LiftAt | None = None
        self._is_missed = True
        self._is_unreadable = False
        self._is_unauthorised = False
        self._fails_self_test = False
        self._reset_card()

    def lay(self, card: IdCard | bytes, *, lift_at: LiftAt | None = None, unreadable: bool = False) -> None:
        """Lay a card on the reader.

        Args:
            card: the card, or its 256 bytes of text as they are.
            lift_at: take it away again just when the reader does that.
            unreadable: the chip is damaged: it is found and never read.
        """
        with self._lock:
            if isinstance(card, bytes):
                self._record, self._photo = card, fake_photo("")
            else:
                self._record, self._photo = encode_text(card), card.photo_wlt or fake_photo(card.number)
            self._lift_at, self._is_unreadable = lift_at, unreadable
            self._reset_card()

    def lift(self) -> None:
        """Take the card away."""
        with self._lock:
            self._record = b""
            self._is_missed = False
            self._reset_card()

    @property
    def has_card(self) -> bool:
        """Whether a card lies there."""
        with self._lock:
            return bool(self._record)

    @property
    def is_missed(self) -> bool:
        """Whether somebody has looked for a card since the last one was taken away."""
        with self._lock:
            return self._is_missed

    @property
    def was_read(self) -> bool:
        """Whether the card that lies there has been read whole: what the reader's beep tells a visitor."""
        with self._lock:
            return self._is_read

    def set_authorised(self, is_authorised: bool) -> None:  # noqa: FBT001 - the only argument
        """Whether the security module has its authorisation."""
        with self._lock:
            self._is_unauthorised = not is_authorised

    def set_self_test(self, passes: bool) -> None:  # noqa: FBT001 - the only argument
        """Whether the reader passes its own test."""
        with self._lock:
            self._fails_self_test = not passes

    def power_on(self) -> None:
        """The reader gets power."""
        with self._lock:
            self._framer = Framer()
            self._reset_card()

    def on_change(self, wake: Callable[[], None]) -> None:
        """A reader speaks only when asked; kept for the protocol of the wire."""
        self._wake = wake

    def receive(self, data: bytes) -> list[bytes]:
        """Answer every whole request."""
        replies: list[bytes] = []
        for body in self._framer.feed(data):
            request = decode_request(body)
            if request is not None:
                with self._lock:
                    replies.append(encode_reply(self._answer(request)))
        return replies

    def work(self, now: float) -> tuple[list[bytes], float | None]:  # noqa: ARG002 - nothing happens by itself
        """Nothing to do between requests."""
        return [], None

    def _answer(self, request: Request) -> Reply:
        if self._fails_self_test and request.command != Command.RESET:
            return Reply(Answer.SELF_TEST)
        if self._is_unauthorised and request.command not in {Command.RESET, Command.SAM_ID}:
            return Reply(Answer.SAM_UNAUTHORISED)
        answers: dict[int, Callable[[], Reply]] = {
            Command.RESET: self._reset,
            Command.STATUS: lambda: Reply(Answer.OK),
            Command.SAM_ID: lambda: Reply(Answer.OK, _SAM_ID),
            Command.FIND: self._find,
            Command.SELECT: self._select,
            Command.READ: self._read,
            Command.READ_ADDRESS: lambda: Reply(Answer.NO_ITEM),
        }
        return answers.get(request.command, lambda: Reply(Answer.BAD_COMMAND))()

    def _reset(self) -> Reply:
        self._reset_card()
        return Reply(Answer.OK)

    def _find(self) -> Reply:
        self._is_selected = False
        if not self._record or (self._is_read and not self._finds_again):
            self._is_missed = not self._record
            return Reply(Answer.NO_CARD)
        self._is_found = True
        return Reply(Answer.FOUND, _CHIP)

    def _select(self) -> Reply:
        self._lift_now("select")
        if not self._record or not self._is_found:
            return Reply(Answer.SELECT_FAILED)
        self._is_selected = True
        return Reply(Answer.OK, _UID)

    def _read(self) -> Reply:
        self._lift_now("read")
        if not self._record or not self._is_selected or self._is_unreadable:
            self._is_found = self._is_selected = False
            return Reply(Answer.READ_FAILED)
        self._is_found = self._is_selected = False
        self._is_read = True
        lengths = len(self._record).to_bytes(2, "big") + len(self._photo).to_bytes(2, "big")
        return Reply(Answer.OK, lengths + self._record + self._photo)

    def _lift_now(self, moment: LiftAt) -> None:
        if self._lift_at == moment:
            self._record, self._lift_at = b"", None

    def _reset_card(self) -> None:
        self._is_found = self._is_selected = self._is_read = False


def fake_photo(seed: str) -> bytes:
    """1024 bytes in the place of a photo."""
    return (SIM_PHOTO + str(sum(seed.encode())).encode()).ljust(_WLT_BYTES, b"\0")


def record_from_fixture(data: bytes) -> IdCard:
    """The card in a file: 256 bytes of text, with or without the 1024 bytes of photo behind them.

    Raises:
        DeviceFault: ``card.wrong_kind | card.unreadable``.
    """
    return idtext.decode_text(data[: idtext.LENGTH], data[idtext.LENGTH :])


def encode_text(card: IdCard) -> bytes:
    """The 256 bytes on the chip of ``card``.

    Written from byte offsets, apart from the decoder's table of widths, so that the two check each other.

    Raises:
        ValueError: a field is too long for the card.
    """
    record = bytearray(" ".encode("utf-16-le") * (idtext.LENGTH // 2))
    for at, width, text in _FIELDS[card.kind](card):
        data = text.encode("utf-16-le")
        if len(data) > width:
            raise ValueError(f"{len(data)} bytes in a field of {width}")
        record[at : at + len(data)] = data
    return bytes(record)


_Field: TypeAlias = tuple[int, int, str]


def _day(day: date | None) -> str:
    return day.strftime("%Y%m%d") if day else ""


def _last_day(card: IdCard) -> str:
    return _day(card.valid_to) or "长期"


def _sex(card: IdCard) -> str:
    return {Sex.MALE: "1", Sex.FEMALE: "2", None: "0"}[card.sex]


def _resident(card: IdCard) -> list[_Field]:
    nation = next((code for code, name in idtext.NATIONS.items() if name == card.nation), "")
    return [
        (0, 30, card.name),
        (30, 2, _sex(card)),
        (32, 4, nation),
        (36, 16, _day(card.birth)),
        (52, 70, card.address),
        (122, 36, card.number),
        (158, 30, card.issuer),
        (188, 16, _day(card.valid_from)),
        (204, 16, _last_day(card)),
    ]


def _permit(card: IdCard) -> list[_Field]:
    return [*_resident(card), (220, 18, card.pass_no), (238, 4, "01"), (248, 2, "J")]


def _foreigner_2017(card: IdCard) -> list[_Field]:
    return [
        (0, 120, card.name_en),
        (120, 2, _sex(card)),
        (122, 30, card.number),
        (152, 6, card.nationality),
        (158, 30, card.name),
        (188, 16, _day(card.valid_from)),
        (204, 16, _last_day(card)),
        (220, 16, _day(card.birth)),
        (236, 4, "01"),
        (240, 8, card.issuer),
        (248, 2, "I"),
    ]


def _foreigner_2023(card: IdCard) -> list[_Field]:
    return [
        (0, 30, card.name),
        (30, 2, _sex(card)),
        (32, 4, "00"),
        (36, 16, _day(card.birth)),
        (52, 70, card.name_en[:35]),
        (122, 36, card.number),
        (188, 16, _day(card.valid_from)),
        (204, 16, _last_day(card)),
        (220, 22, card.name_en[35:]),
        (242, 6, card.nationality),
        (248, 2, "Y"),
    ]


_FIELDS: dict[DocumentKind, Callable[[IdCard], list[_Field]]] = {
    DocumentKind.RESIDENT: _resident,
    DocumentKind.PERMIT: _permit,
    DocumentKind.FOREIGNER_2017: _foreigner_2017,
    DocumentKind.FOREIGNER_2023: _foreigner_2023,
}
