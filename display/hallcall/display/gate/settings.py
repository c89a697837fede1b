"""``[gate]`` in the machine's file: off unless the site turns it on.

::

    [gate]
    enabled = true
    camera = "door"     # a device of this file; empty: its first camera
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hallcall.hal.config import load_table
from hallcall.hal.options import Flag, Option, Text

OPTIONS: Final[dict[str, Option]] = {
    "enabled": Flag(default=False),
    "camera": Text("", r"[a-z0-9][a-z0-9-]{0,62}|", "door"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSettings:
    """What the site chose."""

    is_enabled: bool = False
    camera: str = ""
    """Which device looks; empty: the machine's first camera."""


def load_gate_settings(machine: Path) -> GateSettings:
    """The settings of a machine.

    Raises:
        ConfigError: the file is missing, cannot be read, or its ``[gate]`` has findings.
    """
    found = load_table(machine, "gate", OPTIONS)
    return GateSettings(is_enabled=found["enabled"] is True, camera=str(found["camera"]))
