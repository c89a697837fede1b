"""The voices of one machine, tried in their order, on a thread of their own: nobody waits for an engine.

::

    ask(text) ──▶ recorded clips? ──▶ rendered before? ──▶ engine's process (killed when it hangs) ──▶ next voice
"""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import structlog

from hallcall.core.errors import DeviceError, DeviceFault, DeviceProtocol
from hallcall.core.languages import Language
from hallcall.hal.model import DeviceId
from hallcall.hal.vendor import VendorProcess
from hallcall.hal.voice.clips import ClipPack, load_pack
from hallcall.hal.voice.rendered import RenderedSentences
from hallcall.hal.voice.sound import write_sound

_log = structlog.get_logger("hallcall.voice")

CLIPS = "clips"
"""The word for the recorded pack in the order of voices."""
AHEAD = -1
"""Urgency of what is only made ready."""
_START_S = 15.0
"""An engine may take so long to load its model."""
_REST_S = 30.0
"""An engine that failed is left alone for so long."""
_END = float("-inf")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sentence as sound."""

    file: Path
    voice: str


class NoVoice(Exception):
    """No voice of this machine can say it."""


class Voices:
    """Turns sentences into files."""

    def __init__(
        self,
        device: DeviceId,
        order: Sequence[str],
        rendered: RenderedSentences,
        *,
        clips: Path | None,
        render_s: float,
    ) -> None:
        """Prepare; nothing is read or started yet.

        Args:
            device: named in the log.
            order: ``clips`` and names of engines.
            rendered: keeps what was rendered.
            clips: folder of the recorded pack.
            render_s: an engine that needs longer for a sentence hangs.
        """
        self._clips_folder = clips
        self._pack: ClipPack | None = None
        self._rendered = rendered
        self._order = tuple(order)
        self._engines = {name: _Engine(device, name, render_s) for name in order if name != CLIPS}
        self._missing: frozenset[str] = frozenset()
        self._asked: queue.PriorityQueue[tuple[float, int, str, Language, Future[Rendered]]] = queue.PriorityQueue()
        self._count = itertools.count()
        self._thread: threading.Thread | None = None

    @property
    def missing(self) -> frozenset[str]:
        """Voices that could not be used when they were last tried."""
        return self._missing

    def start(self) -> None:
        """Begin to render."""
        self._thread = threading.Thread(target=self._work, name="voices", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the engines. What was asked and not begun is cancelled; what is rendered now may end by itself."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._asked.put((_END, next(self._count), "", Language.ZH, Future()))
            thread.join()

    def ask(self, text: str, language: Language, urgency: int) -> Future[Rendered]:
        """Have a sentence rendered; the most urgent first. Fails with :class:`NoVoice`."""
        future: Future[Rendered] = Future()
        self._asked.put((-urgency, next(self._count), text, language, future))
        return future

    def _work(self) -> None:
        self._load_pack()
        while True:
            urgency, _, text, language, future = self._asked.get()
            if urgency == _END:
                break
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(self._render(text, language))
                except Exception as error:  # noqa: BLE001 - voices' thread: it outlives any sentence
                    future.set_exception(error)
        for engine in self._engines.values():
            engine.stop()
        while not self._asked.empty():
            self._asked.get()[-1].cancel()

    def _load_pack(self) -> None:
        if self._clips_folder is None:
            return
        try:
            self._pack = load_pack(self._clips_folder)
        except (OSError, ValueError) as error:
            self._miss(CLIPS, error)

    def _render(self, text: str, language: Language) -> Rendered:
        for name in self._order:
            try:
                path = self._by_clips(text, language) if name == CLIPS else self._by_engine(name, text, language)
            except (DeviceError, OSError, ValueError) as error:
                self._miss(name, error)
            else:
                if path is not None:
                    return Rendered(path, name)
        raise NoVoice(language)

    def _by_clips(self, text: str, language: Language) -> Path | None:
        sound = self._pack.render(text, language) if self._pack is not None else None
        if sound is None or self._pack is None:
            return None
        path = self._rendered.path_of(text, language, f"{CLIPS}-{self._pack.version}")
        if not self._rendered.find(path):
            self._rendered.keep(path, lambda draft: write_sound(draft, sound))
        return path

    def _by_engine(self, name: str, text: str, language: Language) -> Path | None:
        engine = self._engines[name]
        if not engine.speaks(language):
            return None
        path = self._rendered.path_of(text, language, f"{name}-{engine.version}")
        if not self._rendered.find(path):
            if engine.is_resting():
                return None
            self._rendered.keep(path, lambda draft: engine.render(text, language, draft))
            self._missing -= {name}
        return path

    def _miss(self, name: str, error: Exception) -> None:
        _log.warning("voice.missing", voice=name, error=repr(error))
        self._missing |= {name}


class _Engine:
    """One engine's process."""

    def __init__(self, device: DeviceId, name: str, render_s: float) -> None:
        self._device = device
        self._process = VendorProcess(device, "hallcall.hal.voice.engine", name)
        self._render_s = render_s
        self._languages: frozenset[str] = frozenset()
        self._rests_until = 0.0
        self.version = ""

    def is_resting(self) -> bool:
        """Whether it failed a moment ago."""
        return time.monotonic() < self._rests_until

    def speaks(self, language: Language) -> bool:
        """Whether it speaks a language; asks it once.

        Raises:
            DeviceError: it cannot be started.
        """
        if not self.version and not self.is_resting():
            self._start()
        return language in self._languages

    def render(self, text: str, language: Language, path: Path) -> None:
        """Have a sentence written to ``path``.

        Raises:
            DeviceError: it did not.
        """
        if not self._process.is_running:
            self._start()
        try:
            self._process.call("render", timeout_s=self._render_s, text=text, language=language, path=str(path))
        except DeviceFault:
            raise  # it did not like this sentence
        except DeviceError:
            self._rest()
            raise

    def stop(self) -> None:
        """End it."""
        self._process.stop()

    def _start(self) -> None:
        self._process.start()
        try:
            about = self._process.call("about", timeout_s=_START_S)
        except DeviceError:
            self._rest()
            raise
        try:
            self._languages = frozenset(about["languages"])
            self.version = str(about["version"])
        except (KeyError, TypeError) as error:
            self._rest()
            raise DeviceProtocol("device.unexpected", device=self._device) from error

    def _rest(self) -> None:
        self._process.stop()
        self._rests_until = time.monotonic() + _REST_S
