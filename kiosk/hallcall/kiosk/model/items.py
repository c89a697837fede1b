"""The ways to an item: what is asked for most, the departments, the letter pad. Lists for QML, in its language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from hallcall.config.search import ItemSearch, SearchHit
from hallcall.core.catalogue import Department, DepartmentKind, ServiceItem
from hallcall.core.days import local_time
from hallcall.core.hall import Hall
from hallcall.core.snapshot import Closure
from hallcall.core.terms import ItemCode
from hallcall.kiosk.model.looks import icon_for
from hallcall.kiosk.model.server import KioskServer, QueueFacts
from hallcall.ui.texts import ScreenTexts

__all__ = ["ItemChooser", "item_row"]

MAX_LETTERS = 8
_ACTIONS = {
    "new": ("新办", "首次", "新申请", "申领"),
    "change": ("变更", "更改"),
    "renew": ("延续", "换领", "换发", "换证"),
    "cancel": ("注销",),
    "replace": ("补领", "补办", "补证", "补换", "补发"),
}
"""Words by which found items are narrowed."""
_RESULTS_A_PAGE = 3
_TILES_A_PAGE = 8
_BUSY_MIN = 40
"""From this wait on a tile tells minutes instead of people."""
_SOON_MIN = 5


def item_row(server: KioskServer, texts: ScreenTexts, item: ServiceItem) -> dict[str, Any]:
    """An item as a tile or a row shows it."""
    hall, language = server.hall, texts.get_language()
    facts = server.queue_facts(item.queue)
    zone = hall.zone_by_id[hall.queue_by_prefix[item.queue].zone]
    closed = _closed_line(hall, item, facts, server.now(), texts)
    return {
        "code": str(item.code),
        "name": item.name.full(language),
        "short": item.name.short(language),
        "place": texts.text("place", floor=zone.floor, zone=zone.id),
        "waiting": "" if facts.waiting is None else texts.text("people-waiting", count=facts.waiting),
        "minutes": _minutes(hall, facts, texts),
        "busy": facts.wait is not None and (facts.wait.low_min >= _BUSY_MIN or facts.wait.resumes_at is not None),
        "closed": bool(closed),
        "closedLine": closed,
        "phoneToo": item.phone_too,
        "untranslated": texts.text("name-untranslated") if language == "en" and not item.name.en else "",
        "icon": icon_for(item.name.zh, hall.department_by_id[item.department].name.zh),
    }


class ItemChooser(QObject):
    """What can be chosen now, and where in the lists the visitor is."""

    changed = Signal()
    """Some list reads differently."""

    def __init__(self, server: KioskServer, texts: ScreenTexts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = server
        self._texts = texts
        self._hall: Hall | None = None
        self._search: ItemSearch | None = None
        self._letters = ""
        self._found: tuple[SearchHit, ...] = ()
        self._none = False
        self._action = ""
        self._page = 0
        self._department = ""
        texts.languageChanged.connect(self._find_again)

    def refresh(self) -> None:
        """Queue facts have changed."""
        self.changed.emit()

    def reset(self) -> None:
        """Back to the beginning of every list; for the next visitor, or when a page of lists is entered."""
        self._letters, self._found, self._none, self._page, self._department = "", (), False, 0, ""
        self._action = ""
        self.changed.emit()

    def open_list(self) -> None:
        """Begin at the first page of a list, keeping the letters."""
        self._page = 0
        self.changed.emit()

    def item(self, code: str) -> ServiceItem | None:
        """The item of that code, if the hall offers it."""
        return self._server.hall.item_by_code.get(ItemCode(code))

    @Slot(str)
    def type(self, letter: str) -> None:
        """A key of the letter pad."""
        if len(self._letters) < MAX_LETTERS:
            self._letters += letter
            self._find()

    @Slot()
    def erase(self) -> None:
        """Take the last letter away."""
        self._letters = self._letters[:-1]
        self._find()

    @Slot()
    def clear(self) -> None:
        """Take all letters away."""
        self._letters = ""
        self._find()

    @Slot(str)
    def narrow(self, action: str) -> None:
        """Show only what is found for one action; empty shows all."""
        self._action = action
        self.open_list()

    @Slot(str)
    def openDepartment(self, department: str) -> None:
        """Show the items of a department."""
        self._department = department
        self.open_list()

    @Slot()
    def nextPage(self) -> None:
        """Turn the list forward."""
        self._turn(1)

    @Slot()
    def previousPage(self) -> None:
        """Turn the list back."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self._page = max(0, self._page + step)
        self.changed.emit()

    def _language(self) -> str:
        return self._texts.get_language()

    def _index(self) -> ItemSearch:
        hall = self._server.hall
        if self._search is None or self._hall is not hall:
            self._hall, self._search = hall, ItemSearch(hall)
        return self._search

    def _find(self) -> None:
        self._page = 0
        self._action = ""
        index, language = self._index(), self._language()
        found = index.search_initials(self._letters, language=language, limit=len(self._server.hall.items))
        self._none = bool(self._letters) and not found
        # Without a hit the last list stays: one letter too many must not empty the page.
        if found or not self._letters:
            self._found = found
        self.changed.emit()

    def _find_again(self) -> None:
        if self._letters:
            self._find()
        else:
            self.changed.emit()

    def _row(self, item: ServiceItem) -> dict[str, Any]:
        return item_row(self._server, self._texts, item)

    def _get_hot(self) -> list[dict[str, Any]]:
        return [self._row(self._server.hall.item_by_code[code]) for code in self._server.first_page]

    def _get_results(self) -> list[dict[str, Any]]:
        start = self._page * _RESULTS_A_PAGE
        if not self._letters:
            return self._get_hot()[:_RESULTS_A_PAGE]
        return [
            {**self._row(hit.item), "marked": sorted(hit.matched), "index": start + place}
            for place, hit in enumerate(self._narrowed()[start : start + _RESULTS_A_PAGE])
        ]

    def _narrowed(self) -> tuple[SearchHit, ...]:
        if not self._action:
            return self._found
        return tuple(hit for hit in self._found if _is_about(hit, self._action))

    def _get_chips(self) -> list[dict[str, Any]]:
        if not self._letters or len(self._found) <= _RESULTS_A_PAGE:
            return []
        useful = [action for action in _ACTIONS if any(_is_about(hit, action) for hit in self._found)]
        names = [("", "chip-all"), *((action, f"chip-{action}") for action in useful)]
        return [{"id": action, "name": self._texts.text(name), "on": action == self._action} for action, name in names]

    def _get_departments(self) -> list[dict[str, Any]]:
        hall, language = self._server.hall, self._language()
        rows = [
            {
                "id": str(department.id),
                "name": department.name.short(language),
                "count": sum(item.department == department.id for item in hall.items),
                "icon": icon_for(department.name.zh),
            }
            for department in self._offering()
        ]
        return self._cut(rows)

    def _offering(self) -> list[Department]:
        """Bodies that offer something; banks and utilities after the departments."""
        hall = self._server.hall
        offered = {item.department for item in hall.items}
        found = [department for department in hall.departments if department.id in offered]
        return sorted(found, key=lambda department: department.kind is DepartmentKind.PARTNER)

    def _department_items(self) -> list[ServiceItem]:
        return [item for item in self._server.hall.items if item.department == self._department]

    def _get_department_items(self) -> list[dict[str, Any]]:
        return [self._row(item) for item in self._cut(self._department_items())]

    def _cut(self, rows: list[Any]) -> list[Any]:
        start = self._page * _TILES_A_PAGE
        return rows[start : start + _TILES_A_PAGE]

    def _get_department_name(self) -> str:
        found = next((d for d in self._server.hall.departments if d.id == self._department), None)
        return found.name.full(self._language()) if found is not None else ""

    def _get_pages(self) -> int:
        """Pages of the list that is open: results while letters are typed, a department, or the departments."""
        if self._letters:
            return -(-len(self._narrowed()) // _RESULTS_A_PAGE)
        if self._department:
            return -(-len(self._department_items()) // _TILES_A_PAGE)
        return -(-len(self._offering()) // _TILES_A_PAGE)

    def _get_page(self) -> int:
        return self._page

    def _get_letters(self) -> str:
        return self._letters

    def _get_count(self) -> int:
        return len(self._narrowed()) if self._letters and not self._none else 0

    def _get_none_found(self) -> bool:
        return self._none

    def _get_total(self) -> int:
        return len(self._server.hall.items)

    def _get_department_count(self) -> int:
        return sum(department.kind is not DepartmentKind.PARTNER for department in self._offering())

    hot = Property(list, _get_hot, notify=changed)
    """The items of the first page."""
    results = Property(list, _get_results, notify=changed)
    """The page of found items; the first hot ones while nothing is typed."""
    chips = Property(list, _get_chips, notify=changed)
    """Actions that narrow the found items; only those that leave something."""
    departments = Property(list, _get_departments, notify=changed)
    """The page of departments."""
    departmentItems = Property(list, _get_department_items, notify=changed)
    """The page of items of the open department."""
    departmentName = Property(str, _get_department_name, notify=changed)
    """Name of the open department."""
    letters = Property(str, _get_letters, notify=changed)
    """What was typed."""
    count = Property(int, _get_count, notify=changed)
    """Items found for the letters."""
    noneFound = Property(bool, _get_none_found, notify=changed)
    """The letters fit nothing; ``results`` still shows the last list."""
    page = Property(int, _get_page, notify=changed)
    """0-based page of the open list."""
    pages = Property(int, _get_pages, notify=changed)
    """Pages of the open list."""
    total = Property(int, _get_total, notify=changed)
    """Items of the hall."""
    departmentCount = Property(int, _get_department_count, notify=changed)
    """Departments that offer something, without banks and utilities."""


def _is_about(hit: SearchHit, action: str) -> bool:
    return any(word in hit.item.name.zh for word in _ACTIONS[action])


def _minutes(hall: Hall, facts: QueueFacts, texts: ScreenTexts) -> str:
    if facts.wait is None:
        return texts.text("minutes-unknown")
    if facts.wait.resumes_at is not None:
        return texts.text("minutes-resume", at=f"{local_time(hall, facts.wait.resumes_at):%H:%M}")
    if facts.wait.high_min <= _SOON_MIN:
        return texts.text("minutes-soon")
    return texts.text("minutes-about", low=facts.wait.low_min, high=facts.wait.high_min)


def _closure_line(hall: Hall, closure: Closure, texts: ScreenTexts) -> str:
    if closure.until is None:
        return texts.text("tile-queue-closed")
    return texts.text("tile-queue-closed-until", time=f"{local_time(hall, closure.until):%H:%M}")


def _closed_line(hall: Hall, item: ServiceItem, facts: QueueFacts, now: datetime, texts: ScreenTexts) -> str:
    """Why no number is given now, in one short line; empty when one is."""
    if item.appointment_only:
        return texts.text("tile-appointment-only")
    if facts.is_open:
        return ""
    if facts.closure is not None:
        return _closure_line(hall, facts.closure, texts)
    if facts.opens is None:
        return texts.text("tile-closed")
    if facts.opens.date() == now.date():
        return texts.text("tile-closed-until", time=f"{facts.opens:%H:%M}")
    return texts.text("tile-closed-day", weekday=facts.opens.isoweekday())
