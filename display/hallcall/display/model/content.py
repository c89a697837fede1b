"""Pages beside the calls: which one is shown now, and whether any may be.

The server's clock says what has its turn. Files are read outside of the GUI thread, and pictures are decoded by
Qt's own readers behind the scene: whatever lies in the folder, the calls go on.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, Qt, QTimer, QUrl, Signal, Slot

from hallcall.assets import LANGUAGES
from hallcall.config import report
from hallcall.config.pictures import PictureFault
from hallcall.config.playlist import load_playlist, look_at_pictures
from hallcall.core.errors import ConfigError
from hallcall.core.glass import plan_glass
from hallcall.core.hall import Hall
from hallcall.core.places import WallPlace
from hallcall.core.playlist import Page, Playlist, Turn, next_page, pages_now, seconds_left, turn_of
from hallcall.core.state import HallState
from hallcall.display.keeper import UNHEARD_S
from hallcall.display.model.layout import Mode
from hallcall.display.model.scene import Scene

__all__ = ["ContentModel", "Moment", "may_show_content"]

_log = logging.getLogger(__name__)
THIRDS = (1 / 3, 2 / 3)
"""Panes of a wall without seams: words, list or picture, calls."""
IDLE_MS = 5_000
"""While no page has its turn, one is looked for so often."""
_MAP: Any = "QVariantMap"
_LIST: Any = "QVariantList"


@dataclass(frozen=True, slots=True)
class Moment:
    """What decides whether content may be shown."""

    hall: Hall
    state: HallState
    place: WallPlace
    page: str
    """What the wall shows of its calls."""
    live: int
    """How many are called now."""
    silent_s: float
    """Since the server was heard."""


def may_show_content(moment: Moment, now: datetime) -> bool:
    """Whether pages may be shown beside the calls at the hall's time: calls always win.

    A wall has time for them while nobody is called. On glass the calls have a pane of their own, so one or two may be
    called meanwhile; but the pane must be private, for on clear glass a picture is light in people's eyes.
    """
    if moment.page != Mode.HERO.value or moment.state.emergency is not None:
        return False
    if not moment.place.glass:
        return moment.live == 0
    wishes = plan_glass(moment.hall, moment.state, now, is_heard=moment.silent_s < UNHEARD_S, is_emergency=False)
    wish = wishes.get(moment.place.glass)
    return wish is not None and wish.is_private


@dataclass(frozen=True, slots=True)
class _Read:
    """What was found in the files."""

    playlist: Playlist | None = None
    faults: Mapping[str, PictureFault] = field(default_factory=dict[str, PictureFault])
    problems: tuple[str, ...] = ()


class ContentModel(QObject):
    """The page of a playlist that a screen shows now."""

    changed = Signal()
    _found = Signal(object)

    def __init__(self, file: Path, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """Show nothing yet.

        Args:
            file: the playlist; read again before each page.
            now: the hall's time.
            parent: owner in Qt.
        """
        super().__init__(parent)
        self._file = file
        self._now = now
        self._read = _Read()
        self._told: set[str] = set()
        self._broken: set[str] = set()
        self._is_allowed = False
        self._page: Page | None = None
        self._scene: Scene = {}
        self._place = WallPlace(id="")
        self._turns = QTimer(self, singleShot=True)
        self._turns.timeout.connect(self._turn)
        self._found.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def follow(self, moment: Moment) -> None:
        """Begin or stop as the calls allow."""
        self._place = moment.place
        is_allowed = may_show_content(moment, self._now())
        if is_allowed == self._is_allowed:
            return
        self._is_allowed = is_allowed
        if is_allowed:
            self._turn()
        else:
            self._turns.stop()
            self._show(None, 0, 0)

    def _turn(self) -> None:
        """Look into the files, then show the next page. What has no turn any more goes at once."""
        if self._page is not None and turn_of(self._page, self._now()) is not Turn.NOW:
            self._show(None, 0, 0)
        threading.Thread(target=self._look, name="playlist", daemon=True).start()

    def _look(self) -> None:
        found = _read(self._file)
        # The screen may have been closed meanwhile.
        with contextlib.suppress(RuntimeError):
            self._found.emit(found)

    @Slot(object)
    def _take(self, found: _Read) -> None:
        if found.playlist is not None:
            self._read = found
        self._tell(found)
        if self._is_allowed:
            self._next()

    def _next(self) -> None:
        playlist, now = self._read.playlist, self._now()
        pages = [] if playlist is None else [page for page in pages_now(playlist, now) if self._can_show(page)]
        page = next_page(pages, "" if self._page is None else self._page.id)
        self._show(page, 0 if page is None else pages.index(page) + 1, len(pages))
        self._turns.start(IDLE_MS if page is None else round(seconds_left(page, now) * 1000) + 1)

    def _can_show(self, page: Page) -> bool:
        return page.id not in self._read.faults and page.id not in self._broken

    def _show(self, page: Page | None, number: int, count: int) -> None:
        self._page = page
        scene = {} if page is None else _page_scene(page, self._file.parent, number, count)
        if scene != self._scene:
            self._scene = scene
            self.changed.emit()

    def _tell(self, found: _Read) -> None:
        """Name once what is wrong."""
        faults = (f"page {page} is not shown, its picture: {fault.value}" for page, fault in found.faults.items())
        for problem in (*found.problems, *faults):
            if problem not in self._told:
                self._told.add(problem)
                _log.warning("playlist %s: %s", self._file, problem)

    @Slot(str)
    def refuse(self, page: str) -> None:
        """A picture that looked whole could not be decoded: go on with the next page."""
        self._broken.add(page)
        _log.warning("playlist %s: page %s is not shown, its picture cannot be decoded", self._file, page)
        if self._is_allowed and self._page is not None and self._page.id == page:
            self._next()

    def _get_panes(self) -> list[Scene]:
        edges = (0.0, *(self._place.seams or THIRDS), 1.0)
        return [{"x": left, "width": right - left} for left, right in pairwise(edges)]

    page = Property(_MAP, lambda self: self._scene, notify=changed)
    """What is shown; empty while nothing is."""
    panes = Property(_LIST, _get_panes, notify=changed)
    """Left edge and width of each pane, as shares of the screen."""
    isGlass = Property(bool, lambda self: self._place.glass != "", notify=changed)
    """It is projected on glass, where black is no light at all."""
    hasSeams = Property(bool, lambda self: len(self._place.seams) > 0, notify=changed)
    """Its panes are apart: nothing may cross from one to the other."""


def _read(file: Path) -> _Read:
    """Read the playlist and look at its pictures. In a thread of its own: a share on the network may take its time."""
    try:
        playlist = load_playlist(file)
    except ConfigError as error:
        return _Read(problems=tuple(report(error, LANGUAGES[0])))
    looked = look_at_pictures(playlist, file.parent)
    return _Read(playlist, {page: found for page, found in looked.items() if isinstance(found, PictureFault)})


def _page_scene(page: Page, folder: Path, number: int, count: int) -> Scene:
    return {
        "id": page.id,
        "heading": page.heading,
        "title": page.title,
        "text": page.text,
        "where": page.where,
        "listHeading": page.list_heading,
        "points": [{"what": point.what, "note": point.note} for point in page.points],
        "picture": QUrl.fromLocalFile(str((folder / page.picture).absolute())).toString() if page.picture else "",
        "number": number,
        "count": count,
    }
