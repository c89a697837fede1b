"""The engines of hallcall, one module each; OpenCV is used nowhere else but in them and in the drivers of cameras."""

from __future__ import annotations

from typing import Final

BUILT_IN: Final = {
    "arcface": "hallcall.face.engines.arcface",
    "dlib": "hallcall.face.engines.dlib",
    "sface": "hallcall.face.engines.sface",
}
"""Name and module; each module ends with ``SPEC``."""
