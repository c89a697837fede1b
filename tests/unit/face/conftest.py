"""The engine that is shipped, loaded once, and the only person in the repository."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hallcall.face import FaceEngine, Picture
from hallcall.face.images import read_picture
from hallcall.face.registry import open_engine
from hallcall.face.settings import FaceSettings

ASTRONAUT = Path(__file__).parents[2] / "data" / "astronaut.jpg"


@pytest.fixture(scope="session")
def sface() -> FaceEngine:
    return open_engine(FaceSettings())


@pytest.fixture(scope="session")
def astronaut() -> Picture:
    return read_picture(ASTRONAUT)


@pytest.fixture
def cat() -> Picture:
    """A drawing of a cat: a round head, two ears, two eyes, whiskers."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (320, 320), "white")
    draw = ImageDraw.Draw(image)
    for ear in ([(80, 120), (95, 30), (150, 90)], [(240, 120), (225, 30), (170, 90)]):
        draw.polygon(ear, fill="orange", outline="black")
    draw.ellipse((70, 70, 250, 250), fill="orange", outline="black", width=3)
    for x in (125, 195):
        draw.ellipse((x - 16, 130, x + 16, 170), fill="yellow", outline="black")
        draw.ellipse((x - 4, 132, x + 4, 168), fill="black")
    draw.polygon([(152, 185), (168, 185), (160, 197)], fill="pink")
    for x, end in ((120, 30), (200, 290)):
        for y in (190, 205, 220):
            draw.line((x, 205, end, y), fill="black", width=2)
    return np.asarray(image)[:, :, ::-1].copy()
