"""What else a machine has: the site's own model, a module whose package announces itself, and an eye for blinks.

::

    [project.entry-points."hallcall.pads"]
    acme-depth = "acme_depth:open_pad"        # open_pad(settings: FaceSettings) -> PadCheck
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

from hallcall.core.errors import FaceError
from hallcall.face.liveness.looks import BlinkSource, PadCheck
from hallcall.face.settings import FaceSettings

_GROUP = "hallcall.pads"
_ONNX = "onnx"


def open_pads(settings: FaceSettings) -> tuple[PadCheck, ...]:
    """The checks of a machine: none or one.

    Raises:
        FaceError: ``face.pad_unknown``, or what keeps it from being used.
    """
    if not settings.pad:
        return ()
    if settings.pad == _ONNX:
        from hallcall.face.engines.onnx_pad import OnnxPad

        return (OnnxPad(settings),)
    found = {point.name: point for point in entry_points(group=_GROUP)}
    if settings.pad not in found:
        raise FaceError("face.pad_unknown", pad=settings.pad, known=" ".join(sorted({_ONNX, *found})))
    pad: Any = found[settings.pad].load()(settings)
    return (pad,)


def open_blinks(settings: FaceSettings) -> BlinkSource | None:
    """What sees whether eyes are closed; None where the site has nothing for it.

    Raises:
        FaceError: what keeps it from being used.
    """
    if settings.landmarker is None:
        return None
    from hallcall.face.engines.mediapipe_blinks import MediaPipeBlinks

    return MediaPipeBlinks(settings)
