"""The short way from a picture to a template, for pictures that must show exactly one person."""

from __future__ import annotations

from hallcall.core.errors import FaceError
from hallcall.face.model import Face, Picture, Template
from hallcall.face.port import FaceEngine


def only_face(engine: FaceEngine, picture: Picture) -> Face:
    """The one face in a picture.

    Raises:
        FaceError: ``face.none``, ``face.several``.
    """
    faces = engine.detect(picture)
    match faces:
        case ():
            raise FaceError("face.none")
        case (face,):
            return face
        case _:
            raise FaceError("face.several", count=len(faces))


def template_of(engine: FaceEngine, picture: Picture) -> Template:
    """The template of the one person in a picture.

    Raises:
        FaceError: ``face.none``, ``face.several``, ``face.vector``.
    """
    return engine.embed(picture, only_face(engine, picture))
