"""Where the shipped files lie."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).parent


def asset_path(*parts: str) -> Path:
    """Path of a shipped file, e.g. ``asset_path("fonts", "OFL.txt")``.

    Raises:
        FileNotFoundError: the file is not part of this installation.
    """
    path = _ROOT.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(path)
    return path
