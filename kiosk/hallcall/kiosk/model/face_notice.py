"""The notice before a camera opens, as it is read: all at once, or in large type page by page.

Nobody agrees to what they have not been shown: until its last page has been there, agreeing is not possible. The ways
without a face are there all the time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from hallcall.face.notice import Notice, Part

__all__ = ["FaceNotice"]

_ICONS: Final = {
    Part.PURPOSE: "target",
    Part.METHOD: "eye",
    Part.RETENTION: "trash-2",
    Part.PLACE: "lock",
    Part.CHOICE: "id-card",
    Part.RIGHTS: "shield-check",
}
"""What stands on the page; who is responsible stands at its foot."""
_ROOM: Final = ((1.0, 6), (1.25, 3), (1.5, 2))
"""Up to this size of type so many paragraphs find room on one page."""


class FaceNotice(QObject):
    """What is shown of the notice, and whether all of it was."""

    changed = Signal()

    def __init__(self, write: Callable[[], Notice | None], parent: QObject) -> None:
        """Nothing is shown yet.

        Args:
            write: the notice in the language of the screen; None where nobody looks at faces.
            parent: owner in Qt.
        """
        super().__init__(parent)
        self._write = write
        self._room = _ROOM[0][1]
        self._page = 0
        self._is_read = False

    @property
    def is_read(self) -> bool:
        """Whether its last page was shown."""
        return self._is_read

    @Slot()
    def begin(self) -> None:
        """It is shown from its beginning: to somebody else, or in other words."""
        self._is_read = False
        self._show(0)

    def set_scale(self, scale: float) -> None:
        """Size of the type. Whoever has read it in another size has read it."""
        self._room = next((room for most, room in _ROOM if scale <= most), _ROOM[-1][1])
        self._show(0)

    @Slot()
    def nextPage(self) -> None:
        """The next page."""
        self._show(min(self._page + 1, self._get_pages() - 1))

    @Slot()
    def previousPage(self) -> None:
        """The page before."""
        self._show(max(self._page - 1, 0))

    def _show(self, page: int) -> None:
        self._page = page
        self._is_read = self._is_read or page == self._get_pages() - 1
        self.changed.emit()

    # -- for QML ----------------------------------------------------------------------------------------------------

    def _all(self) -> list[dict[str, Any]]:
        notice = self._write()
        told = notice.paragraphs if notice is not None else ()
        return [
            {"icon": _ICONS[one.part], "label": one.label, "text": one.sentence} for one in told if one.part in _ICONS
        ]

    def _get_pages(self) -> int:
        return max(1, -(-len(_ICONS) // self._room))

    def _get_facts(self) -> list[dict[str, Any]]:
        return self._all()[self._page * self._room : (self._page + 1) * self._room]

    def _get_spoken(self) -> str:
        """As it is heard: the heads with the first page, who is responsible with the last."""
        notice = self._write()
        if notice is None:
            return ""
        heads = [notice.title, notice.subtitle] if not self._page else []
        facts = [f"{one['label']}: {one['text']}" for one in self._get_facts()]
        is_last = self._page == self._get_pages() - 1
        return "\n".join([*heads, *facts, *([notice.sentence(Part.HANDLER)] if is_last else [])])

    def _get_length(self) -> int:
        return sum(len(one["label"]) + len(one["text"]) for one in self._all())

    def _get_title(self) -> str:
        notice = self._write()
        return notice.title if notice is not None else ""

    def _get_sub(self) -> str:
        notice = self._write()
        return notice.subtitle if notice is not None else ""

    def _get_responsible(self) -> str:
        notice = self._write()
        return notice.sentence(Part.HANDLER) if notice is not None else ""

    facts = Property(list, _get_facts, notify=changed)
    """Rows of ``icon``, ``label`` and ``text`` of this page."""
    length = Property(int, _get_length, notify=changed)
    """Characters of all its pages."""
    page = Property(int, lambda self: self._page, notify=changed)
    pages = Property(int, _get_pages, notify=changed)
    isRead = Property(bool, lambda self: self._is_read, notify=changed)
    spoken = Property(str, _get_spoken, notify=changed)
    """What is read aloud when this page comes: all that stands on it."""
    title = Property(str, _get_title, notify=changed)
    sub = Property(str, _get_sub, notify=changed)
    responsible = Property(str, _get_responsible, notify=changed)
