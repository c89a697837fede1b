"""``hallcall gate``: check in who walks through the door and has agreed to it; ``hallcall face sign``: its sign."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from hallcall.assets import LANGUAGES, load_texts
from hallcall.cli.keeping import NOTHING_TO_DO, KeeperOptions, keep
from hallcall.cli.language import say
from hallcall.core.errors import FaceError
from hallcall.face.model import Mode
from hallcall.face.notice import MOST_FRAME_S
from hallcall.face.settings import FaceSettings, load_face_settings, require_enabled


def gate(
    name: Annotated[str, Parameter(help=say("cli-option-gate"))],
    *,
    given: KeeperOptions,
) -> int:
    """Look at who comes until told to end."""
    from hallcall.display.gate import GateKeeper, GatePlan, load_gate_settings
    from hallcall.face.gallery import FaceStore
    from hallcall.face.registry import start_engine

    chosen = load_gate_settings(given.machine)
    if not chosen.is_enabled:
        print(say("gate-off"), file=sys.stderr)
        return NOTHING_TO_DO
    face = _lawful(given.machine)
    engine = start_engine(face)
    engine.threshold(Mode.ONE_TO_MANY)
    plan = GatePlan(name=name, gate=chosen, face=face, engine=engine, store=FaceStore(face))
    return keep(name, given, partial(GateKeeper, plan=plan), nothing="gate-no-camera", role="gate")


def sign(*, machine: Annotated[Path, Parameter(help=say("cli-option-machine"))]) -> int:
    """Print the sign that hangs before the door, in every language of the hall."""
    face = _lawful(machine)
    assert face.handling is not None  # noqa: S101 - looked at above
    values = {"handler": face.handling.handler, "contact": face.handling.contact, "seconds": MOST_FRAME_S}
    print("\n\n".join(load_texts(language).text("gate-sign", values) for language in LANGUAGES))
    return 0


def _lawful(machine: Path) -> FaceSettings:
    """The settings of a machine that may look for somebody among many.

    Raises:
        ConfigError: they have findings.
        FaceError: ``face.off``, ``face.notice_incomplete``, ``face.assessment_missing``.
    """
    settings = load_face_settings(machine)
    require_enabled(settings)
    if settings.handling is None:
        raise FaceError("face.notice_incomplete", missing="handler contact ticket_days")
    if not settings.impact_assessment:
        raise FaceError("face.assessment_missing")
    return settings
