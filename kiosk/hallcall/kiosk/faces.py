"""Whether this kiosk looks at faces, by ``[face]`` of its machine's file, and with what."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import structlog
from PySide6.QtCore import QObject

from hallcall.core.errors import FaceError
from hallcall.face.consent import CONSENTS, ConsentBook, LookRecord, record_consent
from hallcall.face.gallery import FaceStore, Gallery
from hallcall.face.liveness import LookTaker
from hallcall.face.liveness.pads import open_blinks, open_pads
from hallcall.face.registry import start_engine
from hallcall.face.settings import FaceSettings, load_face_settings
from hallcall.hal import Devices
from hallcall.kiosk.face_errands import GalleryMaker
from hallcall.kiosk.face_memory import FolderMemory
from hallcall.kiosk.face_scanner import FaceTools, HalFaceScanner, camera_of
from hallcall.kiosk.model.face_port import Agreement, Errand
from hallcall.kiosk.settings import KioskSettings

__all__ = ["KioskFaces", "keep_agreement", "open_faces"]

_PSEUDONYM_BYTES = 16
_log = structlog.get_logger("hallcall.kiosk")


@dataclass(frozen=True, slots=True)
class KioskFaces:
    """What a kiosk has for faces; each part may be missing."""

    scanner: HalFaceScanner | None = None
    """Who looks; None where nobody does."""
    memory: FolderMemory | None = None
    """Who is remembered today. It is there without a camera too: whoever wants to be forgotten needs none."""

    def close(self) -> None:
        """Look no more, and finish what was asked for."""
        if self.scanner is not None:
            self.scanner.close()
        if self.memory is not None:
            self.memory.close()


def open_faces(settings: KioskSettings, hal: Devices, parent: QObject) -> KioskFaces:
    """Who looks at faces at this kiosk; nobody where the site does not want it, or it cannot be done lawfully.

    Raises:
        ConfigError: ``[face]`` has findings.
    """
    chosen = load_face_settings(settings.machine)
    if not chosen.is_enabled:
        return KioskFaces()
    store = _open_store(chosen)
    memory = FolderMemory(store, settings.kiosk, parent) if store is not None else None
    camera = camera_of(hal)
    missing = [
        name
        for name, is_there in (
            ("camera", camera is not None),
            ("handler, contact, ticket_days", chosen.handling is not None),
            ("folder", _can_keep(chosen.folder)),
        )
        if not is_there
    ]
    if camera is None or missing:
        _log.warning("kiosk.no_way_by_face", missing=missing)
        return KioskFaces(memory=memory)
    book = ConsentBook(chosen.folder / CONSENTS)
    scanner = HalFaceScanner(
        hal,
        camera,
        chosen.handling,
        FaceTools(
            make_engine=lambda: start_engine(chosen),
            record=lambda agreement: keep_agreement(book, agreement, settings.kiosk, store),
            make_gallery=_gallery_maker(chosen, store),
            make_taker=lambda engine: LookTaker(engine, open_pads(chosen), open_blinks(chosen)),
            liveness=chosen.liveness,
        ),
        parent=parent,
    )
    return KioskFaces(scanner, memory)


def _open_store(chosen: FaceSettings) -> FaceStore | None:
    """What is kept of the day's faces; None where the site keeps none, or the machine cannot."""
    if not chosen.hall:
        return None
    try:
        return FaceStore(chosen)
    except FaceError as error:
        _log.warning("kiosk.no_faces_kept", reason=error.code)
        return None


def _gallery_maker(chosen: FaceSettings, store: FaceStore | None) -> GalleryMaker | None:
    """Opens the gallery; None where nobody may be searched for."""
    if store is None or not chosen.impact_assessment:
        return None
    return lambda engine, today: Gallery(store, engine, chosen, today)


def _can_keep(folder: Path) -> bool:
    """Whether records can be kept there. Told now, and not by a camera that then stays closed."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)


def keep_agreement(book: ConsentBook, agreement: Agreement, kiosk: str, store: FaceStore | None = None) -> None:
    """Record that somebody agreed to one look, and delete the records whose time is over.

    The pseudonyms of 1:1 are drawn anew each time: nothing is kept of it that anybody could look for later, and
    so nobody who reads the records learns who came, or came twice. Of who is looked for among many nobody knows who it
    is: no pseudonym. Who is remembered has that of their booking, by which they withdraw.

    Raises:
        FaceError: ``face.guardian_needed``, ``face.store_failed``, ``face.hall_missing``.
    """
    day = agreement.at.date()
    book.forget(day)
    if agreement.errand is Errand.FIND:
        notice = agreement.notice
        look = LookRecord(notice=notice.version, language=notice.language, day=day, at=agreement.at, machine=kiosk)
        book.give(look, notice)
        return
    subject, guardian = _pseudonyms(agreement, store)
    record = record_consent(
        agreement.notice,
        subject,
        birth=agreement.birth,
        day=day,
        at=agreement.at,
        machine=kiosk,
        guardian=guardian,
    )
    book.give(record, agreement.notice)


def _pseudonyms(agreement: Agreement, store: FaceStore | None) -> tuple[str, str]:
    """Of the visitor, and of their guardian if one agreed."""
    if agreement.booking is None:
        guardian = secrets.token_hex(_PSEUDONYM_BYTES) if agreement.guardian else ""
        return secrets.token_hex(_PSEUDONYM_BYTES), guardian
    if store is None:
        raise FaceError("face.hall_missing")
    guardian = store.vault.pseudonym(f"card:{agreement.guardian}") if agreement.guardian else ""
    return store.subject(agreement.booking), guardian
