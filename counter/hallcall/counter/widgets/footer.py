"""The line at the bottom: what the machine stands on at the left, who is signed in at the right."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hallcall.counter.model import Desk
from hallcall.counter.model.sentences import hh_mm
from hallcall.counter.widgets.buttons import ActionButton
from hallcall.counter.widgets.devices import device_text, link_text, own_devices, trouble_elsewhere
from hallcall.counter.widgets.ink import colour, open_painter
from hallcall.counter.widgets.parts import Line, Picture


class Footer(QWidget):
    """44 px high."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setFixedHeight(44)
        self._desk = desk
        self._marks: list[tuple[Picture, Line]] = []
        self._left = QHBoxLayout()
        self._left.setSpacing(6)
        self._right = Line(16, ink="inkSoft")
        self.menu_button = ActionButton("menu.button", "Alt+M", height=32, px=15)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(16)
        row.addLayout(self._left)
        row.addStretch()
        row.addWidget(self._right)
        row.addWidget(self.menu_button)
        for signal in (desk.changed, desk.ticked, desk.texts.languageChanged):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is."""
        desk, text = self._desk, self._desk.texts.text
        fine, link = link_text(desk)
        marks = [(fine, text("counter-device-server") if fine else link)]
        marks += [(good, name) for good, name, _ in (device_text(desk, device) for device in own_devices(desk))]
        if elsewhere := trouble_elsewhere(desk):
            marks.append((False, elsewhere))
        while len(self._marks) < len(marks):
            picture, line = Picture("circle-check", 18, "ok"), Line(16)
            self._left.addWidget(picture)
            self._left.addWidget(line)
            self._left.addSpacing(14)
            self._marks.append((picture, line))
        for place, (picture, line) in enumerate(self._marks):
            shown = place < len(marks)
            picture.setVisible(shown)
            line.setVisible(shown)
            if shown:
                good, word = marks[place]
                picture.show_icon("circle-check" if good else "triangle-alert", "ok" if good else "warnInk")
                line.set_ink("inkSoft" if good else "warnInk")
                line.show_text(word)
        session, signed_at = desk.session, desk.signed_at
        if session is not None and signed_at is not None:
            at = hh_mm(desk.clock.local(signed_at))
            self._right.show_text(text("counter-signed-in", clerk=session.clerk, at=at, count=desk.finished))
        self.menu_button.show_text(text("counter-menu"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: white ground and a line above."""
        painter = open_painter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, colour("hair"))
        painter.end()
