"""One zone's loudspeaker: takes what is next, has it rendered, plays it, tells what became of each job."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeAlias

from hallcall.core.announcing import Announcement, Utterance, ZoneQueue
from hallcall.hal.framed import now
from hallcall.hal.model import DeviceEvent, DeviceId, Reason
from hallcall.hal.ports.announcer import SpeechFailed, SpeechFinished, SpeechStarted
from hallcall.hal.voice.players import Player, Playing
from hallcall.hal.voice.voices import NoVoice, Rendered, Voices

Tell: TypeAlias = Callable[[DeviceEvent], None]
LATE = "late"
INTERRUPTED = "interrupted"


class Loudspeaker:
    """Used by the thread of its device's line."""

    def __init__(
        self, device: DeviceId, output: str, queue: ZoneQueue, voices: Voices, player: Player, *, gap_s: float
    ) -> None:
        self._device = device
        self._output = output
        self._queue = queue
        self._voices = voices
        self._player = player
        self._gap_s = gap_s
        self._saying: Utterance | None = None
        self._rendering: Future[Rendered] | None = None
        self._rendered: Rendered | None = None
        self._playing: Playing | None = None
        self._left = 0
        """Times it is still to be played."""
        self._again_at = 0.0
        self.is_deaf = False
        """Whether the last sound could not be played."""

    def add(self, announcement: Announcement) -> None:
        """Say it when its turn comes."""
        self._queue.add(announcement)

    def step(self, tell: Tell) -> None:
        """One look, without waiting for anything."""
        for stale in self._queue.drop_stale(time.monotonic()):
            tell(self._failed(stale, LATE))
        self._give_way(tell)
        if self._rendering is not None:
            self._take_rendered(tell)
        elif self._playing is not None:
            self._listen(tell)
        elif self._saying is not None and self._rendered is not None:
            if time.monotonic() >= self._again_at:
                self._play(tell)
        elif time.monotonic() >= self._again_at and (utterance := self._queue.take()) is not None:
            self._saying = utterance
            self._left = utterance.times
            self._rendering = self._voices.ask(utterance.text, utterance.language, utterance.priority)

    def hush(self, tell: Tell) -> None:
        """Be silent and forget what waits."""
        if self._rendering is not None:
            self._rendering.cancel()
        if self._playing is not None:
            self._playing.stop()
        self._end(tell, INTERRUPTED)
        while (utterance := self._queue.take()) is not None:
            for job in utterance.jobs:
                tell(self._failed(job, INTERRUPTED))

    def _give_way(self, tell: Tell) -> None:
        """An emergency does not wait for the end of a sentence."""
        saying = self._saying
        if saying is None or not self._queue.overrules(saying):
            return
        if self._rendering is not None:
            self._rendering.cancel()
            self._queue.put_back(saying)
            self._forget()
            return
        if self._playing is not None:
            self._playing.stop()
        self._end(tell, INTERRUPTED)
        self._again_at = 0.0

    def _take_rendered(self, tell: Tell) -> None:
        rendering, saying = self._rendering, self._saying
        if rendering is None or saying is None or not rendering.done():
            return
        self._rendering = None
        try:
            self._rendered = rendering.result()
        except (NoVoice, OSError):
            self._end(tell, Reason.VOICE_MISSING.value)
            return
        for job in saying.jobs:
            tell(
                SpeechStarted(
                    device=self._device,
                    at=now(),
                    job=job.job,
                    zone=job.zone,
                    caption=job.caption,
                    voice=self._rendered.voice,
                )
            )
        self._play(tell)

    def _play(self, tell: Tell) -> None:
        if self._rendered is None:
            return
        try:
            self._playing = self._player.play(self._rendered.file, self._output)
        except (OSError, ValueError):
            self.is_deaf = True
            self._end(tell, Reason.NO_AUDIO_OUTPUT.value)

    def _listen(self, tell: Tell) -> None:
        was_heard = self._playing.ended() if self._playing is not None else None
        if was_heard is None:
            return
        self._playing = None
        self._left -= 1
        self._again_at = time.monotonic() + self._gap_s
        self.is_deaf = not was_heard
        if self.is_deaf:
            self._end(tell, Reason.NO_AUDIO_OUTPUT.value)
        elif self._left <= 0:
            self._end(tell, "")

    def _end(self, tell: Tell, why: str) -> None:
        if (saying := self._saying) is not None:
            for job in saying.jobs:
                tell(self._failed(job, why) if why else self._finished(job, in_crowd=saying.is_crowd))
        self._forget()

    def _forget(self) -> None:
        self._saying = self._rendering = self._rendered = self._playing = None

    def _finished(self, job: Announcement, *, in_crowd: bool) -> SpeechFinished:
        return SpeechFinished(
            device=self._device, at=now(), job=job.job, zone=job.zone, caption=job.caption, in_crowd=in_crowd
        )

    def _failed(self, job: Announcement, why: str) -> SpeechFailed:
        return SpeechFailed(device=self._device, at=now(), job=job.job, zone=job.zone, caption=job.caption, why=why)
