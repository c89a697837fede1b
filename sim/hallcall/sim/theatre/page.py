"""The page before anything is known: its frame, its buttons and its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from hallcall.assets import LANGUAGES, load_texts
from hallcall.sim.theatre.cast import Person
from hallcall.sim.theatre.faults import DEVICES, Fault
from hallcall.sim.theatre.scenes import Scene


def page_facts(counter: int, people: Sequence[Person], faults: Sequence[Fault], language: str) -> dict[str, Any]:
    """What the page is made from.

    Args:
        counter: number of the counter with the screen.
        people: whose card may be laid.
        faults: every button at a device.
        language: in which it is shown when nothing else is asked for.
    """
    return {
        "language": language,
        "counter": counter,
        "people": list(people),
        "scenes": [scene.value for scene in Scene],
        "devices": [(device, [fault for fault in faults if fault.device == device]) for device in DEVICES],
    }


def page(facts: dict[str, Any], language: str) -> str:
    """The page, as HTML."""
    environment = Environment(
        loader=PackageLoader("hallcall.sim.theatre", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    other = next(one for one in LANGUAGES if one != language)
    values = {**facts, "language": language, "other": other, "t": load_texts(language).text}
    return environment.get_template("page.html.jinja").render(values)
