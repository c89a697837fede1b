"""``hallcall catalog``: check a hall's files, make a large one, carry catalogues out and in."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from hallcall.cli.halls import SAMPLE, HallOption, hall_folder, open_hall
from hallcall.cli.language import say
from hallcall.config import SAMPLES, hall_version
from hallcall.config.generate import generate_items, largest_total
from hallcall.config.store import store_catalogue
from hallcall.config.transfer import Changes, changes, export_csv, export_yaml, imported, items_table
from hallcall.core.catalogue import DepartmentKind
from hallcall.core.errors import ConfigError
from hallcall.core.hall import Hall

_SYNTHETIC_FILE = "items-synthetic.csv"
_NAMED = 10
"""Entries named for each list of changes; the rest is a count."""


def check(
    folder: Annotated[str, Parameter(help=say("cli-option-folder"), env_var="HALLCALL_HALL")] = SAMPLE, /
) -> None:
    """Read a hall's files and count what is in them."""
    hall = open_hall(folder)
    kinds = Counter(department.kind for department in hall.departments)
    counts = {
        "counters": len(hall.counters),
        "departments": len(hall.departments) - kinds[DepartmentKind.PARTNER],
        "floors": len(hall.floors),
        "items": len(hall.items),
        "synthetic": sum(item.synthetic for item in hall.items),
        "queues": len(hall.queues),
        **{kind.value: kinds[kind] for kind in DepartmentKind},
        "years": ",".join(str(year) for year in sorted(hall.holidays.years)),
        "version": hall_version(hall)[:12],
    }
    print(" ".join(f"{name}={count}" for name, count in counts.items()))


def gen(
    *,
    items: Annotated[int, Parameter(help=say("cli-option-items"))],
    out: Annotated[Path | None, Parameter(help=say("cli-option-gen-out"))] = None,
    hall: HallOption = SAMPLE,
) -> int:
    """Make a hall with so many items by adding synthetic ones."""
    source = hall_folder(hall)
    base = open_hall(hall)
    if items > largest_total(base):
        print(say("cli-gen-too-many", most=str(largest_total(base))), file=sys.stderr)
        return 2
    target = out or Path(f"hall-{items}")
    if target.exists() and not (target / _SYNTHETIC_FILE).is_file():
        print(say("cli-gen-exists", path=str(target)), file=sys.stderr)
        return 2
    made = generate_items(base, items)
    try:
        shutil.copytree(source, target, dirs_exist_ok=True)
        (target / _SYNTHETIC_FILE).write_text(items_table(made), encoding="utf-8", newline="")
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(target)) from error
    count = len(open_hall(str(target)).items)
    print(say("cli-gen-done", path=str(target), items=str(count), made=str(len(made))))
    return 0


def export(
    *,
    form: Annotated[Literal["csv", "yaml"], Parameter(name="--format", help=say("cli-option-format"))] = "csv",
    out: Annotated[Path | None, Parameter(help=say("cli-option-export-out"))] = None,
    hall: HallOption = SAMPLE,
) -> None:
    """Write the items as a table, or the whole catalogue as YAML."""
    loaded = open_hall(hall)
    content = (export_csv(loaded) if form == "csv" else export_yaml(loaded)).encode()
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(out)) from error


def import_(
    file: Annotated[str, Parameter(help=say("cli-option-import-file"))] = "-",
    /,
    *,
    dry_run: Annotated[bool, Parameter(help=say("cli-option-dry-run"), negative=())] = False,
    hall: HallOption = SAMPLE,
) -> int:
    """Take in a table of items or a catalogue; say what changes."""
    if hall in SAMPLES and not dry_run:
        print(say("cli-import-sample"), file=sys.stderr)
        return 2
    before = open_hall(hall)
    name, content = _content(file)
    after = imported(before, content, name)
    found = changes(before, after)
    _tell(found)
    if not dry_run and any(one.count for one in found):
        kept = store_catalogue(hall_folder(hall), after, _changed(found, before, after), datetime.now(UTC).astimezone())
        print(say("cli-import-done", kept=str(kept)))
    return 0


def _changed(found: list[Changes], before: Hall, after: Hall) -> set[str]:
    """Lists to write. One whose order alone differs is written with the others."""
    return {one.section for one in found if getattr(before, one.section) != getattr(after, one.section)}


def _content(file: str) -> tuple[str, bytes]:
    """Name and content of a file, or of what comes through the pipe; a pipe's form is seen from its first line."""
    if file != "-":
        try:
            return file, Path(file).read_bytes()
        except OSError as error:
            raise ConfigError("config.unreadable", file=file) from error
    content = sys.stdin.buffer.read()
    first = content.split(b"\n", 1)[0]
    return ("-.csv" if b"," in first and b":" not in first else "-.yaml"), content


def _tell(found: list[Changes]) -> None:
    for one in found:
        for kind in ("added", "changed", "removed"):
            codes: tuple[str, ...] = getattr(one, kind)
            if codes:
                more = len(codes) - _NAMED
                print(f"{one.section} {kind}: {', '.join(codes[:_NAMED])}{f' (+{more})' if more > 0 else ''}")
    totals = {kind: sum(len(getattr(one, kind)) for one in found) for kind in ("added", "changed", "removed")}
    print(" ".join(f"{kind}={count}" for kind, count in totals.items()))
    print(say("cli-import-changes", count=sum(totals.values())))
