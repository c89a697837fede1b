"""A sample hall that gives numbers as long as it is open, for those who press more in a minute than a day can hold."""

from __future__ import annotations

import shutil
from pathlib import Path

from hallcall.config import sample_hall_path


def open_ended(sample: str, folder: Path) -> Path:
    """Copy a sample hall and let it refuse nobody for being called too late.

    Args:
        sample: its name.
        folder: where the copy is put, as ``hall``; one that is there is kept.
    """
    copy = folder / "hall"
    if not copy.exists():
        shutil.copytree(sample_hall_path(sample), copy)
        settings = copy / "hall.toml"
        text = settings.read_text("utf-8")
        rules = "[rules]\nrefuses_too_late = false\n"
        changed = text.replace("[rules]\n", rules, 1) if "[rules]\n" in text else f"{text}\n{rules}"
        settings.write_text(changed, "utf-8")
    return copy
