"""Loudspeakers of this machine's zones, with voices tried in the order of the machine's file.

The wire is a program that plays a sound file; the protocol is its command line and its exit code. Recorded clips come
first where a hall has them, an engine of the site next, espeak last. A sentence is rendered on a thread of its own and
kept, and what nobody can say is told as failed, with its caption: the screens go on.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

from hallcall.core.announcing import Announcement, Priority, ZoneQueue
from hallcall.core.errors import DeviceFault
from hallcall.core.languages import Language
from hallcall.core.spoken import SPOKEN
from hallcall.hal.model import Condition, DeviceEvent, Health, Reason
from hallcall.hal.options import Choice, Text, Texts, TextTable, Whole
from hallcall.hal.ports import Emit
from hallcall.hal.ports.announcer import AnnouncerCapabilities, Say
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import Transport
from hallcall.hal.voice.loudspeaker import Loudspeaker
from hallcall.hal.voice.players import Player, ProgramPlayer, QuietPlayer
from hallcall.hal.voice.rendered import RenderedSentences
from hallcall.hal.voice.voices import AHEAD, CLIPS, Voices

_PAUSE_S = 0.05
_REMEMBERED = 4096
"""Jobs, so that none is said twice."""
_MEGABYTE = 1_000_000
_LANGUAGES = "|".join(SPOKEN)
_SINKS = ("program", "folder", "silent")


class VoiceAnnouncer:
    """Implements ``Announcer``."""

    pause_s = _PAUSE_S

    def __init__(self, config: DeviceConfig) -> None:
        self.id = config.id
        self._player = _player(config)
        order = config.texts("voices")
        clips = config.text("clips")
        rendered = RenderedSentences(Path(config.text("cache")), most_bytes=config.whole("cache_mb") * _MEGABYTE)
        self._voices = Voices(
            config.id, order, rendered, clips=Path(clips) if clips else None, render_s=config.seconds("render_ms")
        )
        self._speakers: Mapping[str, Loudspeaker] = {
            zone: Loudspeaker(
                config.id,
                output,
                ZoneQueue(most_calls=config.whole("most_calls")),
                self._voices,
                self._player,
                gap_s=config.seconds("gap_ms"),
            )
            for zone, output in config.text_table("zones").items()
        }
        self.capabilities = AnnouncerCapabilities(
            zones=tuple(self._speakers), voices=order, languages=tuple(map(Language, config.texts("languages")))
        )
        self._known: OrderedDict[str, None] = OrderedDict()
        self._untold: list[DeviceEvent] = []

    def is_present(self) -> bool:
        """Whether there is a program to play with."""
        return self._player.is_present()

    def open(self) -> None:
        """Have the voices ready.

        Raises:
            DeviceFault: there is nothing to play with.
        """
        if not self._player.is_present():
            raise DeviceFault("device.fault", device=self.id, reason=Reason.NO_AUDIO_OUTPUT.value)
        self._voices.start()

    def close(self) -> None:
        """Be silent. What was not said is told with the next round."""
        for speaker in self._speakers.values():
            speaker.hush(self._untold.append)
        self._voices.stop()

    def step(self, emit: Emit) -> Condition:
        """Look after every zone."""
        untold, self._untold = self._untold, []
        for event in untold:
            emit(event)
        for speaker in self._speakers.values():
            speaker.step(emit)
        deaf = (
            {Reason.NO_AUDIO_OUTPUT} if any(speaker.is_deaf for speaker in self._speakers.values()) else set[Reason]()
        )
        missing = {Reason.VOICE_MISSING} if self._voices.missing else set[Reason]()
        reasons = frozenset(deaf | missing)
        health = Health.DEGRADED if reasons else Health.ONLINE
        return Condition(health=health, reasons=reasons, detail=" ".join(sorted(self._voices.missing)))

    def say(self, wanted: Say) -> bool:
        """Put a sentence into its zone's queue."""
        if wanted.zone not in self._speakers:
            raise DeviceFault("announcer.no_zone", device=self.id, zone=wanted.zone)
        if wanted.job in self._known:
            return False
        self._known[wanted.job] = None
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        announcement = Announcement(
            job=wanted.job,
            zone=wanted.zone,
            language=wanted.language,
            text=wanted.text,
            caption=wanted.caption,
            priority=Priority(wanted.priority),
            fresh_until=time.monotonic() + wanted.fresh_ms / 1000,
        )
        self._speakers[wanted.zone].add(announcement)
        return True

    def prepare(self, text: str, language: Language) -> None:
        """Render it when nothing else is to be done."""
        self._voices.ask(text, language, AHEAD)


def _player(config: DeviceConfig) -> Player:
    match config.text("sink"):
        case "program":
            return ProgramPlayer(config.text("program"))
        case "folder":
            return QuietPlayer(Path(config.text("folder")))
        case _:
            return QuietPlayer()


def _make(config: DeviceConfig, wire: Transport, services: Services) -> VoiceAnnouncer:
    del wire, services  # it plays by a program and needs nobody
    return VoiceAnnouncer(config)


SPEC = DriverSpec(
    name="voice.announcer",
    ports=frozenset({"none"}),
    options={
        "zones": TextTable(None, example='{ "A" = "default" }'),
        "languages": Texts(("zh",), _LANGUAGES, f'["{SPOKEN[0]}", ...]'),
        "voices": Texts((CLIPS, "espeak"), r"[a-z][a-z0-9-]*", f'["{CLIPS}", "espeak"]'),
        "clips": Text("", r"/[^\n]+", "/etc/hallcall/voice"),
        "cache": Text("/var/cache/hallcall/voice", r"/[^\n]+", "/var/cache/hallcall/voice"),
        "cache_mb": Whole(256, 1, 65536),
        "render_ms": Whole(5000, 100, 60000),
        "gap_ms": Whole(1000, 0, 10000),
        "most_calls": Whole(3, 1, 100),
        "sink": Choice("program", _SINKS),
        "program": Text("aplay", r"[^\n]+", "aplay"),
        "folder": Text("/var/lib/hallcall/said", r"/[^\n]+", "/var/lib/hallcall/said"),
    },
    make=_make,
    reasons={"announcer.no_zone": Reason.NOT_FOUND},
)
