"""What the clerk is told while people must leave: on the bar, and over the login where nobody is signed in."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hallcall.counter.model import Desk
from hallcall.counter.widgets.ink import colour, open_painter
from hallcall.counter.widgets.parts import Line, Picture

_HEIGHT = 88


def evacuation_text(desk: Desk) -> str:
    """What to do now; says so when it is a drill."""
    is_drill = desk.emergency is not None and desk.emergency.is_drill
    return desk.texts.text("counter-evacuate-drill" if is_drill else "counter-evacuate-do")


class EvacuationBanner(QWidget):
    """Stands above the login: also a counter that was switched on without the server says that people must leave."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("evacuation")
        self.setFixedHeight(_HEIGHT)
        self._desk = desk
        self._do = Line(26, bold=True, ink="surface")
        self._do.setObjectName("evacuation.do")
        self._kept = Line(17, ink="surface")
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addStretch()
        lines.addWidget(self._do)
        lines.addWidget(self._kept)
        lines.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(56, 0, 56, 0)
        row.setSpacing(20)
        row.addWidget(Picture("triangle-alert", 48, "surface"))
        row.addLayout(lines)
        row.addStretch()
        for signal in (desk.changed, desk.sessionChanged, desk.texts.languageChanged):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is; the bar says it where a clerk is signed in."""
        self._do.show_text(evacuation_text(self._desk))
        self._kept.show_text(self._desk.texts.text("counter-evacuate-kept"))
        self.setVisible(self._desk.emergency is not None and self._desk.session is None)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: the ground."""
        painter = open_painter(self)
        painter.fillRect(self.rect(), colour("danger"))
        painter.end()
