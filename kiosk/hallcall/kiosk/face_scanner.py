"""Looks at faces for the kiosk, in a thread of its own: record the consent, open the camera, guide, compare, close.

Who is to be found or remembered is then asked to turn their head (``face.liveness``), and it must be the same person
all the while: each look of the challenge is compared with those that were just taken.

The GUI thread never waits: it asks, and is told by queued signals. A look that is stopped is no longer listened to,
whatever its thread is busy with; the camera is told to close at once, and closes by itself soon after in any case.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field

import structlog
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from hallcall.client import new_key
from hallcall.core.errors import DeviceError, DeviceTimeout, FaceError
from hallcall.face import FaceEngine, Mode, Picture, Template
from hallcall.face.images import picture_of
from hallcall.face.liveness import ActiveChallenge, Ask, ChallengeRules, LookTaker, Progress, State, draw_steps
from hallcall.face.matching import fuse
from hallcall.face.notice import Handling
from hallcall.face.quality import Guidance, guide
from hallcall.face.settings import Liveness
from hallcall.hal import DeviceEvent, DeviceId, Devices, StatusChanged
from hallcall.hal.frames import FrameReader
from hallcall.hal.ports.camera import CameraCapabilities, CameraView, CloseCamera, OpenCamera
from hallcall.kiosk.face_errands import Errands, GalleryMaker, RunningErrand
from hallcall.kiosk.face_picture import draw_face_picture
from hallcall.kiosk.model.face_port import Agreement, Errand, Judgement, Outcome, ScanSignals, Sight

__all__ = ["FaceTools", "HalFaceScanner", "camera_of"]

LOOKS = 5
"""Frames that are fused: more than the three of ``matching.LEAST_LOOKS``, as those of one camera are alike."""
_BETWEEN_LOOKS_S = 0.2
"""Frames that follow each other at once tell nothing new."""
_FPS = 12.0
_HOLD_S = 5.0
_RENEW_S = 2.0
_OPEN_S = 8.0
_STILL_S = 2.5
"""No new frame for so long: the camera hangs."""
_PAUSE_S = 0.01
LOOKS_PERCENT = 40
"""So far the looks fill the ring where a challenge follows."""
LIMIT_S = 30
"""One try."""
CHALLENGE_LIMIT_S = 60
"""One try with a challenge: its own limits let nobody take longer than it asks."""
_OF_A_PHOTO = frozenset({"face.picture_unreadable", "face.picture_too_small", "face.none", "face.several"})
"""What may be wrong with the photo of a card."""
_OF_AN_ENGINE = frozenset({"face.one_to_many"})
"""What keeps an engine from ever searching."""
_log = structlog.get_logger("hallcall.kiosk")


def camera_of(hal: Devices) -> DeviceId | None:
    """The machine's first camera."""
    return next((one for one in hal.status() if isinstance(hal.get(one).capabilities, CameraCapabilities)), None)


