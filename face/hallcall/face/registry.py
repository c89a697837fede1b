"""Which engines there are: those of hallcall, and those that other packages bring.

A package of somebody else announces an engine by an entry point, its name being the engine's::

    [project.entry-points."hallcall.faces"]
    acme = "acme_faces:SPEC"
"""

from __future__ import annotations

import importlib
import resource
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any, cast

import structlog

from hallcall.core.errors import FaceError
from hallcall.face.engines import BUILT_IN
from hallcall.face.port import FaceEngine
from hallcall.face.settings import FaceSettings, require_enabled

_GROUP = "hallcall.faces"
_log = structlog.get_logger("hallcall.face")


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSpec:
    """An engine as the rest of hallcall knows it; each engine's module has one, named ``SPEC``."""

    name: str
    extra: str
    """What must be installed with hallcall for it."""
    make: Callable[[FaceSettings], FaceEngine]
    """Loads it; raises ``FaceError`` when it cannot be used."""


def engine_names() -> tuple[str, ...]:
    """Every engine there is, in order."""
    return tuple(sorted({*BUILT_IN, *_foreign()}))


def open_engine(settings: FaceSettings) -> FaceEngine:
    """The engine that the site chose, ready to be used.

    Raises:
        FaceError: ``face.engine_unknown``, ``face.engine_missing``, or what keeps the engine from being used.
    """
    name = settings.engine
    try:
        spec = _spec(name)
    except KeyError as error:
        raise FaceError("face.engine_unknown", engine=name, known=" ".join(engine_names())) from error
    except ImportError as error:
        raise FaceError("face.engine_missing", engine=name, extra="face") from error
    return spec.make(settings)


def start_engine(settings: FaceSettings) -> FaceEngine:
    """The engine of a machine that compares faces: what an application begins with. What speaks against it is logged.

    From then on the process leaves no memory dump when it crashes.

    Raises:
        FaceError: ``face.off``, or as ``open_engine``.
    """
    require_enabled(settings)
    # A dump of this program's memory would be a face on the disk. systemd-coredump heeds the limit too.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    engine = open_engine(settings)
    if engine.facts.warning:
        _log.warning("face.engine_with_a_warning", engine=settings.engine, warning=engine.facts.warning)
    return engine


def _spec(name: str) -> EngineSpec:
    if name in BUILT_IN:
        return cast("EngineSpec", importlib.import_module(BUILT_IN[name]).SPEC)
    found: Any = _foreign()[name].load()
    if not isinstance(found, EngineSpec) or found.name != name:
        _log.error("face.engine_broken", engine=name)
        raise KeyError(name)
    return found


def _foreign() -> dict[str, EntryPoint]:
    """Engines of other packages; none of them can take the place of a built-in one."""
    return {point.name: point for point in entry_points(group=_GROUP) if point.name not in BUILT_IN}
