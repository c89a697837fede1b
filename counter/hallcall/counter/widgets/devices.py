"""What this machine stands on: the link to the server, and the devices that have told how they are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hallcall.core.snapshot import DeviceState
from hallcall.counter.model import Desk
from hallcall.counter.widgets.parts import Card, Line, Picture
from hallcall.hal import Reason

_FINE = frozenset({"online"})
_QUIET = frozenset({"online", "starting", "disabled"})
_NAMED = frozenset({"window", "ticket", "card", "idcard"})
_REASONS = frozenset(Reason)
_COLUMNS = 3


def link_text(desk: Desk) -> tuple[bool, str]:
    """Whether the link is fine, and a word about it."""
    if desk.server.status.is_outdated and desk.is_online:
        return False, desk.texts.text("counter-link-outdated")
    if desk.is_online:
        return True, desk.texts.text("counter-link-fine")
    if desk.server.heard_at is None:
        return False, desk.texts.text("counter-link-connecting")
    return False, desk.texts.text("counter-link-lost", seconds=int(desk.clock.silent_s()))


def own_devices(desk: Desk) -> list[DeviceState]:
    """Devices of this counter's machine, as they last told; none that nobody has heard of."""
    mine = f"C{desk.number}/"
    return [device for name, device in sorted(desk.server.state.devices.items()) if name.startswith(mine)]


def device_text(desk: Desk, device: DeviceState) -> tuple[bool, str, str]:
    """Whether a device is fine, its name and a word about it."""
    fine = device.health in _FINE
    name = device.device.partition("/")[2]
    return fine, _label(desk, name), desk.texts.text("counter-device-fine" if fine else "counter-device-look")


def trouble_elsewhere(desk: Desk) -> str:
    """What a device of another machine needs, ``K1 printer: paper is low``, and of how many more; empty when none."""
    mine = f"C{desk.number}/"
    troubled = [
        device
        for name, device in sorted(desk.server.state.devices.items())
        if device.health not in _QUIET and not name.startswith(mine)
    ]
    if not troubled:
        return ""
    first = min(troubled, key=lambda device: (device.health == "degraded", device.since))
    machine, _, name = first.device.partition("/")
    label, need = _label(desk, name), _need(desk, first)
    return desk.texts.text("counter-device-elsewhere", machine=machine, device=label, need=need, more=len(troubled) - 1)


def _need(desk: Desk, device: DeviceState) -> str:
    """The first reason that this version has words for, or the health in a word."""
    known = [reason for reason in device.reasons if reason in _REASONS]
    if known:
        return desk.texts.text(f"device-reason-{known[0]}")
    return desk.texts.text("counter-device-look")


def _label(desk: Desk, name: str) -> str:
    return desk.texts.text(f"counter-device-{name}") if name in _NAMED else name


class DeviceCards(QWidget):
    """Cards under the login."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._title = Line(18, bold=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._cards: list[_DeviceCard] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addLayout(self._grid)

    def refresh(self) -> None:
        """Show what is."""
        desk = self._desk
        self._title.show_text(desk.texts.text("counter-devices"))
        fine, link = link_text(desk)
        found = [(fine, desk.texts.text("counter-device-server"), link)]
        found += [device_text(desk, device) for device in own_devices(desk)]
        while len(self._cards) < len(found):
            card = _DeviceCard()
            place = len(self._cards)
            self._grid.addWidget(card, place // _COLUMNS, place % _COLUMNS)
            self._cards.append(card)
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(found))
            if place < len(found):
                card.show_device(*found[place])


class _DeviceCard(Card):
    def __init__(self) -> None:
        super().__init__(radius=10)
        self.setFixedHeight(60)
        self._icon = Picture("circle-check", 22, "ok")
        self._name = Line(17, bold=True, elides=True)
        self._word = Line(15, ink="inkSoft", elides=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 12, 6)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._word)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)

    def show_device(self, fine: bool, name: str, word: str) -> None:  # noqa: FBT001 - one row of facts
        self.set_look("surface" if fine else "warnTint", "hair" if fine else "warnInk")
        self._icon.show_icon("circle-check" if fine else "triangle-alert", "ok" if fine else "warnInk")
        self._word.set_ink("inkSoft" if fine else "warnInk")
        self._name.show_text(name)
        self._word.show_text(word)
