"""The option by which commands choose a hall."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

from cyclopts import Parameter

from hallcall.cli.language import say
from hallcall.config import SAMPLES, load_hall, sample_hall_path
from hallcall.core.hall import Hall

HallOption: TypeAlias = "Annotated[str, Parameter(help=say('cli-option-hall'), env_var='HALLCALL_HALL')]"
"""A folder, or the name of a sample."""
SAMPLE = SAMPLES[0]


def hall_folder(chosen: str) -> Path:
    """The folder of the chosen hall."""
    return sample_hall_path(chosen) if chosen in SAMPLES else Path(chosen)


def open_hall(chosen: str) -> Hall:
    """The chosen hall.

    Raises:
        ConfigError: its files are wrong.
    """
    return load_hall(hall_folder(chosen))
