"""What is seen of a person at one moment, and the ports of what else can tell whether they live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hallcall.face.model import Face, Picture, Template
from hallcall.face.port import FaceEngine


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One moment before the camera."""

    at: float
    """Seconds, monotonic."""
    faces: tuple[Face, ...]
    """The largest first."""
    template: Template | None = None
    """Of the largest."""
    eyes_closed: float | None = None
    """0 open to 1 closed; None: nobody can tell."""
    is_live: bool | None = None
    """What the site has besides says; None: it has nothing, or it cannot tell."""


@runtime_checkable
class PadCheck(Protocol):
    """Another check against presented pictures and masks: an infra-red or depth module, or a site's own model.

    A module comes with a package of its own and an entry point ``hallcall.pads``; ``engines.onnx_pad`` runs a model.
    """

    @property
    def name(self) -> str:
        """For the log and the report."""
        ...

    def is_live(self, picture: Picture, face: Face) -> bool | None:
        """Whether a living face is there; None: it cannot tell this time."""
        ...


@runtime_checkable
class BlinkSource(Protocol):
    """Sees whether eyes are closed."""

    def eyes_closed(self, picture: Picture, face: Face) -> float | None:
        """0 open to 1 closed; None: it sees no eyes."""
        ...

    def close(self) -> None:
        """Let go of its model and its threads."""
        ...


class LookTaker:
    """Makes looks of pictures."""

    def __init__(self, engine: FaceEngine, pads: Sequence[PadCheck] = (), blinks: BlinkSource | None = None) -> None:
        self._engine = engine
        self._pads = tuple(pads)
        self._blinks = blinks

    @property
    def can_blink(self) -> bool:
        """Whether blinks are seen."""
        return self._blinks is not None

    def close(self) -> None:
        """Let go of what sees blinks."""
        if self._blinks is not None:
            self._blinks.close()

    def take(self, picture: Picture, at: float) -> Look:
        """What is seen in a picture that was taken at ``at``."""
        faces = self._engine.detect(picture)
        if not faces:
            return Look(at=at, faces=())
        face = faces[0]
        answers = {pad.is_live(picture, face) for pad in self._pads} - {None}
        return Look(
            at=at,
            faces=faces,
            template=self._engine.embed(picture, face),
            eyes_closed=self._blinks.eyes_closed(picture, face) if self._blinks else None,
            is_live=(False not in answers) if answers else None,
        )
