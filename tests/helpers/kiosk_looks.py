"""Every look that a visitor can give the kiosk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from helpers.scene import findings

if TYPE_CHECKING:
    from tests.gui.kiosk.conftest import Screen


def looks(screen: Screen) -> Iterator[str]:
    """Show the page in each language, size and contrast; the name of the look."""
    for language in ("zh-CN", "en"):
        for scale in (1.0, 1.25, 1.5):
            for high_contrast in (False, True):
                screen.texts.set_language(language)
                screen.part("dock").set_look(scale, high_contrast=high_contrast)
                screen.settle()
                yield f"{language} {scale} {'contrast' if high_contrast else 'normal'}"


def wrong_in_any_look(screen: Screen) -> list[str]:
    """What collides or is cut, in whichever look."""
    shown, wrong = screen.page, list[str]()
    for look in looks(screen):
        assert screen.page == shown
        wrong += [f"{look}: {finding}" for finding in findings(screen.stage, screen.stage)]
    return wrong
