"""Faces: looked at and compared on the machine itself, only after whoever stands there has agreed.

::

    camera, card photo ─▶ Picture ─▶ FaceEngine: detect ─▶ quality ─▶ embed ─▶ Template ─▶ compare, search
                                     (port; one module an engine)             never leaves the machine

Nothing here writes a picture to a disk. ``FaceEngine.id`` tells engines apart and stands in each template:
those of two engines are never compared.
"""

from hallcall.face.model import (
    Box,
    Face,
    Metric,
    Mode,
    Picture,
    Point,
    Quality,
    Strictness,
    Template,
    Threshold,
    Vector,
)
from hallcall.face.port import EngineFacts, FaceEngine

__all__ = [
    "Box",
    "EngineFacts",
    "Face",
    "FaceEngine",
    "Metric",
    "Mode",
    "Picture",
    "Point",
    "Quality",
    "Strictness",
    "Template",
    "Threshold",
    "Vector",
]
