"""The kiosk application, put together: link, devices, models, one window."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPixmapCache
from PySide6.QtQuick import QQuickView

from hallcall.client import LinkSettings
from hallcall.client.evacuation import OWN_ALARM_MS, EvacuationMemory
from hallcall.core.errors import StorageError
from hallcall.hal import Services, load_machine, open_devices
from hallcall.kiosk.face_picture import FacePictures
from hallcall.kiosk.faces import open_faces
from hallcall.kiosk.keypad import PadHands
from hallcall.kiosk.locker import open_locker
from hallcall.kiosk.model.devices import HalDevices
from hallcall.kiosk.model.face_port import FaceParts
from hallcall.kiosk.model.kiosk import Kiosk
from hallcall.kiosk.model.leaving import Leaving
from hallcall.kiosk.server import LinkedServer
from hallcall.kiosk.settings import KioskSettings
from hallcall.kiosk.standby import Standby
from hallcall.ui.app import create_app, make_view, quit_on_signals
from hallcall.ui.link import LinkBridge
from hallcall.ui.qr import forget_codes
from hallcall.ui.slip import SlipPainter
from hallcall.ui.texts import ScreenTexts

__all__ = ["KioskApp", "KioskSettings", "make_kiosk_view", "run"]

_log = logging.getLogger(__name__)
_MAIN = Path(__file__).parent / "qml" / "Main.qml"
START_ALONE_MS = 5000
"""A kiosk that is switched on waits so long for the server."""
_TOUCHES = {QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress}


class _TouchWatch(QObject):
    """Tells the kiosk of every touch and key press, whatever lies under the finger."""

    def __init__(self, kiosk: Kiosk, parent: QObject) -> None:
        super().__init__(parent)
        self._kiosk = kiosk

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's signature
        """Let everything through."""
        if event.type() in _TOUCHES:
            self._kiosk.touched()
        return False


def make_kiosk_view(texts: ScreenTexts, kiosk: Kiosk | None = None) -> QQuickView:
    """The kiosk's window; without a kiosk it says that it is starting, until ``show_kiosk``."""
    view = make_view(_MAIN, texts, {"kiosk": kiosk})
    if kiosk is not None:
        _watch(view, kiosk)
    return view


def show_kiosk(view: QQuickView, kiosk: Kiosk) -> None:
    """Show the kiosk's pages in a window that was starting."""
    view.rootObject().setProperty("kiosk", kiosk)
    _watch(view, kiosk)


def _watch(view: QQuickView, kiosk: Kiosk) -> None:
    view.installEventFilter(_TouchWatch(kiosk, view))
    if kiosk.face_look is not None:
        view.engine().addImageProvider("face", FacePictures(kiosk.face_look))
    kiosk.wiped.connect(lambda: _forget_scene(view))


def _forget_scene(view: QQuickView) -> None:
    """Drop what pictures and caches still hold of the last visit."""
    forget_codes()
    QPixmapCache.clear()
    view.engine().collectGarbage()


class KioskApp:
    """One running kiosk. ``start`` once, ``stop`` once."""

    def __init__(self, settings: KioskSettings) -> None:
        self._settings = settings
        self._hal = open_devices(load_machine(settings.machine), Services(rasteriser=SlipPainter()))
        link = LinkSettings(url=settings.url, token=settings.token, certificates=settings.certificates)
        self._bridge = LinkBridge(link)
        self._standby = self._open_standby()
        self._evacuation = EvacuationMemory(settings.keepsake)
        self._alone = QTimer(singleShot=True)
        self._alone.timeout.connect(self._start_alone)
        self._own_alarm = QTimer(interval=OWN_ALARM_MS)
        """Until the models look for themselves."""
        self._own_alarm.timeout.connect(self._look_here)
        self.texts = ScreenTexts(settings.language)
        self.view = make_kiosk_view(self.texts)
        self._leaving = Leaving(self.view)
        self.view.rootObject().setProperty("leaving", self._leaving)
        self.kiosk: Kiosk | None = None
        """The models, from the moment the server was reached for the first time."""
        self.devices = HalDevices(self._hal, self.view)
        """Card reader and printer. They run once there is somebody to hear them: from the first contact on."""
        self.devices.padKey.connect(PadHands(self.view).press)
        self._faces = open_faces(settings, self._hal, self.view)
        self._locker = open_locker(self._hal, settings.locker, self.view)
        self._bridge.snapshotTaken.connect(self._take_hall)

    def start(self) -> None:
        """Open the window and the link; the devices follow when the server was reached."""
        self.view.resize(self._settings.width_px, self._settings.height_px)
        if self._settings.fullscreen:
            self.view.setCursor(Qt.CursorShape.BlankCursor)
            self.view.showFullScreen()
        else:
            self.view.show()
        self._bridge.start()
        # Who must leave does not wait for the server.
        self._alone.start(0 if self._evacuation.emergency is not None else START_ALONE_MS)
        self._own_alarm.start()

    def stop(self) -> None:
        """Close everything; returns when no thread is left."""
        self._alone.stop()
        self._own_alarm.stop()
        if self._standby is not None:
            self._standby.close()
        self._bridge.close()
        if self._standby is not None:
            self._standby.close_file()
        self._faces.close()
        if self._locker is not None:
            self._locker.close()
        self.devices.close()
        self._hal.stop()
        self.view.close()

    def _open_standby(self) -> Standby | None:
        """The kiosk's own numbers; a kiosk whose disk fails works with the server only."""
        if self._settings.data is None:
            return None
        try:
            return Standby(self._bridge, self._settings.kiosk, self._settings.data)
        except StorageError:
            _log.exception("no numbers for times without the server")
            return None

    def _start_alone(self) -> None:
        """No server since the start: go on with the hall as it was last told."""
        known = self._standby.known_hall() if self._standby is not None and self._bridge.hall is None else None
        if known is not None:
            self._bridge.hall = known
            self._take_hall()
        elif self.kiosk is None:
            self._leaving.tell(self._evacuation.emergency)

    def _look_here(self) -> None:
        """This machine's own contact says something else than before, and there is no server yet."""
        if self._evacuation.look_here():
            self._start_alone()

    def _take_hall(self) -> None:
        if self.kiosk is not None or self._bridge.hall is None:
            return
        public_url = self._settings.public_url or self._settings.url
        server = LinkedServer(self._bridge, public_url, self.view, standby=self._standby, evacuation=self._evacuation)
        if self._settings.kiosk not in server.hall.kiosk_by_id:
            _log.warning("the hall knows no kiosk %s: it gives no walking orders", self._settings.kiosk)
        self.kiosk = Kiosk(
            server,
            self.devices,
            self.texts,
            self._settings.kiosk,
            self.view,
            faces=FaceParts(scanner=self._faces.scanner, memory=self._faces.memory),
            locker=self._locker,
        )
        self._own_alarm.stop()
        show_kiosk(self.view, self.kiosk)
        # Not earlier: the reader tells of a card once, and a card told to nobody leaves its owner waiting.
        self._hal.start()


def run(settings: KioskSettings) -> int:
    """Run the kiosk until it is told to stop.

    Raises:
        ConfigError: the machine's file or the shipped fonts are missing or wrong.
    """
    app = create_app("hallcall-kiosk", gpu=settings.gpu)
    kiosk = KioskApp(settings)
    quit_on_signals(app)
    kiosk.start()
    try:
        return QGuiApplication.exec()
    finally:
        kiosk.stop()
