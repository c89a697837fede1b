"""Why this number and not another: a sentence, the comparison, the rules in force, and what no rule looks at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hallcall.core.because import NOT_USED, result_of, rules_of, sentence_of, standing_of, title_of
from hallcall.core.errors import HallcallError
from hallcall.core.reasons import ROWS, Compared, Explanation
from hallcall.counter.model import Desk, Key, Papers, Why
from hallcall.counter.model.sentences import error_sentence, hh_mm
from hallcall.counter.widgets.buttons import ActionButton
from hallcall.counter.widgets.ink import colour, face
from hallcall.counter.widgets.parts import Card, Line, Prose
from hallcall.counter.widgets.sheet import Sheet
from hallcall.counter.widgets.why_paper import why_paper

_COLUMNS = ("number", "came", "waited", "standing", "result")
_PLACES = (16, 122, 236, 350, 760)
"""Where the columns begin, in pixels."""
_ROW_PX = 33
_RULES = 4
"""Rules of which a hall has at most so many."""


class WhySheet(Sheet):
    """Answers; asks nothing. Enter and Esc both close it."""

    def __init__(self, desk: Desk, why: Why, papers: Papers) -> None:
        """Ask.

        Args:
            desk: whose number it is about.
            why: the explanation.
            papers: takes its paper.
        """
        super().__init__(desk, "why", 1000, 656)
        self._why = why
        self._papers = papers
        self._has_put = False
        self._sentence = Prose(18, bold=True, ink="brandDeep")
        self._heads = _Row(bold=False)
        self.rows = [_Row() for _ in range(ROWS)]
        self._rules_title = Line(16, bold=True)
        self._rules = [Prose(15) for _ in range(_RULES)]
        self._unused_title = Line(16, bold=True)
        self._unused = [Prose(15, ink="inkSoft") for _ in NOT_USED]
        self.other = ActionButton("why.other", "F1")
        self.chosen = ActionButton("why.chosen", "F5")
        self.print = ActionButton("why.print", "F12")
        self.cancel.hide()
        self.foot.insertWidget(self.foot.count() - 2, self.print)
        self.print.clicked.connect(self._print)
        self.foot.insertWidget(self.foot.count() - 2, self.other)
        self.foot.insertWidget(self.foot.count() - 2, self.chosen)
        self.other.clicked.connect(why.turn)
        self.chosen.clicked.connect(self._call_another)
        why.changed.connect(self.retell)
        papers.changed.connect(self._tell_paper)
        self._fill()
        why.begin()
        self.retell()

    def missing(self) -> str:
        """Nothing is asked."""
        return ""

    def commit(self, on_end: Callable[[HallcallError | None], None]) -> None:
        """It is understood."""
        on_end(None)

    def words(self) -> tuple[str, str, str, str]:
        """Title, aside, hint, word."""
        text = self.desk.texts.text
        found = self._why.found
        if found is None:
            return text("counter-key-why"), "", "", text("why-understood")
        time = hh_mm(self.desk.clock.local(found.at))
        aside = text("why-at", time=time, counter=found.counter, count=found.waiting)
        return self.desk.texts.said(title_of(found)), aside, "", text("why-understood")

    def take_key(self, event: QKeyEvent) -> bool:
        """F1 turns to the other question, F5 to calling another number, F12 prints."""
        match event.key():
            case Qt.Key.Key_F1 if self.other.isVisible():
                self._why.turn()
            case Qt.Key.Key_F12:
                self._print()
            case Qt.Key.Key_F5 if not self.chosen.is_grey:
                self._call_another()
            case _:
                return False
        return True

    def retell(self) -> None:
        """Take the words anew."""
        text, found = self.desk.texts.text, self._why.found
        self._error = error_sentence(self.desk.texts, self._why.error) if self._why.error is not None else ""
        self._heads.show_cells([text(f"why-column-{column}") for column in _COLUMNS], is_first=False, ink="inkSoft")
        self._rules_title.show_text(text("why-rules-title"))
        self._unused_title.show_text(text("why-unused-title"))
        for line, name in zip(self._unused, NOT_USED, strict=True):
            line.show_text(text(name))
        if found is not None:
            self._show(found)
        super().retell()

    def update_end(self) -> None:
        """The two other ways to go on."""
        super().update_end()
        text, keys = self.desk.texts.text, self.desk.keys
        here = self._why.here
        self.other.setVisible(bool(here))
        about = "why-turn-next" if self._why.is_about_here else "why-turn-here"
        self.other.show_text(text(about, number=here))
        state = keys[Key.CHOSEN]
        self.print.show_text(text("why-print"))
        self.print.setVisible(self._why.found is not None)
        if self._has_put and self._papers.said is not None and not self._error:
            self.say(self.desk.texts.said(self._papers.said), "printer")
        self.chosen.show_text(text("why-call-another"), text(state.reason, **state.fields) if state.reason else "")

    def _show(self, found: Explanation) -> None:
        said = self.desk.texts.said
        self._sentence.show_text(said(sentence_of(found)))
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(found.rows))
            if place < len(found.rows):
                compared = found.rows[place]
                row.show_cells(self._cells(found, compared), is_first=compared.number == found.number)
        rules = rules_of(found)
        for place, line in enumerate(self._rules):
            line.setVisible(place < len(rules))
            if place < len(rules):
                decided = rules[place].decided
                line.setFont(face(15, bold=decided))
                line.set_ink("brand" if decided else "ink")
                line.show_text(f"{place + 1}  {said(rules[place].said)}")

    def _cells(self, found: Explanation, row: Compared) -> list[str]:
        texts = self.desk.texts
        return [
            row.number,
            hh_mm(self.desk.clock.local(row.came_at)),
            texts.text("why-minutes", minutes=max(int(row.waited_s // 60), 0)),
            texts.said(standing_of(found, row)),
            texts.said(result_of(found, row)),
        ]

    def _print(self) -> None:
        """Their own row and counts, for the visitor."""
        found = self._why.found
        if found is None:
            return
        if self._papers.is_printing:
            return
        self._has_put = True
        self._papers.put(*why_paper(self.desk, found))

    def _tell_paper(self) -> None:
        """What became of it."""
        if self._has_put:
            error = self._papers.error
            self._error = error_sentence(self.desk.texts, error) if error is not None else ""
            self.update_end()

    def _call_another(self) -> None:
        self.close_sheet()
        self.desk.press(Key.CHOSEN)

    def _fill(self) -> None:
        answer = Card(fill="tint", edge=None)
        inside = QVBoxLayout(answer)
        inside.setContentsMargins(20, 12, 20, 12)
        inside.addWidget(self._sentence)
        table = QVBoxLayout()
        table.setSpacing(0)
        for row in (self._heads, *self.rows):
            table.addWidget(row)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(_column(self._rules_title, self._rules), 5)
        below.addWidget(_column(self._unused_title, self._unused), 3)
        self.body.addWidget(answer)
        self.body.addSpacing(6)
        self.body.addLayout(table)
        self.body.addSpacing(10)
        self.body.addStretch()
        self.body.addLayout(below)


class _Row(QWidget):
    """A row of the comparison; the one that is called has a stripe and a tinted ground."""

    def __init__(self, *, bold: bool = True) -> None:
        super().__init__()
        self.setFixedHeight(_ROW_PX)
        self._is_first = False
        self.cells = [Line(16, bold=bold and place == 0, elides=True, least_px=13) for place in range(len(_COLUMNS))]
        grid = QGridLayout(self)
        grid.setContentsMargins(_PLACES[0], 0, 8, 0)
        grid.setHorizontalSpacing(12)
        ends = (*_PLACES[1:], 936)
        for place, cell in enumerate(self.cells):
            grid.addWidget(cell, 0, place)
            grid.setColumnMinimumWidth(place, ends[place] - _PLACES[place] - 12)

    def show_cells(self, words: list[str], *, is_first: bool, ink: str = "ink") -> None:
        """Show a number; the called one stands out."""
        self._is_first = is_first
        for place, (cell, word) in enumerate(zip(self.cells, words, strict=True)):
            cell.setFont(face(16, bold=is_first or (place == 0 and ink == "ink")))
            cell.set_ink("okInk" if is_first and place == len(words) - 1 else ink)
            cell.show_text(word)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: draw the ground."""
        painter = QPainter(self)
        if self._is_first:
            painter.fillRect(self.rect(), colour("okTint"))
            painter.fillRect(0, 0, 5, self.height(), colour("ok"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("hair"))
        painter.end()


def _column(title: Line, lines: list[Prose]) -> Card:
    card = Card(fill="canvas", edge=None)
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 10, 20, 10)
    column.setSpacing(4)
    column.addWidget(title)
    for line in lines:
        column.addWidget(line)
    column.addStretch()
    return card
