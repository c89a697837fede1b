"""Where a visitor with several items is on their route, and what finishing will do."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hallcall.core.numbers import counter_ranges
from hallcall.counter.model import Desk
from hallcall.counter.model.stays import Stays, find_stays
from hallcall.counter.widgets.parts import Card, Line, Prose


class RouteCard(Card):
    """Below the item; hidden for who came for one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("route")
        self._desk = desk
        self._title = Line(20, bold=True)
        self._leg = Line(16, ink="inkSoft")
        self._next = Line(17, bold=True)
        self._items = Line(16, ink="inkSoft", elides=True)
        self._end = Prose(16, ink="inkSoft")
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._title)
        head.addWidget(self._leg)
        head.addStretch()
        further = QHBoxLayout()
        further.setSpacing(14)
        further.addWidget(self._next)
        further.addWidget(self._items, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(further)
        column.addWidget(self._end)
        for signal in (desk.changed, desk.texts.languageChanged):
            signal.connect(self.refresh)
        self.refresh()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it says, from the top."""
        return tuple(line.text() for line in (self._leg, self._next, self._items, self._end) if line.text())

    def refresh(self) -> None:
        """Show what is."""
        stays = find_stays(self._desk)
        self.setVisible(stays is not None)
        if stays is not None:
            self._show(stays)

    def _show(self, stays: Stays) -> None:
        text, hall = self._desk.texts.text, self._desk.hall
        self._title.show_text(text("counter-route"))
        self._leg.show_text(text("counter-route-leg", leg=stays.leg, legs=stays.legs))
        names = ""
        if stays.then and hall is not None:
            separator = "、" if self._desk.language == "zh-CN" else ", "
            known = (hall.item_by_code.get(code) for code in stays.then[0].items)
            names = separator.join(item.name.short(self._desk.language) for item in known if item is not None)
            place = text("place", floor=stays.floor, zone=stays.zone)
            counters = counter_ranges(stays.counters, separator=separator)
            self._next.show_text(text("counter-route-next", place=place, counters=counters))
        self._items.show_text(names)
        for line in (self._next, self._items):
            line.setVisible(bool(stays.then))
        self._end.show_text(text("counter-route-goes-on" if stays.then else "counter-route-last"))
