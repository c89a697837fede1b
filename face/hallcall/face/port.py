"""The port of face engines: what hallcall needs of one, whatever it is made of. The engines are in ``face.engines``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from hallcall.face.model import Face, Metric, Mode, Picture, Quality, Template, Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFacts:
    """What an engine says of itself."""

    name: str
    """As in ``[face] engine``."""
    detector: str
    recogniser: str
    licence: str
    """Of the weights."""
    dim: int
    """How many numbers its templates are."""
    metric: Metric = Metric.COSINE
    is_for_many: bool = True
    """It may search among many people."""
    warning: str = ""
    """Message that must be shown to who chooses it; empty: none."""


@runtime_checkable
class FaceEngine(Protocol):
    """Finds faces and compares them. Used by one thread at a time; makes no threads of its own."""

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits of SHA-256 over both models' hashes: what makes templates comparable."""
        ...

    @property
    def facts(self) -> EngineFacts:
        """What it is."""
        ...

    def detect(self, picture: Picture) -> tuple[Face, ...]:
        """The faces in a picture, the largest first; none is an answer too."""
        ...

    def quality(self, picture: Picture, face: Face) -> Quality:
        """How good the picture of that face is."""
        ...

    def embed(self, picture: Picture, face: Face) -> Template:
        """The template of a face.

        Raises:
            FaceError: ``face.vector``: the engine made nothing of it.
        """
        ...

    def compare(self, one: Template, other: Template) -> float:
        """How alike two templates are; the more the higher, 1 is the same picture.

        Raises:
            FaceError: ``face.other_engine``: one of them is not of this engine.
        """
        ...

    def threshold(self, mode: Mode, gallery: int = 1) -> Threshold:
        """The score to reach.

        Args:
            mode: what the comparison is for.
            gallery: among how many people is searched.

        Raises:
            FaceError: ``face.one_to_many``: this engine must not search.
        """
        ...
