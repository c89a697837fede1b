"""What a visitor says of themselves before they take a number: needs, language, whom they come for, how many cases.

All of it is voluntary and asked for no proof. It goes to the server with the number and is forgotten with the visit;
outside of its own page the screen tells only that something was chosen, never what.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from hallcall.client import Document, IssueRequest
from hallcall.core.languages import Language
from hallcall.core.terms import ItemCode
from hallcall.core.tickets import MOST_CASES, Need
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts

__all__ = ["OwnWishes"]

_ICONS = {
    Need.CANNOT_SEE: "eye-off",
    Need.CANNOT_HEAR: "message-square",
    Need.WHEELCHAIR: "accessibility",
    Need.INFANT: "baby",
}


class OwnWishes(QObject):
    """The wishes of the visitor in front of the screen."""

    changed = Signal()

    def __init__(self, server: KioskServer, texts: ScreenTexts, kiosk_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = server
        self._texts = texts
        self._kiosk = kiosk_id
        self._needs: frozenset[Need] = frozenset()
        self._language: Language | None = None
        self._principal: str | None = None
        self._cases = 1
        texts.languageChanged.connect(self.changed)

    @property
    def needs(self) -> frozenset[Need]:
        """What the hall is asked to consider."""
        return self._needs

    @property
    def is_chosen(self) -> bool:
        """Whether anything was said that the next visitor must not find."""
        return self.count > 0

    @property
    def count(self) -> int:
        """How many things were said."""
        return len(self._needs) + (self._language is not None) + (self._principal is not None) + (self._cases > 1)

    def request(self, item: ItemCode, document: Document | None, more: Iterable[ItemCode] = ()) -> IssueRequest:
        """A number for an item, and for ``more`` with the same number, with all that was said."""
        spoken = Language.EN if self._texts.get_language() == "en" else Language.ZH
        return IssueRequest(
            item=item,
            kiosk=self._kiosk,
            document=document,
            needs=self._needs,
            language=self._language or spoken,
            more=tuple(more),
            quantity=self._cases,
            principal=self._principal,
        )

    def take_principal(self, number: str) -> None:
        """The visitor comes in the place of the person with this document."""
        self._principal = number
        self.changed.emit()

    def wipe(self) -> None:
        """The visitor has gone, or wants nothing of it."""
        self._needs, self._language, self._principal, self._cases = frozenset(), None, None, 1
        self.changed.emit()

    def refresh(self) -> None:
        """Counters have opened or closed."""
        self.changed.emit()

    @Slot(str)
    def toggle(self, need: str) -> None:
        """A need on or off."""
        self._needs ^= {Need(need)}
        self.changed.emit()

    @Slot(str)
    def speak(self, language: str) -> None:
        """To be served in a language; the one that is chosen already is given up."""
        wanted = Language(language)
        self._language = None if wanted in {self._language, Language.ZH} else wanted
        self.changed.emit()

    @Slot(int)
    def addCases(self, step: int) -> None:
        """More or fewer cases of the same kind."""
        self._cases = min(max(self._cases + step, 1), MOST_CASES)
        self.changed.emit()

    @Slot()
    def dropPrincipal(self) -> None:
        """The visitor comes for themselves."""
        self._principal = None
        self.changed.emit()

    def _get_needs(self) -> list[dict[str, Any]]:
        text = self._texts.text
        names = {need: f"needs-{need.value.replace('_', '-')}" for need in Need}
        return [
            {
                "id": need.value,
                "name": text(name),
                "sub": text(f"{name}-sub"),
                "icon": _ICONS[need],
                "on": need in self._needs,
            }
            for need, name in names.items()
        ]

    def _known(self) -> set[Language]:
        """Languages that some counter of the hall ever speaks."""
        return {language for counter in self._server.hall.counters for language in counter.languages}

    def _get_languages(self) -> list[dict[str, Any]]:
        on_duty = self._server.languages() & self._known()
        offered = [one for one in Language if one in on_duty]
        if not offered:
            return []
        return [
            {
                "id": one.value,
                "name": self._texts.text(f"needs-speak-{one.value}"),
                "on": one is (self._language or Language.ZH),
            }
            for one in (Language.ZH, *offered)
        ]

    def _get_language_note(self) -> str:
        """Which languages of the hall nobody on duty speaks now; empty when all are spoken."""
        silent = [one for one in Language if one in self._known() - self._server.languages()]
        if not silent:
            return ""
        separator = ", " if self._texts.get_language() == "en" else "、"
        names = separator.join(self._texts.text(f"needs-speak-{one.value}") for one in silent)
        return self._texts.text("needs-not-spoken", languages=names)

    needRows = Property(list, _get_needs, notify=changed)
    """Rows of what can be asked for."""
    languages = Property(list, _get_languages, notify=changed)
    """Languages that somebody on duty speaks, Mandarin first; empty when that is all."""
    languageNote = Property(str, _get_language_note, notify=changed)
    knowsLanguages = Property(bool, lambda self: bool(self._known()), notify=changed)
    """The hall's files say something of languages."""
    cases = Property(int, lambda self: self._cases, notify=changed)
    mostCases = Property(int, lambda _self: MOST_CASES, constant=True)
    hasPrincipal = Property(bool, lambda self: self._principal is not None, notify=changed)
    chosen = Property(int, lambda self: self.count, notify=changed)
    """How many things were said; what they are is told on their own page only."""
