"""What a kiosk is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from hallcall.assets import LANGUAGES

__all__ = ["KioskSettings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskSettings:
    """Settings of one kiosk."""

    url: str
    """Of the server, ``http://127.0.0.1:8750``."""
    token: str = field(repr=False)
    """Of this device, from pairing."""
    certificates: Path | None = None
    """Folder of this machine's certificate; None where the server has no TLS."""
    kiosk: str = "K1"
    """Id of its place in the hall's data."""
    machine: Path
    """The machine's own file: which devices hang on which wire."""
    data: Path | None = None
    """Folder for its own numbers, and what it owes the server; None keeps none."""
    keepsake: Path | None = None
    """File in which it is kept that people must leave, for times without the server; None keeps nothing."""
    locker: Path = Path("/var/lib/hallcall-locker")
    """Folder of the file of a locker that hangs at this machine."""
    public_url: str = ""
    """Where visitors' phones reach their own pages; empty: the server's URL."""
    language: str = LANGUAGES[0]
    """The language it speaks to the next visitor."""
    width_px: int = 1080
    height_px: int = 1920
    fullscreen: bool = False
    gpu: bool = False
    """Paint with the graphics processor."""
