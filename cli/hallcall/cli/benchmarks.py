"""``hallcall bench`` and ``hallcall loadtest``: how fast this machine does what people wait for. Prints JSON."""

from __future__ import annotations

import json
import platform
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, TypeAlias

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


FolderOption: TypeAlias = "Annotated[Path | None, Parameter(help=say('cli-option-bench-folder'))]"


def hall(
    *,
    counters: Annotated[int, Parameter(help=say("cli-option-bench-counters"))] = 101,
    kiosks: Annotated[int, Parameter(help=say("cli-option-bench-kiosks"))] = 8,
    seconds: Annotated[float, Parameter(help=say("cli-option-bench-seconds"))] = 5.0,
    stored: Annotated[int, Parameter(help=say("cli-option-bench-stored"))] = 30_000,
    folder: FolderOption = None,
) -> int:
    """Press all counters and kiosks at once; exit code 1 when a number was given or called twice."""
    from hallcall.sim.hall_bench import bench_hall

    with tempfile.TemporaryDirectory(prefix="hallcall-bench-", dir=folder) as place:
        seen = bench_hall(Path(place), counters=counters, kiosks=kiosks, seconds=seconds, stored=stored)
    print(json.dumps(seen, ensure_ascii=False, indent=1))
    return 1 if seen.get("double_calls") or seen.get("duplicate_numbers") else 0


def loadtest(
    *,
    visits: Annotated[int, Parameter(help=say("cli-option-loadtest-visits"))] = 3000,
    speed: Annotated[float, Parameter(help=say("cli-option-loadtest-speed"))] = 60.0,
    counters: Annotated[int, Parameter(help=say("cli-option-bench-counters"))] = 101,
    kiosks: Annotated[int, Parameter(help=say("cli-option-bench-kiosks"))] = 8,
    seed: Annotated[int, Parameter(help=say("cli-option-seed"))] = 1,
    data: Annotated[Path | None, Parameter(help=say("cli-option-loadtest-data"))] = None,
    folder: FolderOption = None,
) -> int:
    """Let a day of visitors pass; exit code 1 when anybody was lost or anything was given twice."""
    from hallcall.sim.loadtest import LoadPlan, loadtest_at
    from hallcall.sim.loadtest import loadtest as loadtest_alone

    plan = LoadPlan(visits=visits, speed=speed, counters=counters, kiosks=kiosks, seed=seed)
    if data is not None:
        seen = loadtest_at(data, plan)
    else:
        with tempfile.TemporaryDirectory(prefix="hallcall-load-", dir=folder) as place:
            seen = loadtest_alone(Path(place), plan)
    print(json.dumps(seen, ensure_ascii=False, indent=1))
    return 1 if seen["lost"] or seen["double_calls"] or seen["duplicate_numbers"] or seen["screens_behind"] else 0


def wait(
    *,
    days: Annotated[int, Parameter(help=say("cli-option-bench-days"))] = 10,
    seed: Annotated[int, Parameter(help=say("cli-option-seed"))] = 1,
) -> None:
    """Measure how good told waits are, on simulated days."""
    from hallcall.sim.wait_bench import WaitPlan, bench_wait

    print(json.dumps(bench_wait(WaitPlan(measured=days, seed=seed)), ensure_ascii=False, indent=1))


def voice(
    *,
    rate: Annotated[tuple[float, ...], Parameter(help=say("cli-option-bench-voice-rate"))] = (6.0, 12.0, 15.0),
    minutes: Annotated[int, Parameter(help=say("cli-option-bench-voice-minutes"))] = 600,
    seed: Annotated[int, Parameter(help=say("cli-option-seed"))] = 1,
) -> None:
    """Play spoken calls at loudspeakers, by calls a minute and number of loudspeakers."""
    from hallcall.sim.voice_bench import bench_voice

    print(json.dumps(bench_voice(rates=rate, minutes=minutes, seed=seed), ensure_ascii=False, indent=1))


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
