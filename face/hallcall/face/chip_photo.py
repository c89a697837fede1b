"""The photo of an ID card, ready for a detector.

The chip keeps it in a form (WLT) that only a library of the card readers' makers decodes; hallcall has none. A reader
that decodes gives a picture file instead, which is read as it is; a site may add a decoder by an entry point::

    [project.entry-points."hallcall.photos"]
    acme = "acme_wlt:decode"         # bytes of the chip -> bytes of a picture file; raises what it likes
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points

import structlog

from hallcall.core.errors import FaceError
from hallcall.face.images import card_photo, read_picture
from hallcall.face.model import Picture

GROUP = "hallcall.photos"
_NAME = "chip"
_log = structlog.get_logger("hallcall.face")

Decoder = Callable[[bytes], bytes]


def read_chip_photo(stored: bytes) -> Picture:
    """The photo of a card.

    Args:
        stored: as the reader gave it; empty where it gave none.

    Raises:
        FaceError: ``face.picture_unreadable``: it is no picture, and no decoder makes one of it.
    """
    if not stored:
        raise FaceError("face.picture_unreadable", file=_NAME)
    try:
        return card_photo(read_picture(stored, _NAME))
    except FaceError:
        for point in entry_points(group=GROUP):
            decoded = _decoded(point.name, point.load, stored)
            if decoded is not None:
                return card_photo(decoded)
        raise


def _decoded(name: str, load: Callable[[], Decoder], stored: bytes) -> Picture | None:
    """What a site's decoder makes of it; None when that is nothing."""
    try:
        return read_picture(load()(stored), _NAME)
    except Exception:  # noqa: BLE001 - somebody else's library, over bytes of a card
        _log.warning("face.photo_not_decoded", decoder=name)
        return None
