"""The shipped fonts: loaded before the first window, checked against their manifest, never replaced by the host's.

A screen without them would show boxes for the rarer characters of people's names, so it refuses to start.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from hallcall.assets import asset_path
from hallcall.core.errors import ConfigError
from hallcall.ui.theme import load_tokens

__all__ = ["load_fonts", "read_manifest"]

_MANIFEST = "MANIFEST.sha256"
_loaded: set[str] = set()
"""Digests of the fonts this process has; Qt would register the same file once more each time."""


def read_manifest(folder: Path) -> dict[str, str]:
    """File names of a font folder and their SHA-256, as ``sha256sum`` writes them.

    Raises:
        ConfigError: ``config.missing`` when there is no manifest.
    """
    path = folder / _MANIFEST
    if not path.is_file():
        raise ConfigError("config.missing", file=str(path))
    pairs = (line.split(maxsplit=1) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {name.strip(): digest for digest, name in pairs}


def load_fonts(folder: Path | None = None) -> str:
    """Load every shipped font into the application and make it the application's font.

    Args:
        folder: where the fonts lie; the installed assets when left out.

    Returns:
        the family to draw with.

    Raises:
        ConfigError: ``config.missing`` when a font is absent, ``config.invalid`` when it is not the shipped one.
    """
    folder = folder or asset_path("fonts")
    family = load_tokens().family
    for name, digest in read_manifest(folder).items():
        path = folder / name
        if not path.is_file():
            raise ConfigError("config.missing", file=str(path))
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise ConfigError("config.invalid", file=str(path))
        if digest in _loaded:
            continue
        handle = QFontDatabase.addApplicationFontFromData(data)
        if family not in QFontDatabase.applicationFontFamilies(handle):
            raise ConfigError("config.invalid", file=str(path))
        _loaded.add(digest)
    if not {QFont.Weight.Normal, QFont.Weight.Bold} <= _weights(family):
        raise ConfigError("config.missing", file=str(folder))
    font = QFont(family)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    QGuiApplication.setFont(font)
    return family


def _weights(family: str) -> set[int]:
    return {QFontDatabase.weight(family, style) for style in QFontDatabase.styles(family)}
