"""Several items with one number: what was chosen, what to bring for all of it, and the way through the hall."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from hallcall.core.catalogue import Package, ServiceItem
from hallcall.core.route import MOST_ITEMS, merged_materials
from hallcall.core.terms import ItemCode
from hallcall.core.tickets import Visit
from hallcall.kiosk.model.items import item_row
from hallcall.kiosk.model.own import OwnWishes
from hallcall.kiosk.model.routes import leg_rows, walks_s
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts

__all__ = ["SeveralItems"]

MOST_CHOSEN = 6
"""Items that a visitor adds one by one; a package may have more, up to ``MOST_ITEMS``."""
LEAST_CHOSEN = 2
_PACKAGES_A_PAGE = 4


class SeveralItems(QObject):
    """The choice of one visitor. While it is open, a touched item is added instead of taken."""

    changed = Signal()

    def __init__(
        self, server: KioskServer, texts: ScreenTexts, kiosk_id: str, own: OwnWishes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._server = server
        self._texts = texts
        self._kiosk = kiosk_id
        self._own = own
        self._codes: list[ItemCode] = []
        self._package: Package | None = None
        self._page = 0
        self._stays: tuple[Visit, ...] = ()
        self.is_open = False
        texts.languageChanged.connect(self.changed)

    def begin(self) -> None:
        """The visitor wants to do several things."""
        self.wipe()
        self.is_open = True

    def add(self, code: ItemCode) -> None:
        """One item more, once, while there is room."""
        if code not in self._codes and len(self._codes) < MOST_CHOSEN:
            self._codes.append(code)
            self.changed.emit()

    def refresh(self) -> None:
        """Queue facts have changed."""
        if self.is_open:
            self.changed.emit()

    def wipe(self) -> None:
        """Nothing is chosen any more."""
        self._codes, self._package, self._page, self.is_open = [], None, 0, False
        self._stays = ()
        self.changed.emit()

    def plan(self) -> None:
        """Find the route of what is done today, as the server finds it; it stays while the visitor reads it."""
        offered = [item.code for item in self._items() if self._is_offered(item)]
        self._stays = self._server.plan(offered, self._kiosk, self._own.needs) if offered else ()
        self.changed.emit()

    @property
    def wanted(self) -> tuple[ItemCode, ...]:
        """What a number is taken for, in the order of the route."""
        return tuple(code for stay in self._stays for code in stay.items)

    @Slot(str)
    def remove(self, code: str) -> None:
        """One item less."""
        self._codes = [one for one in self._codes if one != code]
        self.changed.emit()

    @Slot(str)
    def choosePackage(self, code: str) -> None:
        """All that belongs to an event in life, instead of what was chosen before."""
        found = next((one for one in self._server.hall.packages if one.code == code), None)
        if found is not None:
            self._package = found
            self._codes = list(found.items[:MOST_ITEMS])
            self.changed.emit()

    @Slot()
    def morePackages(self) -> None:
        """The next packages; after the last ones the first again."""
        self._page += 1
        self.changed.emit()

    def _items(self) -> list[ServiceItem]:
        known = self._server.hall.item_by_code
        return [known[code] for code in self._codes if code in known]

    def _is_offered(self, item: ServiceItem) -> bool:
        return not item.appointment_only and self._server.queue_facts(item.queue).is_open

    def _get_rows(self) -> list[dict[str, Any]]:
        conditional = self._package.conditional if self._package is not None else ()
        rows: list[dict[str, Any]] = []
        for item in self._items():
            row = item_row(self._server, self._texts, item)
            hint = self._texts.text("several-conditional") if item.code in conditional else row["place"]
            rows.append({**row, "line": row["closedLine"] or hint})
        return rows

    def _get_packages(self) -> list[dict[str, Any]]:
        packages, language = self._server.hall.packages, self._texts.get_language()
        pages = math.ceil(len(packages) / _PACKAGES_A_PAGE)
        start = self._page % pages * _PACKAGES_A_PAGE if pages else 0
        return [
            {
                "code": package.code,
                "name": package.name.short(language),
                "line": self._texts.text("several-package-items", count=len(package.items)),
                "on": package is self._package,
            }
            for package in packages[start : start + _PACKAGES_A_PAGE]
        ]

    def _get_note(self) -> str:
        missing = LEAST_CHOSEN - len(self._codes)
        if missing > 0:
            return self._texts.text("several-missing", count=missing)
        if len(self._codes) >= MOST_CHOSEN:
            return self._texts.text("several-full", most=MOST_CHOSEN)
        return self._texts.text("several-chosen", count=len(self._codes))

    def _get_can_plan(self) -> bool:
        return len(self._codes) >= LEAST_CHOSEN and any(self._is_offered(item) for item in self._items())

    def _get_legs(self) -> list[dict[str, Any]]:
        return leg_rows(self._server.hall, self._texts, self._stays, self._kiosk, self._own.needs)

    def _get_walk(self) -> str:
        seconds = sum(walks_s(self._server.hall, self._stays, self._kiosk, self._own.needs))
        return self._texts.text("several-walk", minutes=math.ceil(seconds / 60)) if seconds else ""

    def _get_materials(self) -> list[str]:
        hall, language = self._server.hall, self._texts.get_language()
        return [hall.material_by_id[one].name.full(language) for one in merged_materials(hall, self.wanted)]

    def _get_closed(self) -> str:
        """What of the choice is not done today, and when it is."""
        language = self._texts.get_language()
        named = (
            self._texts.text(
                "several-closed-item",
                item=item.name.short(language),
                when=str(item_row(self._server, self._texts, item)["closedLine"]),
            )
            for item in self._items()
            if not self._is_offered(item)
        )
        return ("; " if language == "en" else "；").join(named)

    rows = Property(list, _get_rows, notify=changed)
    """What is chosen."""
    packages = Property(list, _get_packages, notify=changed)
    """A page of packages."""
    hasMorePackages = Property(bool, lambda self: len(self._server.hall.packages) > _PACKAGES_A_PAGE, notify=changed)
    hasPackages = Property(bool, lambda self: bool(self._server.hall.packages), notify=changed)
    note = Property(str, _get_note, notify=changed)
    """How many are chosen or missing."""
    canAdd = Property(bool, lambda self: len(self._codes) < MOST_CHOSEN, notify=changed)
    canPlan = Property(bool, _get_can_plan, notify=changed)
    count = Property(int, lambda self: len(self.wanted), notify=changed)
    """Items that the number is for."""
    legs = Property(list, _get_legs, notify=changed)
    walk = Property(str, _get_walk, notify=changed)
    materials = Property(list, _get_materials, notify=changed)
    """Names of all that is to be brought, each once."""
    closed = Property(str, _get_closed, notify=changed)
