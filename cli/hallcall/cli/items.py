"""``hallcall search`` and ``hallcall item``: find an item, read its guide."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

from cyclopts import Parameter

from hallcall.cli.halls import SAMPLE, HallOption, open_hall
from hallcall.cli.language import language, say, texts
from hallcall.config.search import ItemSearch, SearchHit, Why
from hallcall.core.catalogue import ServiceItem, TimeLimit
from hallcall.core.hall import Hall
from hallcall.core.terms import ItemCode


def search(
    *words: Annotated[str, Parameter(help=say("cli-option-words"))],
    letters: Annotated[bool, Parameter(help=say("cli-option-letters"), negative=())] = False,
    limit: Annotated[int, Parameter(help=say("cli-option-limit"))] = 10,
    as_json: Annotated[bool, Parameter(name="--json", help=say("cli-option-json"), negative=())] = False,
    hall: HallOption = SAMPLE,
) -> int:
    """Find items by words, pinyin, first letters or English. Exit code 1 when nothing fits."""
    loaded = open_hall(hall)
    index = ItemSearch(loaded)
    query = " ".join(words)
    find = index.search_initials if letters else index.search
    hits = find(query, language=language(), limit=max(1, limit))
    fits = bool(hits) and hits[0].why is not Why.NEAREST
    if as_json:
        print(json.dumps([_hit_data(loaded, hit) for hit in hits], ensure_ascii=False, indent=1))
        return 0 if fits else 1
    if not fits:
        print(say("cli-search-none", query=query))
    for hit in hits:
        print(_hit_line(loaded, hit))
    return 0 if fits else 1


def item(
    code: Annotated[str, Parameter(help=say("cli-option-code"))],
    /,
    *,
    materials: Annotated[bool, Parameter(help=say("cli-option-materials"), negative=())] = False,
    as_json: Annotated[bool, Parameter(name="--json", help=say("cli-option-json"), negative=())] = False,
    hall: HallOption = SAMPLE,
) -> int:
    """Show the guide of an item, or only what to bring."""
    loaded = open_hall(hall)
    found = loaded.item_by_code.get(ItemCode(code.upper())) or loaded.item_by_code.get(ItemCode(code))
    if found is None:
        print(say("cli-item-unknown", code=code), file=sys.stderr)
        return 2
    if as_json:
        data: Any = _materials_data(loaded, found) if materials else _guide_data(loaded, found)
        print(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        print("\n".join(_material_lines(loaded, found) if materials else _guide_lines(loaded, found)))
    return 0


def _hit_data(hall: Hall, hit: SearchHit) -> dict[str, Any]:
    return {
        "code": hit.item.code,
        "name": hit.item.name.full(language()),
        "floor": hall.floor_of_queue(hit.item.queue),
        "zone": hall.queue_by_prefix[hit.item.queue].zone,
        "score": round(hit.score, 1),
        "why": hit.why.value,
        "via": hit.via,
        "matched": list(hit.matched),
    }


def _hit_line(hall: Hall, hit: SearchHit) -> str:
    return say(
        "cli-search-hit",
        code=hit.item.code,
        name=hit.item.name.full(language()),
        floor=hall.floor_of_queue(hit.item.queue),
        zone=hall.queue_by_prefix[hit.item.queue].zone,
    )


def _materials_data(hall: Hall, found: ServiceItem) -> list[dict[str, Any]]:
    return [
        {
            "id": material.id,
            "name": material.name.full(language()),
            "kind": material.kind.value,
            "replaceable_by_data": material.replaceable_by_data,
        }
        for material in (hall.material_by_id[one] for one in found.materials)
    ]


def _guide_data(hall: Hall, found: ServiceItem) -> dict[str, Any]:
    from hallcall.config import item_to_document

    return {**item_to_document(found), "materials": _materials_data(hall, found)}


def _material_lines(hall: Hall, found: ServiceItem) -> list[str]:
    if not found.materials:
        return [say("cli-item-no-materials")]
    return [
        say(
            "cli-item-material",
            number=number,
            name=material["name"],
            kind=texts().text(f"cli-material-{material['kind']}"),
            share=texts().text("cli-share-yes" if material["replaceable_by_data"] else "cli-share-no"),
        )
        for number, material in enumerate(_materials_data(hall, found), start=1)
    ]


def _guide_lines(hall: Hall, found: ServiceItem) -> list[str]:
    queue = hall.queue_by_prefix[found.queue]
    counters = ", ".join(str(counter.number) for counter in hall.counters_by_queue[found.queue])
    speak = language()
    values = {
        "name": found.name.full(speak),
        "department": hall.department_by_id[found.department].name.full(speak),
        "conditions": found.conditions,
        "legal": _limit_text(found.legal_limit),
        "promised": _limit_text(found.promised_limit),
        "fee": say("cli-item-fee-amount", amount=f"{found.fee_cny:g}") if found.fee_cny else say("cli-item-fee-none"),
        "place": say("cli-item-place-text", floor=hall.floor_of_queue(found.queue), zone=queue.zone, counters=counters),
        "channels": ", ".join(texts().text(f"cli-channel-{channel}") for channel in found.channels),
        "complaint": found.complaint_phone,
        "note": found.note,
    }
    lines = [f"{found.code}  {values.pop('name')}"]
    lines += [say(f"cli-item-{name}", value=value) for name, value in values.items() if value]
    return [*lines, say("cli-item-materials"), *(f"  {line}" for line in _material_lines(hall, found))]


def _limit_text(limit: TimeLimit | None) -> str:
    if limit is None:
        return say("cli-limit-none")
    return say("cli-limit-at-once") if limit.n == 0 else say(f"cli-limit-{limit.unit.value}", days=limit.n)
