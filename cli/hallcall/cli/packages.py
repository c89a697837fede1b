"""``hallcall package``: what belongs to one event in life, in which order, and what to bring for all of it."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.halls import SAMPLE, HallOption, open_hall
from hallcall.cli.language import language, say
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.issuing import check_offered
from hallcall.core.route import Start, merged_materials, plan_route
from hallcall.core.terms import ItemCode


def package(
    code: Annotated[str, Parameter(help=say("visits-option-package"))],
    /,
    *,
    without: Annotated[list[str] | None, Parameter(help=say("visits-option-without"), negative=())] = None,
    as_json: Annotated[bool, Parameter(name="--json", help=say("cli-option-json"), negative=())] = False,
    hall: HallOption = SAMPLE,
) -> int:
    """Show the items of a package in order, and everything to bring."""
    loaded = open_hall(hall)
    found = next((one for one in loaded.packages if one.code == code.upper()), None)
    if found is None:
        print(say("package-unknown", code=code), file=sys.stderr)
        return 2
    wanted = [item for item in found.items if item not in (without or ())]
    order = [item for stay in plan_route(loaded, wanted, Start(), {}) for item in stay.items]
    materials = merged_materials(loaded, order)
    closed = {item for item in order if not is_offered(loaded, item, datetime.now(UTC))}
    if as_json:
        data = {
            "code": found.code,
            "items": order,
            "conditional": [item for item in order if item in found.conditional],
            "closed": sorted(closed),
            "materials": list(materials),
        }
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return 1 if closed else 0
    print(say("package-title", code=found.code, name=found.name.full(language())))
    for place, item in enumerate(order, start=1):
        known = loaded.item_by_code[item]
        print(say("package-item", place=place, code=item, name=known.name.full(language())))
        if item in found.conditional:
            print(say("package-conditional", conditions=known.conditions))
        if item in closed:
            print(say("package-closed"))
    print(say("package-materials", count=len(materials)))
    for material in materials:
        print(f"  {loaded.material_by_id[material].name.full(language())}")
    return 1 if closed else 0


def is_offered(hall: Hall, item: ItemCode, now: datetime) -> bool:
    """Whether a number for an item could be taken at that aware time."""
    try:
        check_offered(hall, hall.item_by_code[item], now)
    except Refused:
        return False
    return True
