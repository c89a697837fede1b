"""The icons that are shipped and the icons that are named are the same."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from hallcall.assets import asset_path

_ROOT = Path(__file__).parents[3]
_SCREENS = ("ui", "kiosk", "display", "counter")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_QML_WORD = re.compile(r'"([a-z][a-z0-9-]*)"')
_QML_ICON = re.compile(r"\biconName: |\bIcon \{[^{}]*?\bname: ", re.DOTALL)
_QML_NOT_SHOWN = re.compile(r'(?:Texts\.[tf]\(|===? )"[^"]*"')
_PAINTERS = re.compile(r"icon|Picture|pill", re.IGNORECASE)


def _shipped() -> set[str]:
    return {path.stem for path in asset_path("icons").glob("*.svg")}


def _sources(suffix: str) -> Iterator[str]:
    for screen in _SCREENS:
        for path in (_ROOT / screen / "hallcall").rglob(f"*{suffix}"):
            yield path.read_text(encoding="utf-8")


def _strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAME.fullmatch(node.value):
            yield node.value


def _alternatives(part: ast.expr) -> Iterator[str]:
    """What an argument can be when it is written out, not computed."""
    if isinstance(part, ast.IfExp):
        yield from (*_alternatives(part.body), *_alternatives(part.orelse))
    elif isinstance(part, ast.Constant) and isinstance(part.value, str):
        yield part.value


def _named_in_qml() -> Iterator[str]:
    """What `iconName` and the name of an `Icon` can be."""
    for text in _sources(".qml"):
        for place in _QML_ICON.finditer(text):
            expression = text[place.end() :].split("\n", 1)[0]
            yield from _QML_WORD.findall(_QML_NOT_SHOWN.sub("", expression))


def _named_in_python() -> Iterator[str]:
    """What is handed to something that paints an icon, and the tables of icons."""
    for text in _sources(".py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and _PAINTERS.search(ast.unparse(node.func)):
                yield from (word for part in node.args for word in _alternatives(part) if "-" in word)
            if isinstance(node, ast.Assign) and "ICONS" in ast.unparse(node.targets[0]):
                yield from (word for word in _strings(node.value) if "-" in word)


def test_every_icon_that_a_screen_names_is_shipped() -> None:
    named = {*_named_in_qml(), *_named_in_python()}
    assert {"id-card", "printer", "circle-check", "eye-off"} <= named, "the search itself finds nothing"
    assert named <= _shipped()


def test_every_shipped_icon_is_named_by_a_screen() -> None:
    words = {word for text in _sources(".qml") for word in _QML_WORD.findall(text)}
    words |= {word for text in _sources(".py") for word in _strings(ast.parse(text))}
    assert _shipped() <= words
