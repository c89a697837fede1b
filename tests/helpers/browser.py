"""A real browser, where one is installed; ``deploy/test-browser.sh`` brings it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

BROWSER = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), "")
"""Empty without one."""
_FONTS = Path(__file__).with_name("shipped-fonts.conf")
needs_browser = pytest.mark.skipif(not BROWSER, reason="no chromium is installed: deploy/test-browser.sh brings it")


@contextmanager
def running_browser() -> Generator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        fonts = {"FONTCONFIG_FILE": str(_FONTS)}
        browser = playwright.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox"], env={**os.environ, **fonts}
        )
        try:
            yield browser
        finally:
            browser.close()
