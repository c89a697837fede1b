"""Every sentence the kiosk asks for exists in both languages, and none speaks like a machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import hallcall.kiosk
from hallcall.assets import LANGUAGES, asset_path, load_texts
from hallcall.kiosk.model.pages import card_problem, number_problem, print_problem

_HOME = Path(hallcall.kiosk.__file__).parent
_ASKED = re.compile(r'(?:Texts\.[tf]|\.text)\(\s*"([a-z0-9-]+)"')
_MACHINE_WORDS = ("系统", "接口", "异常", "错误", "识别失败", "服务器", "error", "server", "system", "failed")


def _asked() -> set[str]:
    sources = [*_HOME.rglob("*.qml"), *_HOME.rglob("*.py")]
    return {name for path in sources for name in _ASKED.findall(path.read_text(encoding="utf-8"))}


def _named(language: str, area: str) -> dict[str, str]:
    text = asset_path("messages", language, f"{area}.ftl").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+) =(.*(?:\n[ }].*)*)", text, re.MULTILINE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_asked_sentence_exists(language: str) -> None:
    texts = load_texts(language)
    missing = sorted(name for name in _asked() if name not in texts)
    assert missing == []


@pytest.mark.parametrize("area", ["kiosk", "slip", "common"])
def test_both_languages_have_the_same_sentences_with_the_same_values(area: str) -> None:
    zh, en = (_named(language, area) for language in LANGUAGES)
    assert zh.keys() == en.keys()
    for name in zh:
        assert set(re.findall(r"\$\w+", zh[name])) == set(re.findall(r"\$\w+", en[name])), name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", ["kiosk", "slip"])
def test_no_sentence_speaks_of_machinery(language: str, area: str) -> None:
    for name, text in _named(language, area).items():
        assert not [word for word in _MACHINE_WORDS if word in text.lower()], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_a_sentence(language: str) -> None:
    texts = load_texts(language)
    for code in ("card.removed", "card.unreadable", "card.wrong_kind", "reader.unauthorised", "device.absent"):
        assert card_problem(code) in texts
    for code in ("printer.paper_out", "printer.cover_open", "printer.cutter_jam", "printer.offline", "device.timeout"):
        assert print_problem(code) in texts
    for code in ("identity.length", "identity.check_digit", "identity.region"):
        assert number_problem(code) in texts
    stems = set(re.findall(r'"(trouble-[a-z-]+)"', (_HOME / "model" / "pages.py").read_text(encoding="utf-8")))
    assert len(stems) >= 5
    assert all(f"{stem}-{part}" in texts for stem in stems for part in ("title", "text"))


def test_no_shipped_sentence_is_unused() -> None:
    sources = [*_HOME.rglob("*.qml"), *_HOME.rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    unused = [
        name
        for area in ("kiosk", "slip")
        for name in _named("zh-CN", area)
        if f'"{name}"' not in text and not re.match(r"(trouble|slip-pass|chip)-", name)
    ]
    assert unused == []
