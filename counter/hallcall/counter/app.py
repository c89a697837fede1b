"""The counter as a program: settings in, one window on the screen, one link to the server."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QTimer
from PySide6.QtWidgets import QApplication

from hallcall.assets import LANGUAGES
from hallcall.client import LinkSettings
from hallcall.client.evacuation import EvacuationMemory
from hallcall.client.offline import OfflineStore, Outbox
from hallcall.core.errors import ConfigError, StorageError
from hallcall.core.terms import CounterNumber
from hallcall.counter.model import CallPad, Desk, LateFinishes, Papers
from hallcall.counter.server import CounterServer
from hallcall.counter.widgets import CounterWindow, Mode
from hallcall.hal import load_machine, open_devices
from hallcall.ui.app import create_app, quit_on_signals
from hallcall.ui.texts import ScreenTexts

_log = logging.getLogger(__name__)

_TICK_MS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterSettings:
    """What a counter machine knows of itself."""

    server: str
    """``http://127.0.0.1:8750``."""
    token_file: Path
    """Holds the machine's token, as given for its pairing code."""
    certificates: Path | None = None
    """Folder of the machine's certificate; None where the server has no TLS."""
    counter: CounterNumber
    """The number on the plate above this desk."""
    data: Path | None = None
    """Folder for what this counter ends while the server is away; None keeps nothing."""
    keepsake: Path | None = None
    """File in which it is kept that people must leave, for times without the server; None keeps nothing."""
    machine: Path | None = None
    """File of this machine's devices, a call pad or report printer among them; None where the desk has none."""
    language: str = LANGUAGES[0]
    mode: Mode = Mode.WINDOW
    on_top: bool = False
    """Stay above other windows."""
    position: tuple[int, int] | None = None
    """Upper left corner on the screen; None leaves it to the desktop."""


class CounterApp:
    """The composed application, for ``run`` and for programs that press its keys.

    Attributes:
        qt: the one application object.
        server: the link.
        desk: the view model.
        window: what the clerk sees.
    """

    def __init__(self, settings: CounterSettings) -> None:
        qt = create_app("hallcall-counter", factory=QApplication)
        if not isinstance(qt, QApplication):
            raise ConfigError("config.invalid", file="QGuiApplication")
        qt.setStyle("fusion")
        self.qt = qt
        link = LinkSettings(
            url=settings.server, token=_read_token(settings.token_file), certificates=settings.certificates
        )
        self.server = CounterServer(link)
        self._store = _open_store(settings)
        outbox = Outbox(self._store) if self._store is not None else None
        self.late = LateFinishes(self.server, outbox, settings.counter) if outbox is not None else None
        self.desk = Desk(
            self.server,
            settings.counter,
            ScreenTexts(settings.language),
            late=self.late,
            evacuation=EvacuationMemory(settings.keepsake),
        )
        self._devices = open_devices(load_machine(settings.machine)) if settings.machine is not None else None
        self._pad = CallPad(self.desk, self._devices) if self._devices is not None else None
        prints = settings.data / "prints" if settings.data is not None else None
        self.papers = Papers(prints, self._devices)
        self.window = CounterWindow(self.desk, settings.mode, on_top=settings.on_top, papers=self.papers)
        if settings.position is not None:
            self.window.place_at(QPoint(*settings.position))
        self._ticks = QTimer(interval=_TICK_MS)
        self._ticks.timeout.connect(self.desk.tick)

    def start(self) -> None:
        """Show the window and follow the hall."""
        self.window.show()
        self._ticks.start()
        self.server.start()
        if self._devices is not None:
            self._devices.start()

    def close(self) -> None:
        """Stop the link and the clock, and take everything apart in Qt's order: Python's own knows no parents."""
        self._ticks.stop()
        if self._pad is not None:
            self._pad.close()
        if self._devices is not None:
            self._devices.stop()
        if self.late is not None:
            self.late.close()
        self.server.close()
        if self._store is not None:
            self._store.close()
        self.window.close()
        for part in (self.window, self._pad, self.papers, self.desk, self.late, self.server):
            if part is not None:
                part.deleteLater()
                QCoreApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete.value)


def run(settings: CounterSettings) -> int:
    """Run the counter until its window is closed or the process is asked to end.

    Raises:
        ConfigError: no token, or the shipped fonts are missing.
    """
    app = CounterApp(settings)
    quit_on_signals(app.qt)
    app.start()
    try:
        return app.qt.exec()
    finally:
        app.close()


def _open_store(settings: CounterSettings) -> OfflineStore | None:
    """The counter's file; a counter whose disk fails works with the server only."""
    if settings.data is None:
        return None
    try:
        return OfflineStore(settings.data / f"C{settings.counter}.db")
    except StorageError:
        _log.exception("nothing can be kept for times without the server")
        return None


def _read_token(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise ConfigError("config.missing", file=str(path)) from None
    except OSError:
        raise ConfigError("config.unreadable", file=str(path)) from None
