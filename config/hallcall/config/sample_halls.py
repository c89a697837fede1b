"""The halls that come with hallcall."""

from __future__ import annotations

from pathlib import Path

SAMPLES = ("haibin", "street", "community")
"""All are fictional."""
_FOLDER = Path(__file__).parent / "samples"


def sample_hall_path(name: str) -> Path:
    """The folder of a sample hall: ``haibin``, ``street`` or ``community``.

    Raises:
        KeyError: there is no such sample.
    """
    if name not in SAMPLES:
        raise KeyError(name)
    return _FOLDER / name
