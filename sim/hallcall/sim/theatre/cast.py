"""The people whose card one may lay on the reader with one press. None of them exists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hallcall.client import Document
from hallcall.core.identity import DocumentKind
from hallcall.sim.actor import Actor

_KINDS = ("resident", "permit", "foreigner_2023")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a card."""

    number: int
    """In the process of the devices."""
    name: str
    """Masked."""
    kind: str
    """Of their document, a ``DocumentKind``."""
    document: Document
    """Their card, as they would tell it by telephone."""


def invite(devices: Actor) -> Sequence[Person]:
    """Make up the people of the page's buttons, with several kinds of cards."""
    return [make_up(devices, kind) for kind in _KINDS]


def make_up(devices: Actor, kind: str = _KINDS[0]) -> Person:
    """Make somebody up."""
    met = devices.call("person", kind=kind)
    card = Document(kind=DocumentKind(kind), number=met["number"], name=met["full_name"], verified=False)
    return Person(met["person"], met["name"], kind, card)
