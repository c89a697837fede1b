"""No sentence of the counter is cut off, stands in the code, or is missing in a language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from hallcall.assets import LANGUAGES, load_texts
from hallcall.core.tickets import Need
from hallcall.counter.model import BAR_KEYS, Key
from hallcall.counter.widgets import CounterWindow
from hallcall.counter.widgets.buttons import Choice
from hallcall.counter.widgets.parts import Line, Prose
from helpers.counter_clerk import ALT, K, Start


def cut_off(window: QWidget) -> list[str]:
    """Sentences that do not fit their place. Names from the hall's data may be cut with an ellipsis."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, Line) and not widget.elides and widget.width() < widget.sizeHint().width():
            found.append(widget.text())
        if isinstance(widget, Prose) and widget.text() and widget.height() < widget.heightForWidth(widget.width()):
            found.append(widget.text())
        shown = widget.visibleRegion().boundingRect().height()
        if isinstance(widget, Choice) and (widget.width() < widget.sizeHint().width() or shown < widget.height()):
            found.append(widget.text())
    return found


def cut_sentences(window: CounterWindow) -> list[str]:
    """Lines of the bar that are sentences of the catalogues, cut with an ellipsis."""
    lines = [window.bar._line]
    return [line.text() for line in lines if line.isVisible() and line.width() < line.sizeHint().width()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_cut_off_in_any_state(start: Start, language: str) -> None:
    clerk = start(language=language)
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        QApplication.processEvents()
        clerk.desk.tick()
        QApplication.processEvents()
        bad = cut_off(clerk.window) + cut_sentences(clerk.window)
        if bad:
            found[state] = bad

    clerk.server.issue(needs=list(Need))
    look("idle")
    clerk.press(K.Key_F2, then_wait=8)
    look("calling")
    clerk.press(K.Key_F2, then_wait=60)
    look("serving")
    for text in "112":
        clerk.type(text)
    look("papers")
    clerk.server.wait(3600)
    look("over")
    clerk.press(K.Key_F1)
    look("why next")
    clerk.press(K.Key_F1)
    look("why here")
    clerk.press(K.Key_Escape)
    clerk.press(K.Key_F11)
    look("look")
    clerk.press(K.Key_6)
    look("look with a note")
    clerk.press(K.Key_Escape)
    for key in (K.Key_F7, K.Key_F8, K.Key_F9):
        clerk.press(key)
        look(f"sheet {key}")
        clerk.press(K.Key_1, ALT)
        look(f"sheet {key} chosen")
        clerk.press(K.Key_Escape)
    clerk.press(K.Key_F9)
    clerk.press(K.Key_2, ALT)
    clerk.press(K.Key_Return)
    look("pause planned")
    clerk.press(K.Key_F4)
    look("paused")
    clerk.press(K.Key_F9)
    clerk.press(K.Key_F5)
    look("chosen")
    clerk.press(K.Key_Escape)
    clerk.server.go_down()
    clerk.server.wait(44)
    look("offline")
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_keys_fit_their_keys(start: Start, language: str) -> None:
    clerk = start(language=language)
    texts = load_texts(language)
    from hallcall.counter.widgets.ink import text_width

    words = {key: [f"counter-key-{key.value}"] for key in BAR_KEYS if key is not Key.PRIMARY}
    words[Key.PRIMARY] = [f"counter-key-{word}" for word in ("next", "start", "finish-next", "finish-pause")]
    words[Key.PAUSE].append("counter-key-resume")
    for key, names in words.items():
        button = clerk.window.bar.keys[key]
        for name in names:
            button.setText(texts.text(name))
            assert text_width(button.text(), button.word_face()) <= button.width() - 12, name


SOURCES = sorted((Path(__file__).parents[3] / "counter" / "hallcall" / "counter").rglob("*.py"))


def test_no_sentence_stands_in_the_code() -> None:
    assert SOURCES
    for path in SOURCES:
        code = re.sub(r'"""[\s\S]*?"""', "", path.read_text(encoding="utf-8"))
        strings = re.findall(r'"([^"\n]*)"', code)
        assert not [text for text in strings if re.search(r"[一-鿿]", text)], path


def test_every_message_the_code_names_is_there_in_both_languages() -> None:
    named = {
        name for path in SOURCES for name in re.findall(r'"(counter-[a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(named) > 100
    for language in LANGUAGES:
        texts = load_texts(language)
        assert [name for name in sorted(named) if name not in texts] == []
