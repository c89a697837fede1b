"""``hallcall bench``: how fast this machine does what people wait for. Prints JSON."""

from __future__ import annotations

import json
import platform
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any

from cyclopts import Parameter

from hallcall.cli.halls import SAMPLE, HallOption, open_hall
from hallcall.cli.language import say
from hallcall.config.generate import generate_items
from hallcall.config.search import ItemSearch
from hallcall.core.hall import Hall

_QUERIES = (
    "食品",
    "spjy",
    "开饭店",
    "shipin",
    "shipn",
    "sihpin",
    "实品",
    "food",
    "fl",
    "passport",
    "zzzz",
    "没有的事项",
)
_EVERY = 13
"""Queries are made from every so-manieth item."""


def search(
    *,
    items: Annotated[int, Parameter(help=say("cli-option-bench-items"))] = 1618,
    hall: HallOption = SAMPLE,
) -> None:
    """Measure the search over a hall brought to so many items."""
    print(json.dumps(measure_search(open_hall(hall), items), ensure_ascii=False, indent=1))


def measure_search(hall: Hall, items: int) -> dict[str, Any]:
    """Times of the search in milliseconds, of the index in seconds."""
    real = tuple(item for item in hall.items if not item.synthetic)
    large = replace(hall, items=(*real, *generate_items(hall, items))) if items > len(real) else hall
    started = time.perf_counter()
    index = ItemSearch(large)
    built_s = time.perf_counter() - started
    took_ms: list[tuple[float, str]] = []
    for query in _queries(large):
        started = time.perf_counter()
        index.search(query)
        took_ms.append(((time.perf_counter() - started) * 1000, query))
    times = [one for one, _ in took_ms]
    return {
        "items": len(large.items),
        "queries": len(times),
        "p50_ms": round(statistics.median(times), 2),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 2),
        "max_ms": round(max(times), 2),
        "slowest": max(took_ms)[1],
        "index_s": round(built_s, 3),
        "python": platform.python_version(),
    }


def _queries(hall: Hall) -> Iterator[str]:
    """What people type: beginnings of names and keywords, letters, and both with a slip."""
    from pypinyin import Style, lazy_pinyin

    yield from _QUERIES
    for item in hall.items[::_EVERY]:
        name = item.name.zh
        spelled = "".join(lazy_pinyin(name[:3]))
        yield name[:2]
        yield name[1:4]
        yield "".join(lazy_pinyin(name[:4], style=Style.FIRST_LETTER))
        yield spelled
        yield spelled[:3] + spelled[4:]
        yield name[0] + "天" + name[2:4]
        yield item.name.en[:6]
