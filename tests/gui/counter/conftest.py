"""Windows of one test are gone before the next begins."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def nothing_left_for_another_thread_to_take_apart() -> Iterator[None]:
    """What a test leaves in circles is collected here: Python would else do it in whatever thread comes along."""
    yield
    gc.collect()
