"""What a merge could not decide is decided by a person, in every text of the tree."""

from __future__ import annotations

import re
from pathlib import Path

_TREE = Path(__file__).parents[3]
_TEXTS = {".py", ".md", ".toml", ".qml", ".ftl", ".yaml", ".csv", ".html", ".css", ".js", ".service", ".tsv"}
_LEFT = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)


def _texts() -> list[Path]:
    roots = [path for path in _TREE.iterdir() if path.is_dir() and not path.name.startswith(".")]
    inside = [path for root in roots for path in root.rglob("*") if "node_modules" not in path.parts]
    return [path for path in [*_TREE.glob("*"), *inside] if path.suffix in _TEXTS and path.is_file()]


def test_no_text_holds_two_versions_of_itself() -> None:
    texts = _texts()
    assert len(texts) > 500
    assert [path.name for path in texts if _LEFT.search(path.read_text("utf-8", "replace"))] == []
