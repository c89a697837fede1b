"""``hallcall face`` and ``hallcall bench face``. No picture is kept, and none leaves the machine."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from cyclopts import Parameter

from hallcall.cli.language import say, texts
from hallcall.core.errors import FaceError
from hallcall.face.settings import DEFAULT_ENGINE, FaceSettings, load_face_settings

EngineOption: TypeAlias = "Annotated[str, Parameter(help=say('cli-option-face-engine'))]"
MachineOption: TypeAlias = "Annotated[Path | None, Parameter(help=say('cli-option-face-machine'))]"
JsonOption: TypeAlias = "Annotated[bool, Parameter(name='--json', negative='', help=say('cli-option-json'))]"


def compare(
    one: Annotated[Path, Parameter(help=say("cli-option-face-one"))],
    other: Annotated[Path, Parameter(help=say("cli-option-face-other"))],
    /,
    *,
    engine: EngineOption = "",
    machine: MachineOption = None,
    card: Annotated[bool, Parameter(negative="", help=say("cli-option-face-card"))] = False,
    as_json: JsonOption = False,
) -> int:
    """Compare two pictures; exit code 0 one person, 1 not or not sure."""
    from hallcall.face.images import card_photo, read_picture
    from hallcall.face.looking import template_of
    from hallcall.face.matching import Verdict, compare_one
    from hallcall.face.registry import open_engine

    pictures = [read_picture(one), read_picture(other)]
    if card:
        pictures[0] = card_photo(pictures[0])
    opened = open_engine(_settings(machine, engine))
    first, second = (template_of(opened, picture) for picture in pictures)
    found = compare_one(opened, first, second)
    score, accept = round(found.score, 4), found.threshold.accept
    if as_json:
        facts = {"engine": opened.facts.name, "engine_id": opened.id, "score": score, "accept": accept}
        facts |= {"unsure": found.threshold.unsure, "verdict": found.verdict.value, "source": found.threshold.source}
        print(json.dumps(facts, ensure_ascii=False, indent=1))
    else:
        if opened.facts.warning:
            print(say(opened.facts.warning), file=sys.stderr)
        print(say("face-compared", score=f"{score:.4f}", accept=f"{accept:.2f}", verdict=found.verdict.value))
    return 0 if found.verdict is Verdict.YES else 1


def engines(*, machine: MachineOption = None, as_json: JsonOption = False) -> int:
    """Every engine there is, and why those cannot be used that cannot."""
    from hallcall.face.registry import engine_names

    settings = _settings(machine, "")
    rows = [_engine_row(replace(settings, engine=name)) for name in engine_names()]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            many = "yes" if row.get("for_many") else "no"
            print(say("face-engine" if row["usable"] else "face-engine-off", **row | {"many": many}))
            if row.get("warning"):
                print(f"  {row['warning']}")
    return 0


def pad_evaluate(
    folder: Annotated[Path, Parameter(help=say("cli-option-face-presentations"))],
    /,
    *,
    engine: EngineOption = "",
    machine: MachineOption = None,
) -> int:
    """Measure liveness from recorded presentations, as JSON; what it cannot stop is said beside it."""
    from hallcall.face.liveness.evaluate import evaluate
    from hallcall.face.liveness.pads import open_pads
    from hallcall.face.registry import open_engine

    settings = _settings(machine, engine)
    found = evaluate(folder, open_engine(settings), open_pads(settings))
    print(json.dumps({**found, "note": say("liveness-limits")}, ensure_ascii=False, indent=1))
    return 0


def bench(
    *,
    engine: Annotated[list[str] | None, Parameter(negative=(), help=say("cli-option-face-engines"))] = None,
    machine: MachineOption = None,
    lfw: Annotated[Path | None, Parameter(help=say("cli-option-face-lfw"))] = None,
    groups: Annotated[Path | None, Parameter(help=say("cli-option-face-groups"))] = None,
    speed: Annotated[bool, Parameter(negative="--no-speed", help=say("cli-option-face-no-speed"))] = True,
) -> int:
    """Measure engines, all of hallcall's unless some are named; exit code 1 when none could be used."""
    from hallcall.face.bench.accuracy import measure_accuracy
    from hallcall.face.bench.folder import read_people
    from hallcall.face.bench.speed import measure_speed
    from hallcall.face.engines import BUILT_IN
    from hallcall.face.registry import open_engine

    people = read_people(lfw, groups) if lfw is not None else None
    base, seen = _settings(machine, ""), dict[str, Any]()
    for name in engine or BUILT_IN:
        settings = replace(base, engine=name)
        try:
            opened = open_engine(settings)
        except FaceError as error:
            seen[name] = {"error": texts().error(error.code, error.fields)}
            continue
        seen[name] = {"id": opened.id}
        if speed:
            seen[name]["speed"] = measure_speed(settings)
        if people is not None:
            seen[name]["accuracy"] = measure_accuracy(opened, people)
    print(json.dumps(seen, ensure_ascii=False, indent=1))
    return 1 if all("error" in found for found in seen.values()) else 0


def _engine_row(settings: FaceSettings) -> dict[str, Any]:
    """What an engine says of itself, or why it cannot be used."""
    from hallcall.face.registry import open_engine

    try:
        opened = open_engine(settings)
    except FaceError as error:
        return {"name": settings.engine, "usable": False, "why": texts().error(error.code, error.fields)}
    facts = opened.facts
    return {
        "name": facts.name,
        "usable": True,
        "id": opened.id,
        "detector": facts.detector,
        "recogniser": facts.recogniser,
        "dim": facts.dim,
        "licence": facts.licence,
        "for_many": facts.is_for_many,
        "warning": say(facts.warning) if facts.warning else "",
    }


def _settings(machine: Path | None, engine: str) -> FaceSettings:
    """The machine's settings, or those of hallcall; with another engine when one is named."""
    settings = load_face_settings(machine) if machine is not None else FaceSettings(engine=DEFAULT_ENGINE)
    return replace(settings, engine=engine) if engine else settings
