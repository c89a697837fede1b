"""The photo of a card: a picture as it is, the chip's own form by a decoder of the site, and nothing else."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from hallcall.core.errors import FaceError
from hallcall.face import chip_photo
from hallcall.face.chip_photo import GROUP, read_chip_photo
from hallcall.face.images import CARD_PADDING
from helpers.face_fakes import card_with_photo

pytestmark = pytest.mark.feature("F032")

_WLT = b"WLf\x00" * 256


def decode_like_acme(stored: bytes) -> bytes:
    """A site's decoder, as another package brings it."""
    assert stored == _WLT
    return card_with_photo().photo_wlt


def decode_in_vain(stored: bytes) -> bytes:
    """A decoder whose library does not know this card."""
    raise RuntimeError(len(stored))


def _install(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    points = [EntryPoint(name, f"{__name__}:{name}", GROUP) for name in names]
    monkeypatch.setattr(chip_photo, "entry_points", lambda group: points if group == GROUP else [])


def test_a_picture_is_doubled_and_framed() -> None:
    height, width, _ = read_chip_photo(card_with_photo().photo_wlt).shape
    assert (height, width) == (2 * 120 + 2 * CARD_PADDING,) * 2


def test_a_sites_decoder_reads_what_the_chip_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, "decode_in_vain", "decode_like_acme")
    assert read_chip_photo(_WLT).shape == read_chip_photo(card_with_photo().photo_wlt).shape


@pytest.mark.parametrize("stored", [b"", _WLT])
def test_without_a_decoder_there_is_no_photo(monkeypatch: pytest.MonkeyPatch, stored: bytes) -> None:
    _install(monkeypatch, "decode_in_vain")
    with pytest.raises(FaceError) as told:
        read_chip_photo(stored)
    assert told.value.code == "face.picture_unreadable"
