"""What hallcall says is there in every language, and says the same things."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from hallcall.assets import LANGUAGES, Texts, asset_path, load_texts, texts

AREAS = sorted(path.name for path in asset_path("messages", LANGUAGES[0]).glob("*.ftl"))


class _Names(Visitor):
    """Collects the values a message refers to."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the visitor's own naming
        self.names.add(node.id.name)


def messages(language: str, area: str) -> dict[str, set[str]]:
    """Message names of a catalogue, each with the values it refers to."""
    parsed = FluentParser().parse(asset_path("messages", language, area).read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for entry in parsed.body:
        assert not isinstance(entry, ast.Junk), f"{language}/{area}: {entry.content}"
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, f"{language}/{area}: {entry.id.name} twice"
            names = _Names()
            names.visit(entry)
            found[entry.id.name] = names.names
    return found


def test_every_language_has_the_same_catalogues() -> None:
    for language in LANGUAGES:
        assert sorted(path.name for path in asset_path("messages", language).glob("*.ftl")) == AREAS


@pytest.mark.parametrize("area", AREAS)
def test_every_message_is_there_in_every_language_with_the_same_values(area: str) -> None:
    first, *others = (messages(language, area) for language in LANGUAGES)
    for other in others:
        assert set(other) == set(first)
        # A language may need fewer values, e.g. no count for a plural it does not have, never others.
        assert [name for name in first if not (other[name] <= first[name] or first[name] <= other[name])] == []


def test_no_message_stands_in_two_catalogues() -> None:
    seen: dict[str, str] = {}
    for area in AREAS:
        for name in messages(LANGUAGES[0], area):
            assert name not in seen, f"{name} in {seen.get(name)} and {area}"
            seen[name] = area


def test_english_texts_hold_no_chinese_but_where_a_language_names_itself() -> None:
    said = {
        (area, line)
        for area in AREAS
        for line in asset_path("messages", "en", area).read_text(encoding="utf-8").splitlines()
        if re.search(r"[\u4e00-\u9fff]", line) and not line.startswith("#")
    }
    allowed = {"dock-language", "counter-brand", "page-other-language", "theatre-other-language"}
    assert {line.split("=")[0].strip() for _, line in said} <= allowed, said


def test_whole_numbers_are_written_without_grouping() -> None:
    assert "12345" in load_texts("en").text("demo-done", visits=12345)


def test_a_missing_message_or_value_is_a_defect_that_shows() -> None:
    with pytest.raises(KeyError):
        load_texts("en").text("no-such-message")
    with pytest.raises(ValueError, match="visits"):
        load_texts("en").text("demo-done")
    with pytest.raises(KeyError):
        load_texts("xx")


def test_no_sentence_stands_in_a_screen() -> None:
    """QML holds no text of its own: every sentence comes from the catalogues."""
    root = Path(__file__).parents[3]
    found = [
        f"{path.relative_to(root)}:{number}"
        for path in root.glob("*/hallcall/*/qml/**/*.qml")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"[\u4e00-\u9fff]", line.split("//")[0])
    ]
    assert found == []


class _Samples(dict[str, str | int]):
    """A value for whatever a message may ask for."""

    def __init__(self, names: Iterable[str], number: int) -> None:
        super().__init__({name: number or f"[{name}]" for name in names})


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_is_what_the_whole_catalogue_would_say(language: str) -> None:
    """A message that is understood by itself, or not at all because it is only words, is the same message."""
    whole = FluentBundle([language], use_isolating=False)
    for area in AREAS:
        whole.add_resource(FluentResource(asset_path("messages", language, area).read_text(encoding="utf-8")))
    said = Texts(language)
    for area in AREAS:
        for name, names in messages(language, area).items():
            for number in (0, 1, 3):
                pattern = whole.get_message(name).value
                assert pattern is not None, name
                expected, errors = whole.format_pattern(pattern, _Samples(names, number))
                assert errors == []
                assert said.text(name, _Samples(names, number)) == str(expected), name


def test_messages_that_refer_to_others_take_them_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "a.ftl").write_text(
        "-hall = Hall of { city }\ncity = Haibin\n# a comment = none\nfirst = Come to { -hall }\n"
        "long =\n    one\n    two\n",
        encoding="utf-8",
    )

    def path(*parts: str) -> Path:
        return tmp_path / parts[-1]

    monkeypatch.setattr(texts, "asset_path", path)
    said = Texts("en")
    assert said.text("first") == "Come to Hall of Haibin"
    assert said.text("long") == "one\ntwo"
    assert said.text("city") == "Haibin"
    assert "-hall" not in said
    assert "a" not in said


def test_words_alone_need_no_library() -> None:
    """A server says nothing else while it starts."""
    script = "import sys; from hallcall.assets import load_texts; load_texts('en').text('home-title'); "
    script += "sys.exit(any(name.split('.')[0] in {'fluent', 'babel'} for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
