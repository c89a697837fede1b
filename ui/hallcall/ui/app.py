"""Starting a Qt screen: the right painter, the shipped fonts, no silent warnings.

Without a GPU hallcall paints with Qt Quick's own software renderer. It never runs OpenGL on the processor
(llvmpipe): a call would reach a 4K wall after 300 ms instead of 14 ms.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, QUrl, qInstallMessageHandler
from PySide6.QtGui import QColor, QGuiApplication, QOffscreenSurface, QOpenGLContext
from PySide6.QtQml import QQmlEngine, QQmlError
from PySide6.QtQuick import QQuickView, QQuickWindow, QSGRendererInterface

from hallcall.core.errors import ConfigError
from hallcall.ui.fonts import load_fonts
from hallcall.ui.garbage import GuiGarbage
from hallcall.ui.icons import IconProvider
from hallcall.ui.qr import QrProvider
from hallcall.ui.texts import ScreenTexts
from hallcall.ui.theme import QML_PATH

__all__ = ["create_app", "has_gpu", "make_view", "prepare_engine", "quit_on_signals"]

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("hallcall.ui.qt")
_qml_log = logging.getLogger("hallcall.ui.qml")
_SOFTWARE_GL = ("llvmpipe", "softpipe", "swrast", "software")
_GL_RENDERER = 0x1F01
"""Source: OpenGL registry, ``GL_RENDERER``."""
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def create_app(
    name: str,
    *,
    gpu: bool = False,
    factory: Callable[[Sequence[str]], QGuiApplication] = QGuiApplication,
) -> QGuiApplication:
    """The one application object of a screen, with painter and fonts settled.

    Args:
        name: of the program, ``hallcall-kiosk``.
        gpu: paint with the graphics processor; falls back to the software renderer, and says so, when there is none.
        factory: the class to make; widgets pass ``QApplication``.

    Raises:
        ConfigError: the shipped fonts are missing or not the shipped ones.
    """
    # Packages such as OpenCV point these at their own plug-ins and fonts.
    for variable in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        os.environ.pop(variable, None)
    found = QGuiApplication.instance()
    if not gpu and found is None:
        _use_software_renderer()  # afterwards Qt has chosen
    qInstallMessageHandler(_log_qt_message)
    if found is not None and not isinstance(found, QGuiApplication):
        raise ConfigError("config.invalid", file="QCoreApplication")
    app = found or factory([name])
    app.setApplicationName(name)
    if app.findChild(GuiGarbage) is None:
        GuiGarbage(app)
    if gpu and not has_gpu():
        _log.warning("no GPU found: painting in software")
        _use_software_renderer()
    load_fonts()
    return app


def has_gpu() -> bool:
    """Whether OpenGL runs on a graphics processor. Needs the application object."""
    context = QOpenGLContext()
    if not context.create():
        return False
    surface = QOffscreenSurface()
    surface.create()
    if not context.makeCurrent(surface):
        return False
    renderer = str(context.functions().glGetString(_GL_RENDERER)).lower()
    context.doneCurrent()
    return not any(name in renderer for name in _SOFTWARE_GL)


def prepare_engine(engine: QQmlEngine, texts: ScreenTexts) -> None:
    """Give a QML engine the module ``Hallcall``, the image providers and the texts."""
    engine.addImportPath(str(QML_PATH))
    engine.addImageProvider("icon", IconProvider())
    engine.addImageProvider("qr", QrProvider())
    engine.setOutputWarningsToStandardError(False)
    engine.warnings.connect(_log_qml_warnings)
    singleton(engine, "Texts").setProperty("source", texts)


def singleton(engine: QQmlEngine, name: str) -> QObject:
    """A QML singleton of the module ``Hallcall``: ``Theme`` or ``Texts``."""
    found: Any = engine.singletonInstance("Hallcall", name)
    if not isinstance(found, QObject):
        raise ConfigError("config.missing", file=f"Hallcall/{name}.qml")
    return found


def make_view(
    main: Path, texts: ScreenTexts, properties: Mapping[str, Any], *, import_paths: Sequence[Path] = ()
) -> QQuickView:
    """A window that shows ``main``, its root resized with the window.

    Args:
        main: the QML file.
        texts: the texts of this screen.
        properties: values of the root's ``required`` properties.
        import_paths: further QML modules.

    Raises:
        ConfigError: ``config.invalid`` when the file does not load.
    """
    view = QQuickView()
    engine = view.engine()
    for path in import_paths:
        engine.addImportPath(str(path))
    prepare_engine(engine, texts)
    view.setColor(QColor("black"))
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    view.setInitialProperties(dict(properties))
    view.setSource(QUrl.fromLocalFile(str(main)))
    if view.status() is not QQuickView.Status.Ready:
        for error in view.errors():
            _qml_log.error("%s", error.toString())
        raise ConfigError("config.invalid", file=str(main))
    return view


def quit_on_signals(app: QGuiApplication) -> None:
    """End the event loop on SIGTERM and SIGINT.

    Python looks at signals only when it runs: the caller has a timer or a link that wakes it now and then.
    """

    def quit_app(_number: int, _frame: FrameType | None) -> None:
        app.quit()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, quit_app)


def _use_software_renderer() -> None:
    os.environ["QT_QUICK_BACKEND"] = "software"
    # Qt would hold each picture back for 5 ms in the hope of more changes; the models gather what belongs together.
    os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")
    QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)


def _log_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    _qt_log.log(_LEVELS[kind], "%s: %s", context.category or "qt", message)
    if kind is QtMsgType.QtFatalMsg:
        sys.stderr.write(f"{message}\n")


def _log_qml_warnings(warnings: Sequence[QQmlError]) -> None:
    for warning in warnings:
        _qml_log.warning("%s", warning.toString())
