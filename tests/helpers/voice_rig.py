"""A hall's loudspeakers: the real driver, a synthetic pack of recordings, a virtual loudspeaker."""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hallcall.core.announcing import Priority
from hallcall.core.languages import Language
from hallcall.hal import DeviceId, Hal, Health, Services, StatusChanged, parse_machine
from hallcall.hal.ports.announcer import Say, SpeechEvent, SpeechFailed, SpeechFinished, SpeechStarted
from hallcall.hal.voice.sound import Sound, write_sound
from hallcall.sim.devices.loudspeaker import SimLoudspeaker
from helpers.device_rigs.base import HASTY, PATIENT_S, Diary, machine_text

VOICE = DeviceId("voice")
RATE_HZ = 8000
WORDS = {
    Language.ZH: [
        *"ABCD零幺一二三四五六七八九十请",
        "号到",
        "号窗口",
        "楼",
        "现在同时叫",
        "个号",
        "请看屏幕",
        "请马上离开大厅",
        *"跟着绿色标志走不要乘电梯您的号码会保留",
    ],
    Language.EN: ["number", "please go to", "counter", "A", "zero", "one", "two", "three"],
}


@dataclass
class VoiceRig:
    """The announcer of one machine."""

    hal: Hal
    diary: Diary
    speaker: SimLoudspeaker
    count: int = 0

    def say(
        self,
        job: str,
        text: str,
        *,
        zone: str = "A",
        priority: Priority = Priority.CALL,
        language: Language = Language.ZH,
        fresh_ms: int = 20_000,
    ) -> bool:
        """Ask for a sentence."""
        self.count += 1
        say = Say(
            job=job, zone=zone, language=language, text=text, caption=f"[{text}]", priority=priority, fresh_ms=fresh_ms
        )
        return self.hal.do(VOICE, say, f"request-{self.count}").result(PATIENT_S)

    def wait(self, *jobs: str) -> list[SpeechEvent]:
        """How these jobs ended, in their order."""
        return [self._end(job) for job in jobs]

    def order(self) -> list[str]:
        """Jobs in the order in which they were begun."""
        return [event.job for event in self.diary.of(SpeechStarted)]

    def _end(self, job: str) -> SpeechEvent:
        return self.diary.wait(SpeechEvent, lambda event: event.job == job and not isinstance(event, SpeechStarted))


def ended_well(events: Iterable[SpeechEvent]) -> bool:
    """Whether all were heard to their end."""
    return all(isinstance(event, SpeechFinished) for event in events)


def why(event: SpeechEvent) -> str:
    """Why it failed."""
    assert isinstance(event, SpeechFailed)
    return event.why


def tone(seconds: float, hertz: float) -> Sound:
    """A hum in place of a word."""
    steps = range(round(seconds * RATE_HZ))
    samples = (round(9000 * math.sin(math.tau * hertz * step / RATE_HZ)) for step in steps)
    return Sound(rate_hz=RATE_HZ, samples=b"".join(struct.pack("<h", sample) for sample in samples))


def make_pack(folder: Path, words: dict[Language, list[str]] | None = None, *, word_s: float = 0.02) -> Path:
    """A pack whose words are hums."""
    folder.mkdir()
    lines = ["schema = 1", "pause_ms = 20"]
    for language, spoken in (words or WORDS).items():
        for number, word in enumerate(spoken):
            path = folder / f"{language}-{number}.wav"
            write_sound(path, tone(word_s, 200 + 30 * number))
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines += ["[[clip]]", f'language = "{language}"', f'words = "{word}"']
            lines += [f'file = "{path.name}"', f'sha256 = "{digest}"']
    (folder / "manifest.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


@contextmanager
def voice_rig(
    folder: Path, options: str = "", *, voices: str = '["clips"]', word_s: float = 0.02
) -> Generator[VoiceRig]:
    """A running Hal with loudspeakers in zones A and B."""
    speaker = SimLoudspeaker(folder / "loudspeaker")
    pack = folder / "pack"
    if not pack.exists():
        make_pack(pack, word_s=word_s)
    text = machine_text(
        VOICE,
        "voice.announcer",
        'kind = "none"',
        f'zones = {{ A = "left", B = "right" }}\nlanguages = ["zh", "en"]\nvoices = {voices}\nclips = "{pack}"\n'
        f'cache = "{folder / "cache"}"\nprogram = "{speaker.program}"\ngap_ms = 20\n{options}\n',
    )
    diary = Diary()
    hal = Hal(parse_machine(text), services=Services(), patience=HASTY)
    hal.subscribe(diary)
    with hal:
        diary.wait(StatusChanged, lambda event: event.status.health in {Health.ONLINE, Health.DEGRADED})
        yield VoiceRig(hal, diary, speaker)
