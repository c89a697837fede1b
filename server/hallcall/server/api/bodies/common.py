"""What several requests and answers share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from litestar.params import Body
from msgspec import Meta

Short = Annotated[str, Meta(min_length=1, max_length=64), Body(min_length=1, max_length=64)]
Password = Annotated[str, Meta(min_length=1, max_length=200), Body(min_length=1, max_length=200)]
"""Read by the first, described by the second."""
SigningRequest = Annotated[str, Meta(min_length=1, max_length=8192), Body(min_length=1, max_length=8192)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """``{}``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Answer of ``/livez`` and ``/readyz``."""

    reasons: tuple[str, ...] = ()
    """Codes of what is wrong; none when all is well."""
    warnings: tuple[str, ...] = ()
    """Codes of what should be looked at."""
    at: datetime
    """The hall's time."""
