"""What the photo in an ID card's chip does to a face: 102 x 126 pixels in at most 2,000 bytes.

The real coding (1,024 bytes, WLT) is proprietary and the photos are up to twenty years old: expect worse.
"""

from __future__ import annotations

from io import BytesIO
from typing import Final

import numpy as np
from PIL import Image

from hallcall.face.images import card_photo, read_picture
from hallcall.face.model import Face, Picture

SIZE: Final = (102, 126)
MOST_BYTES: Final = 2_000
_FACE_SHARE: Final = 0.55
"""Of the photo's width the face takes so much.

Source:
    GA 461-2019, photos of the resident's ID card: head and shoulders.
"""


def as_chip_photo(picture: Picture, face: Face) -> Picture:
    """The picture of a face as it comes out of a chip, made fit for a detector (``images.card_photo``)."""
    return card_photo(read_picture(_squeezed(_cut(picture, face))))


def _cut(picture: Picture, face: Face) -> Image.Image:
    """The face with shoulders, 102 x 126; where the picture ends, it is grey."""
    wide, high = SIZE
    width = face.box.width / _FACE_SHARE
    height = width * high / wide
    left = face.box.left + face.box.width / 2 - width / 2
    top = face.box.top + face.box.height / 2 - height * 0.47
    image = Image.fromarray(np.ascontiguousarray(picture[:, :, ::-1]))
    box = (round(left), round(top), round(left + width), round(top + height))
    cut = Image.new("RGB", (box[2] - box[0], box[3] - box[1]), (127, 127, 127))
    cut.paste(image, (-box[0], -box[1]))
    return cut.resize(SIZE, Image.Resampling.LANCZOS)


def _squeezed(image: Image.Image) -> bytes:
    """JPEG of the best quality that fits."""
    content = b""
    for quality in range(90, 0, -5):
        memory = BytesIO()
        image.save(memory, "JPEG", quality=quality, optimize=True)
        content = memory.getvalue()
        if len(content) <= MOST_BYTES:
            break
    return content
