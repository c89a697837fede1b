"""``[face]`` in the machine's file: off unless the site turns it on.

::

    [face]
    enabled = true
    engine = "sface"          # or dlib, arcface (the site's own model), or one that another package brings
    strictness = "normal"     # or "strict"
    handler = "..."           # who is responsible, how they are reached, and for how many days records of
    contact = "12345"         # numbers are kept: all of it is told before a camera opens, and without it
    ticket_days = 90          # none does
    hall = "haibin"           # whose faces these are
    impact_assessment = "PIA-2026-01"   # without one nobody is searched for among many
    liveness = "many"         # who is asked to turn their head: "off", those searched for, or "always"
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, cast

from hallcall.core.errors import FaceError
from hallcall.face.model import Mode, Strictness
from hallcall.face.notice import Handling
from hallcall.hal.config import load_table
from hallcall.hal.options import Choice, Flag, Option, Text, Whole

DEFAULT_ENGINE = "sface"
DEFAULT_FOLDER = "/var/lib/hallcall/face"
LANDMARKER_SHA256 = "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff"
"""Source: Google, ``face_landmarker.task``, float16, version 1, Apache-2.0."""


class Liveness(StrEnum):
    """Who must show by turning their head that they are there (``face.liveness``)."""

    OFF = "off"
    MANY = "many"
    """Who is searched for among many, and who is remembered for it."""
    ALWAYS = "always"
    """Who is compared with their card, too."""

    def is_for(self, mode: Mode) -> bool:
        """Whether it is asked in a mode."""
        return self is Liveness.ALWAYS or (self is Liveness.MANY and mode is Mode.ONE_TO_MANY)


OPTIONS: Final[dict[str, Option]] = {
    "enabled": Flag(default=False),
    "engine": Text(DEFAULT_ENGINE, r"[a-z0-9][a-z0-9.-]{0,62}", DEFAULT_ENGINE),
    "strictness": Choice(Strictness.NORMAL.value, tuple(word.value for word in Strictness)),
    "handler": Text("", r"[^\n]{0,100}", "text"),
    "contact": Text("", r"[^\n]{0,60}", "12345"),
    "ticket_days": Whole(0, 0, 36_500),
    "threshold_percent": Whole(0, 0, 99),
    "hall": Text("", r"[a-z0-9][a-z0-9-]{0,62}|", "haibin"),
    "impact_assessment": Text("", r"[^\n]{0,100}", "PIA-2026-01"),
    "folder": Text(DEFAULT_FOLDER, r"/[^\n]+", DEFAULT_FOLDER),
    "model": Text("", r"/[^\n]+|", "/opt/site/arcface.onnx"),
    "model_sha256": Text("", r"[0-9A-Fa-f]{64}|", "64 x 0-9 a-f"),
    "model_licence": Text("", r"[^\n]{0,200}", "text"),
    "model_runtime": Choice("opencv", ("opencv", "onnxruntime")),
    "liveness": Choice(Liveness.MANY.value, tuple(word.value for word in Liveness)),
    "pad": Text("", r"[a-z0-9][a-z0-9.-]{0,62}|", "onnx"),
    "pad_model": Text("", r"/[^\n]+|", "/opt/site/pad.onnx"),
    "pad_sha256": Text("", r"[0-9A-Fa-f]{64}|", "64 x 0-9 a-f"),
    "pad_licence": Text("", r"[^\n]{0,200}", "text"),
    "pad_side": Whole(80, 16, 512),
    "pad_scale_percent": Whole(270, 100, 600),
    "pad_live_class": Whole(1, 0, 99),
    "pad_least_percent": Whole(50, 1, 99),
    "landmarker": Text("", r"/[^\n]+|", "/opt/site/face_landmarker.task"),
    "landmarker_sha256": Text(LANDMARKER_SHA256, r"[0-9A-Fa-f]{64}", "64 x 0-9 a-f"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceSettings:
    """What the site chose."""

    is_enabled: bool = False
    engine: str = DEFAULT_ENGINE
    strictness: Strictness = Strictness.NORMAL
    handling: Handling | None = None
    """What the site says of itself; None: it has not said all of it."""
    one_to_one: float | None = None
    """The site's own score for 1:1; None: the engine's."""
    hall: str = ""
    """Id of the hall whose faces these are."""
    impact_assessment: str = ""
    """Number of the site's impact assessment: without one nobody is searched for among many."""
    folder: Path = Path(DEFAULT_FOLDER)
    """Of the records of consent, and of the day's templates."""
    model: Path | None = None
    """The site's own model, for the engines that need one."""
    model_sha256: str = ""
    model_licence: str = ""
    """Under which licence the site uses it: without a word of it the model is not used."""
    model_runtime: str = "opencv"
    liveness: Liveness = Liveness.MANY
    """Who is asked to turn their head."""
    pad: str = ""
    """Another check whether a living face is there: ``onnx`` is the site's own model; empty: none."""
    pad_model: Path | None = None
    pad_sha256: str = ""
    pad_licence: str = ""
    pad_side: int = 80
    """Pixels a side that the model takes."""
    pad_scale: float = 2.7
    """How much it sees: so many times the face."""
    pad_live_class: int = 1
    """Which of its numbers is that of a living face."""
    pad_least: float = 0.5
    """How likely that must be."""
    landmarker: Path | None = None
    """MediaPipe's model of a face, which sees closed eyes; None: nobody is asked to blink."""
    landmarker_sha256: str = LANDMARKER_SHA256


def load_face_settings(machine: Path) -> FaceSettings:
    """The settings of a machine.

    Raises:
        ConfigError: the file is missing, cannot be read, or its ``[face]`` has findings.
    """
    found = load_table(machine, "face", OPTIONS)
    percent = cast("int", found["threshold_percent"])
    return FaceSettings(
        is_enabled=found["enabled"] is True,
        engine=str(found["engine"]),
        strictness=Strictness(str(found["strictness"])),
        handling=_handling(str(found["handler"]), str(found["contact"]), cast("int", found["ticket_days"])),
        one_to_one=percent / 100 if percent else None,
        hall=str(found["hall"]),
        impact_assessment=str(found["impact_assessment"]).strip(),
        folder=Path(str(found["folder"])),
        model=Path(str(found["model"])) if found["model"] else None,
        model_sha256=str(found["model_sha256"]),
        model_licence=str(found["model_licence"]),
        model_runtime=str(found["model_runtime"]),
        liveness=Liveness(str(found["liveness"])),
        pad=str(found["pad"]),
        pad_model=Path(str(found["pad_model"])) if found["pad_model"] else None,
        pad_sha256=str(found["pad_sha256"]),
        pad_licence=str(found["pad_licence"]),
        pad_side=cast("int", found["pad_side"]),
        pad_scale=cast("int", found["pad_scale_percent"]) / 100,
        pad_live_class=cast("int", found["pad_live_class"]),
        pad_least=cast("int", found["pad_least_percent"]) / 100,
        landmarker=Path(str(found["landmarker"])) if found["landmarker"] else None,
        landmarker_sha256=str(found["landmarker_sha256"]),
    )


def _handling(handler: str, contact: str, ticket_days: int) -> Handling | None:
    try:
        return Handling(handler=handler, contact=contact, ticket_days=ticket_days)
    except FaceError:
        return None


def require_enabled(settings: FaceSettings) -> None:
    """Let a machine pass that compares faces.

    Raises:
        FaceError: ``face.off``.
    """
    if not settings.is_enabled:
        raise FaceError("face.off")
