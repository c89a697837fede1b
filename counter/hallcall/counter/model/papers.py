"""Papers for the visitor: out of this desk's report printer, or as a file where there is none or it does not print."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal, Slot

from hallcall.core.because import Said, Value
from hallcall.core.errors import DeviceError, HallcallError, StorageError
from hallcall.hal import DeviceId, Devices, Reason
from hallcall.hal.ports.report import PrintReport, ReportPrinterCapabilities

_BEGUN_BY_S = 5.0
"""A paper whose turn has not come by then is not printed any more: the visitor has the file."""
_REASONS = frozenset(Reason)


class Papers(QObject):
    """Takes papers and says what became of the last one.

    Attributes:
        said: what became of it; None before the first, and when it is lost.
        error: why it is lost.
        is_printing: whether it is still at the printer.
    """

    changed = Signal()
    _ended = Signal(str, object)

    def __init__(
        self, folder: Path | None = None, devices: Devices | None = None, parent: QObject | None = None
    ) -> None:
        """Look for a printer.

        Args:
            folder: for what is not printed; None is one in the user's documents.
            devices: of this machine; None when it has none.
            parent: as Qt's.
        """
        super().__init__(parent)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._folder = folder or Path(documents) / "hallcall"
        self._devices = devices
        self._printer = _report_printer(devices) if devices is not None else None
        self._last = ""
        self._paper = (b"", "")
        self.said: Said | None = None
        self.error: HallcallError | None = None
        self.is_printing = False
        self._ended.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def put(self, content: bytes, name: str) -> None:
        """Print a PDF, or keep it under ``name``."""
        self._paper, self.error = (content, name), None
        if self._devices is None or self._printer is None:
            self._keep("why-printed")
            return
        self._last, self.is_printing = f"paper-{uuid4().hex}", True
        self.said = Said("paper-printing", {})
        command = PrintReport(document=content)
        request_id = self._last
        future = self._devices.do(self._printer, command, request_id, deadline_s=_BEGUN_BY_S)
        future.add_done_callback(lambda done: self._tell(request_id, done))
        self.changed.emit()

    def _tell(self, request_id: str, done: Future[None]) -> None:
        """On the thread of the device."""
        self._ended.emit(request_id, done.exception())

    @Slot(str, object)
    def _take(self, request_id: str, error: BaseException | None) -> None:
        if request_id != self._last:
            return
        self.is_printing = False
        if error is None:
            self.said = Said("paper-printed", {})
            self.changed.emit()
        else:
            self._keep("paper-kept", _need(error))

    def _keep(self, message: str, need: str = "") -> None:
        content, name = self._paper
        path = self._folder / name
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError:
            self.said, self.error = None, StorageError("storage.failed", path=str(path))
        else:
            values: dict[str, Value] = {"path": str(path)}
            if need:
                values["need"] = Said(need, {})
            self.said = Said(message, values)
        self.changed.emit()


def _report_printer(devices: Devices) -> DeviceId | None:
    found = (id_ for id_ in devices.status() if isinstance(devices.get(id_).capabilities, ReportPrinterCapabilities))
    return next(found, None)


def _need(error: BaseException) -> str:
    """The message that says what the printer needs."""
    reason = str(error.fields.get("reason", "")) if isinstance(error, DeviceError) else ""
    if reason == Reason.MEDIA_MISSING:
        return "paper-need-sheets"
    if reason in _REASONS:
        return f"device-reason-{reason}"
    code = error.code if isinstance(error, HallcallError) else "device.unexpected"
    return "error-" + code.replace(".", "-").replace("_", "-")
