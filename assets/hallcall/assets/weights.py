"""The models hallcall ships, and how any model is read: as a whole, and never when one byte is not what it was.

``models/MANIFEST.json`` says of each where it comes from, under which licence, and its SHA-256. Nothing is fetched.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hallcall.assets.files import asset_path
from hallcall.core.errors import FaceError

_FOLDER = "models"


@dataclass(frozen=True, slots=True)
class Model:
    """A model in memory: what was checked is what is used."""

    file: str
    sha256: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ModelNote:
    """What the manifest says of a model."""

    file: str
    name: str
    purpose: str
    bytes: int
    sha256: str
    licence: str
    licence_file: str
    copyright: str
    source: str


@cache
def model_notes() -> tuple[ModelNote, ...]:
    """Every model that is shipped."""
    manifest = json.loads(asset_path(_FOLDER, "MANIFEST.json").read_text(encoding="utf-8"))
    return tuple(ModelNote(**entry) for entry in manifest["models"])


def shipped_model(file: str) -> Model:
    """A shipped model.

    Raises:
        KeyError: the manifest has none of that name.
        FaceError: ``face.weights_missing``, ``face.weights_changed``.
    """
    note = {note.file: note for note in model_notes()}[file]
    try:
        path = asset_path(_FOLDER, file)
    except FileNotFoundError as error:
        raise FaceError("face.weights_missing", file=file) from error
    return read_model(path, note.sha256)


def read_model(path: Path, sha256: str) -> Model:
    """A model of anybody, when it is the one that was meant.

    Args:
        path: where it lies.
        sha256: hexadecimal.

    Raises:
        FaceError: ``face.weights_missing``, ``face.weights_changed``.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FaceError("face.weights_missing", file=str(path)) from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256.lower():
        raise FaceError("face.weights_changed", file=str(path))
    return Model(path.name, found, content)
