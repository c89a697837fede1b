"""The page that shows the way out: what is on it."""

from __future__ import annotations

from typing import Any, TypeAlias

from hallcall.client.evacuation import Evacuation

__all__ = ["MOST_EXITS", "evacuation_scene"]

Scene: TypeAlias = dict[str, Any]
MOST_EXITS = 2
"""Panels on a page: who must leave reads no list."""


def evacuation_scene(evacuation: Evacuation) -> Scene:
    """What the page draws; empty while nobody has to leave."""
    if evacuation.emergency is None:
        return {}
    return {
        "isDrill": evacuation.emergency.is_drill,
        "exits": [
            {
                "zh": way.name.zh,
                "en": way.name.en or way.name.zh,
                "side": way.side.value,
                "metres": round(way.metres) if way.metres is not None else 0,
                "isStepFree": way.is_step_free,
            }
            for way in evacuation.exits[:MOST_EXITS]
        ],
    }