@dataclass(slots=True)
class _Run:
    """One look. ``stopped`` and the commands to the camera exclude each other, so that none opens it after its end."""

    number: int
    photo: bytes = field(repr=False)
    agreement: Agreement = field(repr=False)
    lock: threading.Lock = field(default_factory=threading.Lock)
    stopped: threading.Event = field(default_factory=threading.Event)
    templates: list[Template] = field(default_factory=list[Template], repr=False)
    looked_at: float = 0.0

    def ends(self, outcome: Outcome) -> Judgement:
        """It ended so, whoever it is."""
        return Judgement(look=self.number, outcome=outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceTools:
    """With what a kiosk looks at faces; all that makes something does it once, when somebody is looked at first."""

    make_engine: Callable[[], FaceEngine]
    """Loads the engine; raises ``FaceError``."""
    record: Callable[[Agreement], None]
    """Keeps that somebody agreed; raises ``FaceError``."""
    make_gallery: GalleryMaker | None = None
    """Opens whom the machine may know; None: the site has no impact assessment, and nobody is looked for."""
    make_taker: Callable[[FaceEngine], LookTaker] = LookTaker
    """Makes looks for the challenge, with what the site has besides; raises ``FaceError``."""
    liveness: Liveness = Liveness.MANY
    """Who is asked to turn their head,"""
    rules: ChallengeRules = field(default_factory=ChallengeRules)
    """and the limits of that."""


class HalFaceScanner(ScanSignals):
    """``FaceScanner`` over the camera of this machine."""

    _heard = Signal(object)

    def __init__(
        self,
        hal: Devices,
        camera: DeviceId,
        handling: Handling | None,
        tools: FaceTools,
        parent: QObject | None = None,
    ) -> None:
        """Nothing is opened or loaded yet.

        Args:
            hal: the devices.
            camera: which of them looks.
            handling: what the site says of itself.
            tools: with what it looks, and what it asks for.
            parent: in Qt.
        """
        super().__init__(parent)
        self._hal = hal
        self._camera = camera
        self.handling = handling
        self._tools = tools
        self._looks: LookTaker | None = None
        self._known: Errands | None = None
        self._engine: FaceEngine | None = None
        self._has_no_engine = self._cannot_find = False
        self._engine_lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._run: _Run | None = None
        self._recorded: Agreement | None = None
        self._threads: list[threading.Thread] = []
        can = hal.get(camera).capabilities
        self._is_mirrored = isinstance(can, CameraCapabilities) and can.is_mirrored
        self._heard.connect(self._take_event)
        self._unsubscribe = hal.subscribe(self._heard.emit)

    @property
    def signals(self) -> ScanSignals:
        """What it tells."""
        return self

    @property
    def is_available(self) -> bool:
        """Whether camera and engine work as far as is known."""
        return not self._has_no_engine and self._hal.get(self._camera).status.is_usable

    @property
    def can_find(self) -> bool:
        """Whether the site has a gallery."""
        return self._tools.make_gallery is not None and not self._has_no_engine and not self._cannot_find

    def limit_s(self, errand: Errand) -> int:
        """How long one try may take."""
        mode = Mode.ONE_TO_ONE if errand is Errand.VERIFY else Mode.ONE_TO_MANY
        return CHALLENGE_LIMIT_S if self._tools.liveness.is_for(mode) else LIMIT_S

    def start(self, photo: bytes, agreement: Agreement) -> int:
        """Look at who stands there; returns at once."""
        self.stop()
        self._run = run = _Run(next(self._numbers), photo, agreement)
        thread = threading.Thread(target=self._look, args=(run,), name=f"face-{run.number}", daemon=True)
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        thread.start()
        return run.number

    def stop(self) -> None:
        """Close the camera and forget what was seen."""
        run, self._run = self._run, None
        if run is None or run.stopped.is_set():
            return
        with run.lock:
            run.stopped.set()
            self._hal.do(self._camera, CloseCamera(), new_key())

    def close(self) -> None:
        """Look no more; waits a moment for a look that is under way."""
        self._unsubscribe()
        self.stop()
        for thread in self._threads:
            thread.join(_STILL_S)
        if self._looks is not None:
            self._looks.close()

    @Slot(object)
    def _take_event(self, event: DeviceEvent) -> None:
        if isinstance(event, StatusChanged) and event.device == self._camera:
            self.availableChanged.emit()

    # -- in the thread of a look ------------------------------------------------------------------------------------

    def _look(self, run: _Run) -> None:
        try:
            judgement = self._judge(run)
        except (FaceError, DeviceError, OSError) as error:
            _log.warning("kiosk.face_not_seen", reason=getattr(error, "code", type(error).__name__))
            judgement = run.ends(Outcome.CAMERA)
        except Exception as error:  # noqa: BLE001 - somebody else's engine: the visitor still gets their number by card
            # No traceback: what an engine was busy with is somebody's face.
            _log.error("kiosk.face_engine_failed", reason=type(error).__name__)
            judgement = run.ends(Outcome.CAMERA)
        self._finish(run, judgement)

    def _finish(self, run: _Run, judgement: Judgement | None) -> None:
        with run.lock:
            is_wanted = not run.stopped.is_set()
            if is_wanted:
                run.stopped.set()
                self._hal.do(self._camera, CloseCamera(), new_key())
        run.templates.clear()
        if is_wanted and judgement is not None:
            self.judged.emit(judgement)

    def _judge(self, run: _Run) -> Judgement | None:
        """How it ended; None when it was stopped."""
        engine = self._loaded()
        try:
            errand = self._errands(engine).begin(run.agreement, run.photo)
        except FaceError as error:
            if error.code in _OF_AN_ENGINE:
                self._cannot_find = True
                self.availableChanged.emit()
            if error.code not in _OF_A_PHOTO:
                raise
            _log.info("kiosk.card_photo_unusable", reason=error.code)
            return run.ends(Outcome.NO_PHOTO)
        if run.stopped.is_set():
            return None
        if run.agreement is not self._recorded:
            self._tools.record(run.agreement)
            self._recorded = run.agreement
        asked = self._ask_open(run)
        if asked is None:
            return None
        try:
            view = asked.result(_OPEN_S)
        except TimeoutError as error:
            raise DeviceTimeout("device.timeout", device=self._camera) from error
        with closing(self._pictures(run, view)) as pictures:
            return self._see_all(run, engine, errand, pictures)

    def _see_all(
        self, run: _Run, engine: FaceEngine, errand: RunningErrand, pictures: Iterator[Picture]
    ) -> Judgement | None:
        """Look until it is known who it is, and that they are there; None when it was stopped."""
        for picture in pictures:
            self._collect(run, engine, picture)
            if len(run.templates) == LOOKS:
                break
        else:
            return None
        found = errand.judge(run.templates)
        if found.outcome is Outcome.SAME and self._tools.liveness.is_for(run.agreement.notice.mode):
            end = self._challenge(run, engine, pictures)
            if end is None:
                return None
            if end.failure is not None:
                _log.info("kiosk.face_challenge_failed", reason=end.failure.value)
                return Judgement(look=run.number, outcome=Outcome.NOT_SHOWN, failure=end.failure)
        if run.stopped.is_set():
            return None
        if found.outcome is Outcome.SAME:
            errand.keep(run.templates)
        return Judgement(look=run.number, outcome=found.outcome, booking=found.booking)

    def _collect(self, run: _Run, engine: FaceEngine, picture: Picture) -> None:
        """Guide whoever stands there, and keep the look when it is good."""
        faces = engine.detect(picture)
        guidance = guide([(face, engine.quality(picture, face)) for face in faces])
        now = time.monotonic()
        if guidance is Guidance.GOOD and now - run.looked_at >= _BETWEEN_LOOKS_S:
            run.looked_at = now
            run.templates.append(engine.embed(picture, faces[0]))
        share = LOOKS_PERCENT if self._tools.liveness.is_for(run.agreement.notice.mode) else 100
        self._show(run, picture, guidance, share * len(run.templates) // LOOKS)

    def _challenge(self, run: _Run, engine: FaceEngine, pictures: Iterator[Picture]) -> Progress | None:
        """Let them turn their head, all the while the person who was just compared; None when it was stopped."""
        taker = self._taker(engine)
        steps = draw_steps(self._tools.rules, can_blink=taker.can_blink)
        challenge = ActiveChallenge(
            engine, steps, reference=fuse(run.templates), rules=self._tools.rules, is_mirrored=self._is_mirrored
        )
        for picture in pictures:
            look = taker.take(picture, time.monotonic())
            progress = challenge.see(look)
            if progress.state is not State.RUNNING:
                return progress
            done = LOOKS_PERCENT + (100 - LOOKS_PERCENT) * progress.done // len(steps)
            guidance = Guidance.GOOD if look.faces else Guidance.NOBODY
            self._show(run, picture, guidance, done, ask=progress.ask)
        return None

    def _show(self, run: _Run, picture: Picture, guidance: Guidance, done: int, *, ask: Ask = Ask.NOTHING) -> None:
        shown: QImage = draw_face_picture(picture, done, is_mirrored=self._is_mirrored)
        if not run.stopped.is_set():
            self.seen.emit(Sight(look=run.number, guidance=guidance, done_percent=done, ask=ask, picture=shown))

    def _loaded(self) -> FaceEngine:
        with self._engine_lock:
            if self._engine is None:
                try:
                    self._engine = self._tools.make_engine()
                except FaceError:
                    self._has_no_engine = True
                    self.availableChanged.emit()
                    raise
            return self._engine

    def _taker(self, engine: FaceEngine) -> LookTaker:
        with self._engine_lock:
            if self._looks is None:
                self._looks = self._tools.make_taker(engine)
            return self._looks

    def _errands(self, engine: FaceEngine) -> Errands:
        with self._engine_lock:
            if self._known is None:
                self._known = Errands(engine, self._tools.make_gallery)
            return self._known

    def _ask_open(self, run: _Run) -> Future[CameraView] | None:
        """Open the camera, or keep it open; None when the look was stopped."""
        with run.lock:
            if run.stopped.is_set():
                return None
            return self._hal.do(self._camera, OpenCamera(hold_s=_HOLD_S), new_key(), deadline_s=_OPEN_S)

    def _pictures(self, run: _Run, view: CameraView) -> Generator[Picture]:
        """What the camera sees, until the look is stopped."""
        reader = FrameReader(view.path, view.width, view.height, fps=_FPS)
        came_at = renewed_at = time.monotonic()
        try:
            while not run.stopped.is_set():
                now = time.monotonic()
                if now - renewed_at > _RENEW_S:
                    renewed_at = now
                    self._ask_open(run)
                frame = reader.take()
                if frame is not None:
                    came_at = now
                    yield picture_of(frame)
                elif now - came_at > _STILL_S:
                    raise DeviceTimeout("device.timeout", device=self._camera)
                else:
                    time.sleep(_PAUSE_S)
        finally:
            reader.close()
