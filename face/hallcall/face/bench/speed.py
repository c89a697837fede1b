"""Time and memory of an engine, in a process of its own with one thread: ``python -m hallcall.face.bench.speed``."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from hallcall.core.errors import FaceError
from hallcall.face.matching import SearchSet
from hallcall.face.model import Box, Face, Picture, Point, Template
from hallcall.face.registry import open_engine
from hallcall.face.settings import FaceSettings

_FRAME: Final = (480, 640, 3)
_ROUNDS: Final = 30
_WARM_UP: Final = 3
_GALLERY: Final = 10_000
_SEARCHES: Final = 200
_ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def measure_speed(settings: FaceSettings) -> dict[str, Any]:
    """CPU milliseconds of each step of a 640 x 480 frame, of a search among 10,000, and the process's memory.

    Raises:
        FaceError: the engine cannot be used.
        RuntimeError: the process did not end well.
    """
    done = subprocess.run(
        [sys.executable, "-m", "hallcall.face.bench.speed"],
        input=msgspec.json.encode(settings, enc_hook=str),
        stdout=subprocess.PIPE,
        check=False,
        env={**os.environ, **_ONE_THREAD},
    )
    if done.returncode:
        raise RuntimeError(f"the measuring process ended with {done.returncode}")
    found = msgspec.json.decode(done.stdout)
    if "code" in found:
        raise FaceError(found["code"], **found["fields"])
    return found


def measure_here(settings: FaceSettings, rounds: int = _ROUNDS) -> dict[str, Any]:
    """The same in this process.

    Raises:
        FaceError: the engine cannot be used.
    """
    began = time.process_time()
    engine = open_engine(settings)
    loaded_s = time.process_time() - began
    frame, face = a_frame(), a_face()
    steps = {
        "detect_cpu_ms": _cpu_ms(lambda: engine.detect(frame), rounds),
        "quality_cpu_ms": _cpu_ms(lambda: engine.quality(frame, face), rounds),
        "embed_cpu_ms": _cpu_ms(lambda: engine.embed(frame, face), rounds),
    }
    before_search_mb = _peak_mb()
    return {
        **{name: round(taken, 2) for name, taken in steps.items()},
        "frame_cpu_ms": round(steps["detect_cpu_ms"] + steps["embed_cpu_ms"], 2),
        "load_cpu_s": round(loaded_s, 2),
        "peak_memory_mb": before_search_mb,
        f"search_{_GALLERY}_cpu_ms": round(_search_ms(engine.facts.dim), 3) if engine.facts.is_for_many else None,
        "python": platform.python_version(),
    }


def a_frame() -> Picture:
    """A frame with light, shadow and noise, and nobody: times do not depend on who is in it."""
    noise = np.random.default_rng(1).integers(0, 24, _FRAME)
    light = np.linspace(60, 200, _FRAME[1])[None, :, None]
    return np.asarray(light + noise, np.uint8)


def a_face() -> Face:
    """Where a face would be, with 80 pixels between the eyes."""
    points = (Point(280, 200), Point(360, 200), Point(320, 245), Point(285, 290), Point(355, 290))
    return Face(Box(230, 120, 180, 230), points, score=1.0)


def _cpu_ms(step: Callable[[], object], rounds: int) -> float:
    for _ in range(_WARM_UP):
        step()
    began = time.process_time()
    for _ in range(rounds):
        step()
    return (time.process_time() - began) * 1000 / rounds


def _search_ms(dim: int) -> float:
    random = np.random.default_rng(2)
    people = [Template("bench", row) for row in random.standard_normal((_GALLERY, dim)).astype(np.float32)]
    among, probe = SearchSet("bench", people), people[_GALLERY // 2]
    return _cpu_ms(lambda: among.best(probe), _SEARCHES)


def _peak_mb() -> int:
    """What this process has taken at most; ``getrusage`` would count what its parent had when it was started."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) // 1024


def _path(kind: type, value: Any) -> Any:
    return Path(value) if kind is Path else value


def main() -> None:
    """Settings from standard input, figures to standard output."""
    settings = msgspec.json.decode(sys.stdin.buffer.read(), type=FaceSettings, dec_hook=_path)
    try:
        found = measure_here(settings)
    except FaceError as error:
        found = {"code": error.code, "fields": error.fields}
    sys.stdout.buffer.write(msgspec.json.encode(found))


if __name__ == "__main__":
    main()
