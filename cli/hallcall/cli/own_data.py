"""Where a machine keeps what it does while the server is away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import platformdirs
from cyclopts import Parameter

from hallcall.cli.language import say

OwnDataOption: TypeAlias = "Annotated[str, Parameter(name='--data', help=say('cli-option-own-data'))]"


def own_data(chosen: str, token_file: str) -> Path:
    """The folder that was chosen; else that of the token, or the user's own for a token among the settings."""
    if chosen:
        return Path(chosen)
    return Path(token_file).parent if token_file else platformdirs.user_data_path("hallcall")
