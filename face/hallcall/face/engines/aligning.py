"""What engines have in common that find faces with YuNet, align them, and compare by the cosine."""

from __future__ import annotations

import hashlib

from hallcall.core.errors import FaceError
from hallcall.face.engines.alignment import aligned
from hallcall.face.engines.yunet import YuNet
from hallcall.face.matching import check_engine, cosine
from hallcall.face.model import Face, Mode, Picture, Quality, Template, Threshold, Vector
from hallcall.face.port import EngineFacts
from hallcall.face.quality import measure
from hallcall.face.settings import FaceSettings
from hallcall.face.thresholds import Thresholds


def engine_id(*hashes: str) -> str:
    """What an engine is told apart by, from the SHA-256 of its models."""
    return hashlib.sha256(":".join(hashes).encode()).hexdigest()[:12]


class AligningEngine:
    """An engine but for what turns an aligned face into numbers. Implements ``FaceEngine``."""

    facts: EngineFacts
    thresholds: Thresholds

    def __init__(self, settings: FaceSettings, recogniser_sha256: str) -> None:
        self._settings = settings
        self._detector = YuNet()
        self._id = engine_id(self._detector.model.sha256, recogniser_sha256)

    @property
    def id(self) -> str:
        """Of YuNet and the recogniser."""
        return self._id

    def detect(self, picture: Picture) -> tuple[Face, ...]:
        """The faces in a picture, the largest first."""
        return self._detector.detect(picture)

    def quality(self, picture: Picture, face: Face) -> Quality:
        """How good the picture of that face is."""
        return measure(face, aligned(picture, face))

    def embed(self, picture: Picture, face: Face) -> Template:
        """The template of a face."""
        return Template(self._id, self.numbers(aligned(picture, face)))

    def numbers(self, chip: Picture) -> Vector:
        """The numbers of an aligned face of 112 x 112 pixels."""
        raise NotImplementedError

    def compare(self, one: Template, other: Template) -> float:
        """The cosine."""
        check_engine(self._id, one, other)
        return cosine(one, other)

    def threshold(self, mode: Mode, gallery: int = 1) -> Threshold:
        """The score to reach."""
        found = self.thresholds.find(mode, gallery, self._settings.strictness, self._settings.one_to_one)
        if found is None:
            raise FaceError("face.one_to_many", engine=self.facts.name)
        return found
