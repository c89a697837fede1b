"""Puts an imported catalogue into the folder of a hall, and keeps the folder as it was beside it."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from hallcall.config.document import hall_to_document
from hallcall.config.loader import load_hall
from hallcall.config.transfer import dump_yaml, export_csv
from hallcall.core.errors import ConfigError
from hallcall.core.hall import Hall


def store_catalogue(folder: Path, hall: Hall, sections: Collection[str], at: datetime) -> Path:
    """Write some lists of ``hall`` into ``folder``, one file a list, and take them out of the files they were in.

    The new folder is written beside the old one and read back before it takes its place. Comments in what stays are
    kept. Nothing is changed when anything fails.

    Args:
        folder: the hall's folder.
        hall: the hall as it is to be.
        sections: lists to write, e.g. ``{"items"}``.
        at: the time, for the name under which the old folder is kept.

    Returns:
        Where the old folder is kept.

    Raises:
        ConfigError: ``config.unreadable`` when the folder cannot be written or does not read back as ``hall``.
    """
    stamp = at.strftime("%Y%m%d-%H%M%S")
    fresh = folder.with_name(f"{folder.name}.new-{stamp}")
    kept = folder.with_name(f"{folder.name}.before-{stamp}")
    try:
        shutil.copytree(folder, fresh)
        _take_out(fresh, sections)
        _put_in(fresh, hall, sections)
        if load_hall(fresh) != hall:
            raise ConfigError("config.unreadable", file=str(fresh))
        folder.rename(kept)
        fresh.rename(folder)
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(folder)) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return kept


def _take_out(folder: Path, sections: Collection[str]) -> None:
    yaml = YAML()
    yaml.width = 4096
    yaml.preserve_quotes = True
    for file in [*folder.glob("*.yaml"), *folder.glob("*.yml")]:
        data: Any = yaml.load(file.read_text(encoding="utf-8-sig"))
        found = [name for name in sections if data and name in data]
        for name in found:
            del data[name]
        if not data:
            file.unlink()
        elif found:
            with file.open("w", encoding="utf-8") as out:
                yaml.dump(data, out)
    if "items" in sections:
        for file in folder.glob("*.csv"):
            file.unlink()


def _put_in(folder: Path, hall: Hall, sections: Collection[str]) -> None:
    document = hall_to_document(hall)
    for name in sections:
        if name == "items":
            (folder / "items.csv").write_text(export_csv(hall), encoding="utf-8", newline="")
        else:
            (folder / f"{name}.yaml").write_text(dump_yaml({name: document[name]}), encoding="utf-8")
