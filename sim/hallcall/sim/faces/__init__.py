"""Faces that nobody has: drawn pictures, and the engine that finds and compares them (``[face] engine = "drawn"``)."""

from hallcall.sim.faces.drawing import draw_face, draw_people
from hallcall.sim.faces.engine import SPEC, DrawnFaceEngine

__all__ = ["SPEC", "DrawnFaceEngine", "draw_face", "draw_people"]
