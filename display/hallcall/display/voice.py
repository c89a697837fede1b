"""``hallcall voice``: says the calls of zones that want it. A hall without it is silent, as halls are by default."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any

import structlog
from ulid import ULID

from hallcall.assets import load_texts
from hallcall.core.commands import Channel
from hallcall.core.errors import DeviceError
from hallcall.core.languages import Language
from hallcall.core.spoken import Speaker
from hallcall.core.terms import ZoneId
from hallcall.core.tickets import TicketId
from hallcall.display.keeper import Keeper, KeeperSettings
from hallcall.display.model.speech import Sentence, leave_at, sentences_at, soon_said
from hallcall.hal import DeviceEvent, DeviceId
from hallcall.hal.ports.announcer import AnnouncerCapabilities, Prepare, Say, SpeechFinished

_log = structlog.get_logger("hallcall.voice")

LOOK_S = 1.0
_REMEMBERED = 4096


class VoiceKeeper(Keeper):
    """The loudspeakers of one machine."""

    def __init__(self, settings: KeeperSettings, language: str) -> None:
        super().__init__(settings, pause_s=LOOK_S)
        self._texts = load_texts(language)
        self._announcers: dict[DeviceId, AnnouncerCapabilities] = {}
        for config in settings.machine.devices:
            capabilities = self.devices.get(config.id).capabilities
            if isinstance(capabilities, AnnouncerCapabilities):
                self._announcers[config.id] = capabilities
        self._told: OrderedDict[tuple[DeviceId, str], None] = OrderedDict()
        """What the devices were asked for, and what was made ready."""
        self._calls: OrderedDict[str, tuple[TicketId, int]] = OrderedDict()
        """Calls that the devices were asked to say, by job; told to the server when they were said."""
        self.devices.subscribe(self._hear)

    @property
    def keeps(self) -> tuple[str, ...]:
        """Zones with a loudspeaker of this machine."""
        return tuple(zone for one in self._announcers.values() for zone in one.zones)

    def keep(self) -> None:
        """Say what is new, then make ready what comes next. No call while nobody knows how the hall is."""
        heard, emergency = self.follower.look(), self.follower.emergency()
        for device, can in self._announcers.items():
            soon: list[tuple[str, Language]] = []
            if emergency is not None:
                now = heard.now if heard is not None else datetime.now(UTC)
                zones = [ZoneId(zone) for zone in can.zones]
                wanted = list(leave_at(emergency, self._texts, now, zones=zones, languages=can.languages))
            elif heard is not None and self.is_heard:
                zones = [ZoneId(zone) for zone in can.zones if zone in heard.hall.zone_by_id]
                with self.follower.lock:
                    hall, state, now = heard.hall, self.follower.state, heard.now
                    wanted = sentences_at(hall, state, self._texts, now, zones=zones, languages=can.languages)
                    soon = list(soon_said(hall, state, zones=zones, languages=can.languages))
            else:
                wanted = []
            for sentence in wanted:
                self._say(device, sentence)
            for is_drill in (False, True):
                for language in can.languages:
                    self._prepare(device, Speaker(language=language).evacuate(is_drill=is_drill), language)
            for text, language in soon:
                self._prepare(device, text, language)

    def let_go(self) -> None:
        """What is being said ends with the devices."""

    def _say(self, device: DeviceId, sentence: Sentence) -> None:
        say = Say(
            job=sentence.job,
            zone=sentence.zone,
            language=sentence.language,
            text=sentence.text,
            caption=sentence.caption,
            priority=sentence.priority,
            fresh_ms=max(0, round(sentence.fresh_s * 1000)),
        )
        if self._is_new(device, sentence.job):
            if sentence.call is not None:
                self._calls[sentence.job] = sentence.call
            if len(self._calls) > _REMEMBERED:
                self._calls.popitem(last=False)
            future = self.devices.do(device, say, str(ULID()), deadline_s=sentence.fresh_s)
            future.add_done_callback(lambda done: self._note(device, sentence.job, done))

    def _prepare(self, device: DeviceId, text: str, language: Language) -> None:
        if self._is_new(device, text):
            future = self.devices.do(device, Prepare(language=language, text=text), str(ULID()))
            future.add_done_callback(lambda done: self._note(device, text, done))

    def _is_new(self, device: DeviceId, what: str) -> bool:
        if (device, what) in self._told:
            return False
        self._told[device, what] = None
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        return True

    def _hear(self, event: DeviceEvent) -> None:
        """A call that was said to its end, with its number, has been heard in its zone."""
        call = self._calls.pop(event.job, None) if isinstance(event, SpeechFinished) else None
        if isinstance(event, SpeechFinished) and call is not None and not event.in_crowd:
            self.confirm(Channel.VOICE, *call)

    def _note(self, device: DeviceId, what: str, done: Future[Any]) -> None:
        error = done.exception()
        if isinstance(error, DeviceError):
            # A call has its row on the wall; what is made ready is asked for again with the next look.
            _log.warning("voice.failed", device=device, code=error.code)
            if error.code != "device.too_late":
                self._told.pop((device, what), None)
