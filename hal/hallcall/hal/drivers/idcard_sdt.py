"""ID card reader with a SAM-V module, on a serial line.

A round asks "is there a card?". A reader that has read a card usually does not find it again until it was lifted, so
"no card" after a read means "lifted, or still there": only a while without a card counts as removed.

A reply does not say to what it is, and one that comes late must not give one visitor's card to the next. So only what
can be a reply to a command is taken for it; and after one without a reply the reader is asked for its status first: it
answers in turn, so what it owed has come by then.

Source:
    SDT protocol, see :mod:`hallcall.hal.codec.sdt`. That a card must be found and selected again after a read, and
    what SW3 says when it is lifted half-way, is as published; figures for waiting are our own choice.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from enum import Enum, auto

from hallcall.core.errors import DeviceError, DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal.asking import Questions
from hallcall.hal.codec import idtext, sdt
from hallcall.hal.codec.sdt import Answer, Command, Reply, Request
from hallcall.hal.model import ONLINE, Condition, DeviceId, Health, Reason
from hallcall.hal.options import Whole
from hallcall.hal.ports import Emit
from hallcall.hal.ports.idcard import CardLaid, CardProblem, CardReaderCapabilities, CardRemoved, IdCard
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import Transport

_UNAUTHORISED = frozenset({Answer.CARD_REFUSED_BY_SAM, Answer.SAM_REFUSED_BY_CARD, Answer.SAM_UNAUTHORISED})
_LIFTED = frozenset({Answer.NO_CARD, Answer.SELECT_FAILED, Answer.READ_FAILED})
_READ_FACTOR = 4
"""Reading the chip takes the reader about a second, every other command next to nothing."""
_ATTEMPTS = 2
"""A card is tried twice before it counts as unreadable."""


class _Desk(Enum):
    """What lies on the reader, as far as known."""

    EMPTY = auto()
    READ = auto()
    """A card was read; it may still be there."""
    REFUSED = auto()
    """A card that could not be read lies there; that was told."""


class SdtCardReader:
    """Reads the four ID cards."""

    capabilities = CardReaderCapabilities(photo=False)

    def __init__(
        self,
        device: DeviceId,
        wire: Transport,
        *,
        pause_s: float = 0.3,
        timeout_s: float = 0.5,
        removed_after_s: float = 1.5,
    ) -> None:
        self.id = device
        self.pause_s = pause_s
        self.removed_after_s = removed_after_s
        self._wire = wire
        self._timeout_s = timeout_s
        self._questions = Questions(wire, timeout_s, mark=lambda: self._exchange(Command.STATUS))
        self._desk = _Desk.EMPTY
        self._number = ""
        self._seen_at = 0.0
        self._tried_at = 0.0
        self._was_away = False
        self._condition = ONLINE

    def is_present(self) -> bool:
        """Whether its port is there."""
        return self._wire.is_present()

    def open(self) -> None:
        """Take the port and hear the reader's own opinion of itself."""
        self._wire.open()
        self._questions.begin()
        self._desk, self._number = _Desk.EMPTY, ""
        self._check()

    def close(self) -> None:
        """Give the port back."""
        self._wire.close()
        self._number = ""

    def step(self, emit: Emit) -> Condition:
        """Look for a card once; read it when there is one."""
        if self._condition.health is Health.FAULT:
            self._check()
            if self._condition.health is Health.FAULT:
                return self._condition
        answer = self._ask(Command.FIND).answer
        if answer == Answer.FOUND:
            self._card_found(emit)
        elif answer == Answer.NO_CARD:
            self._no_card(emit)
        elif answer in _UNAUTHORISED:
            self._condition = _fault(Reason.SAM_UNAUTHORISED, answer)
        else:
            raise DeviceProtocol("device.refused", device=self.id, answer=f"{answer:02X}")
        return self._condition

    def _check(self) -> None:
        answer = self._ask(Command.STATUS).answer
        if answer == Answer.OK:
            self._condition = ONLINE
        elif answer == Answer.SELF_TEST:
            self._condition = _fault(Reason.SELF_TEST, answer)
        elif answer in _UNAUTHORISED:
            self._condition = _fault(Reason.SAM_UNAUTHORISED, answer)
        else:
            raise DeviceProtocol("device.refused", device=self.id, answer=f"{answer:02X}")

    def _no_card(self, emit: Emit) -> None:
        self._was_away = True
        if self._desk is _Desk.REFUSED:
            self._desk = _Desk.EMPTY
        elif self._desk is _Desk.READ and time.monotonic() - self._seen_at >= self.removed_after_s:
            self._forget(emit)

    def _card_found(self, emit: Emit) -> None:
        """Read the card; one that lies still again now and then, it may have been changed between two rounds."""
        lies_still = self._desk is not _Desk.EMPTY and not self._was_away
        self._seen_at = time.monotonic()
        if lies_still and self._seen_at - self._tried_at < self.removed_after_s:
            return
        self._was_away = False
        try:
            card = self._read_card()
        except DeviceError as error:
            self._tried_at = time.monotonic()
            if lies_still and isinstance(error, DeviceFault):
                # It was taken away just now, or it is still the one that cannot be read.
                self._was_away = error.code == "card.removed"
                return
            self._told(emit, error)
            return
        self._tried_at = self._seen_at = time.monotonic()
        if self._desk is _Desk.READ and card.number == self._number:
            return
        if self._desk is _Desk.READ:
            self._forget(emit)
        self._desk, self._number = _Desk.READ, card.number
        emit(CardLaid(device=self.id, at=_now(), card=card))

    def _told(self, emit: Emit, error: DeviceError) -> None:
        """Tell the visitor that it did not work, and what of it.

        Raises:
            DeviceError: the line failed. Many readers will not find the card again, so the visitor had to hear of it.
        """
        if self._desk is _Desk.READ:
            self._forget(emit)
        code = error.code if isinstance(error, DeviceFault) else "card.unreadable"
        self._desk = _Desk.EMPTY if code == "card.removed" else _Desk.REFUSED
        emit(CardProblem(device=self.id, at=_now(), code=code))
        if code == "reader.unauthorised":
            self._condition = _fault(Reason.SAM_UNAUTHORISED, Answer.SAM_UNAUTHORISED)
        if not isinstance(error, DeviceFault):
            raise error

    def _forget(self, emit: Emit) -> None:
        self._desk, self._number = _Desk.EMPTY, ""
        emit(CardRemoved(device=self.id, at=_now()))

    def _read_card(self) -> IdCard:
        """Select and read the card that was just found.

        Raises:
            DeviceFault: ``card.removed | card.unreadable | card.wrong_kind | reader.unauthorised``.
        """
        for attempt in range(_ATTEMPTS):
            if attempt and self._ask(Command.FIND).answer != Answer.FOUND:
                break
            selected = self._ask(Command.SELECT)
            reply = self._ask(Command.READ) if selected.answer == Answer.OK else selected
            if reply.answer == Answer.OK:
                return self._decode(reply)
            if reply.answer in _UNAUTHORISED:
                raise DeviceFault("reader.unauthorised", device=self.id)
            if reply.answer not in _LIFTED:
                raise DeviceFault("card.unreadable", device=self.id)
        else:
            # It is still found, so it was not lifted: it is the card.
            raise DeviceFault("card.unreadable", device=self.id)
        raise DeviceFault("card.removed", device=self.id)

    def _decode(self, reply: Reply) -> IdCard:
        data = sdt.decode_card_data(reply.data)
        if data is None:
            raise DeviceProtocol("device.unexpected", device=self.id)
        return idtext.decode_text(data.text, data.photo)

    def _ask(self, command: Command) -> Reply:
        """One request, one reply; asked a second time when the reply was lost or damaged."""
        return self._questions.ask_twice(lambda: self._exchange(command))

    def _exchange(self, command: Command) -> Reply:
        self._wire.write(sdt.encode_request(Request(command)))
        framer = sdt.Framer()
        deadline = time.monotonic() + self._timeout_s * (_READ_FACTOR if command is Command.READ else 1)
        while True:
            try:
                bodies = framer.feed(self._wire.read_exact(framer.needed, deadline))
            except DeviceTimeout:
                if framer.rejected:
                    raise DeviceProtocol("device.bad_frame", device=self.id) from None
                raise
            for body in bodies:
                reply = sdt.decode_reply(body)
                if reply and sdt.can_answer(command, reply):
                    return reply


def _fault(reason: Reason, answer: int) -> Condition:
    return Condition(health=Health.FAULT, reasons=frozenset({reason}), detail=f"SW3 {answer:02X}")


def _now() -> datetime:
    return datetime.now(UTC)


def _make(config: DeviceConfig, wire: Transport, services: Services) -> SdtCardReader:
    del services  # it needs nobody
    return SdtCardReader(
        config.id,
        wire,
        pause_s=config.seconds("poll_ms"),
        timeout_s=config.seconds("timeout_ms"),
        removed_after_s=config.seconds("removed_after_ms"),
    )


SPEC = DriverSpec(
    name="idcard.sdt",
    ports=frozenset({"serial", "tcp"}),
    options={
        "poll_ms": Whole(300, 50, 5000),
        "timeout_ms": Whole(500, 50, 10000),
        "removed_after_ms": Whole(1500, 100, 30000),
    },
    make=_make,
    reasons={"reader.self_test": Reason.SELF_TEST, "reader.unauthorised": Reason.SAM_UNAUTHORISED},
)
