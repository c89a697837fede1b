"""Reads the folder of a hall: ``hall.toml``, ``*.yaml``, ``*.csv`` and ``holidays/*.yaml``.

``hall.toml`` holds what belongs to the building (hall, rules, zones, kiosks, walls), the others the catalogue
(departments, queues, counters, calendars, materials, items, packages) and the public holidays of each year. A list may
be spread over several files.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from hallcall.config._csv import read_items_csv
from hallcall.config._draft import SECTIONS, merge
from hallcall.config._toml import read_toml
from hallcall.config._tree import Kind, Node
from hallcall.config._yaml import read_yaml
from hallcall.config.document import hall_from_tree
from hallcall.core.errors import ConfigError, Finding
from hallcall.core.hall import Hall

MAX_BYTES = 4 * 1024 * 1024
"""A hall of 5,000 items stays far below; what is larger was put there by mistake."""

_READERS: dict[str, Callable[[str, str], tuple[Node, list[Finding]]]] = {
    ".toml": read_toml,
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".csv": read_items_csv,
}


def load_hall(path: Path) -> Hall:
    """The hall of a folder.

    Raises:
        ConfigError: ``config.missing`` when there is no such folder or no ``hall.toml`` in it, ``config.unreadable``
            when it cannot be read, ``config.invalid`` with every finding of every file.
    """
    trees, findings = _trees(path)
    root, clashes = merge(trees)
    return hall_from_tree(root, [*findings, *clashes])


@lru_cache(maxsize=32)
def parse_file(path: str, content: bytes) -> tuple[Node, list[Finding]]:
    """The tree of one file by the ending of its name, and what is wrong with it as a file.

    Kept by content, so that a hall of which one file has changed is read again quickly: do not change what is returned.
    """
    place = Node(kind=Kind.MAP, file=path, line=0, key="")
    suffix = Path(path).suffix.lower()
    if len(content) > MAX_BYTES:
        return place, [place.finding("file.too_large", max=str(MAX_BYTES // 1024 // 1024))]
    text = _decoded(content, table=suffix == ".csv")
    if isinstance(text, str):
        return _READERS[suffix](text, path)
    return place, [place.finding(text[0])]


def _trees(path: Path) -> tuple[list[Node], list[Finding]]:
    if not (path / "hall.toml").is_file():
        raise ConfigError("config.missing", file=str(path / "hall.toml"))
    trees: list[Node] = []
    findings: list[Finding] = []
    try:
        for file in _files(path):
            tree, found = parse_file(str(file), _content(file))
            if file.parent.name == "holidays":
                tree = _holiday_year(tree)
            trees.append(tree)
            findings.extend(found)
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(path)) from error
    return trees, findings


def _files(path: Path) -> list[Path]:
    own = [file for file in sorted(path.iterdir()) if file.suffix.lower() in _READERS]
    years = path / "holidays"
    # A name that begins with a dot or with a tilde is an editor's, not the hall's.
    all_files = [*own, *sorted(years.glob("*.yaml"))] if years.is_dir() else own
    return [file for file in all_files if file.is_file() and file.name[0] not in ".~"]


def _content(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _holiday_year(tree: Node) -> Node:
    """A file of ``holidays/`` is one year, written without the list around it."""
    if tree.kind is not Kind.MAP or not tree.entries or any(name in SECTIONS for name in tree.entries):
        return tree
    years = Node(kind=Kind.LIST, file=tree.file, line=tree.line, key="", parts=[tree])
    return Node(kind=Kind.MAP, file=tree.file, line=tree.line, key="", entries={"holidays": years})


def _decoded(content: bytes, *, table: bool) -> str | tuple[str]:
    """The text, or the code of what is wrong. Tables may come in the encoding of a Chinese spreadsheet program."""
    if b"\x00" in content:
        return ("file.binary",)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return ("file.encoding",)
    return text.removeprefix("\ufeff") if table else ("file.gb18030",)
