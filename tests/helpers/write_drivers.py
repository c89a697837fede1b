"""Writes ``docs/reference/drivers.md``: every driver, its ports and options, and what it has proved.

``gold``: a rig on every kind of port that the driver names; ``silver``: on some of them; ``bronze``: none, so nothing
is proved. Whoever has a rig passes the whole conformance suite; only a device that cannot be asked is not asked.
"""

from __future__ import annotations

from pathlib import Path

from hallcall.hal.drivers import BUILT_IN
from hallcall.hal.options import Option
from hallcall.hal.registry import DriverSpec, find_driver
from helpers.device_rigs import all_rigs

PAGE = Path(__file__).parents[2] / "docs/reference/drivers.md"
_WIRES = {"over TCP": "tcp", "at a USB file": "usb-file"}
"""How the name of a rig says which wire it is on; without a word it is a serial line."""


def page() -> str:
    """The page as it should be."""
    lines = [
        "# Drivers",
        "Written by `tests/helpers/write_drivers.py`; a test keeps it true. How to add one: [devices](hal.md).",
        "",
        "gold: conformance suite passed on every kind of port; silver: on some; bronze: not run.",
        "A camera is at no wire that could be noisy: it has tests of its own.",
        "",
        "| driver | level | ports | options |",
        "|---|---|---|---|",
    ]
    lines += [_row(find_driver(name)) for name in sorted(BUILT_IN)]
    return "\n".join(lines) + "\n"


def level(spec: DriverSpec) -> str:
    """What the driver has proved."""
    proved = proved_on(spec)
    if spec.ports <= proved:
        return "gold"
    return "silver" if proved else "bronze"


def proved_on(spec: DriverSpec) -> frozenset[str]:
    """Kinds of ports on which the driver passes the suite. A rig whose name tells no wire is at the usual one."""
    usual = "serial" if "serial" in spec.ports else min(spec.ports)
    rests = [rig.removeprefix(spec.name).strip() for rig in all_rigs() if rig.partition(" ")[0] == spec.name]
    return frozenset(_WIRES.get(rest, usual) for rest in rests)


def _row(spec: DriverSpec) -> str:
    options = "<br>".join(f"`{name}` {_what(option)}" for name, option in spec.options.items())
    return f"| `{spec.name}` | {level(spec)} | {' '.join(sorted(spec.ports))} | {options} |"


def _what(option: Option) -> str:
    allowed = option.problem(object()).replace("|", "/")
    if option.default is None:
        return f"{allowed}, must be given"
    return (
        f"{allowed} ({option.default})" if isinstance(option.default, int | str) and option.default != "" else allowed
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
