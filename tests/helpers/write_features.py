"""Writes docs/reference/features.md: every row of docs/features.tsv, the tests that name it, and its state.

A row is *proved* when at least one test is marked ``@pytest.mark.feature("Fnnn")``. With ``--check`` the exit code is 1
when the written page differs from the one in the tree, or when a test names a row that does not exist.
"""

from __future__ import annotations

import contextlib
import csv
import io
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).parents[2]
_TABLE = _ROOT / "docs" / "features.tsv"
_PAGE = _ROOT / "docs" / "reference" / "features.md"
_TIERS = {"1": "core", "2": "next", "3": "later", "X": "not software"}


class Collector:
    """Notes which collected test names which rows; runs none."""

    def __init__(self) -> None:
        self.tests: dict[str, set[str]] = defaultdict(set)

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Called by pytest with every test."""
        for item in items:
            for mark in item.iter_markers("feature"):
                for row in mark.args:
                    self.tests[row].add(item.nodeid.split("[")[0])


def rows() -> list[dict[str, str]]:
    """The table of features."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def page(tests: dict[str, set[str]]) -> str:
    """The page as Markdown."""
    table = rows()
    proved = [row for row in table if tests.get(row["id"])]
    lines = [
        "# Features and their proofs",
        "",
        "Written by `make features` from `docs/features.tsv` and the marks of the tests. A row without a test is open.",
        "",
        f"{len(proved)} of {len(table)} rows have tests.",
        "",
        "| row | feature | tier | state | tests |",
        "|---|---|---|---|---|",
    ]
    for row in table:
        named = sorted(tests.get(row["id"], ()))
        files = sorted({name.split("::")[0] for name in named})
        shown = f"{len(named)} in " + ", ".join(f"`{file}`" for file in files) if named else ""
        state = "proved" if named else "open"
        lines.append(f"| {row['id']} | {row['title']} | {_TIERS.get(row['tier'], row['tier'])} | {state} | {shown} |")
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Exit code: 0 when the page is written (or up to date with ``--check``)."""
    collector = Collector()
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = pytest.main(["--collect-only", "-q"], [collector])
    if code != 0:
        sys.stderr.write(f"{said.getvalue()[-2000:]}\ntests could not be collected: {code}\n")
        return 1
    known = {row["id"] for row in rows()}
    unknown = sorted(set(collector.tests) - known)
    if unknown:
        sys.stderr.write(f"tests name rows that do not exist: {', '.join(unknown)}\n")
        return 1
    text = page(collector.tests)
    if "--check" in arguments:
        if not _PAGE.exists() or _PAGE.read_text(encoding="utf-8") != text:
            sys.stderr.write("docs/reference/features.md is old: run `make features`\n")
            return 1
    else:
        _PAGE.write_text(text, encoding="utf-8")
    proved = sum(1 for row in known if collector.tests.get(row))
    sys.stdout.write(f"features: {proved} of {len(known)} rows have tests\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
