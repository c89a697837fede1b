"""Line charts as SVG that stands in a page by itself: no script, no font of its own, nothing from a network."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 560, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 42, 24, 14, 30
_HOUR_S = 3600
_STEPS = 5
"""Lines across, about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a chart."""

    name: str
    colour: str
    points: tuple[tuple[float, float], ...]
    """Seconds after midnight, and the value then."""
    dash: str = ""
    """As SVG's ``stroke-dasharray``, so that lines differ by more than their colour."""


def line_chart(lines: Sequence[Line], *, title: str, unit: str, top: float | None = None) -> str:
    """A chart over the hours of a day.

    Args:
        lines: at least one point among them.
        title: for those who cannot see it.
        unit: of the values, for what a pointer shows.
        top: the greatest value shown; that of the lines by default.
    """
    frame = _Frame(lines, top)
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}" class="chart">',
        *frame.grid(),
        *(part for line in lines for part in frame.line(line, unit)),
        "</svg>",
    ]
    return "".join(parts)


def greatest(lines: Sequence[Line]) -> float:
    """The greatest value of some lines."""
    return max((value for line in lines for _, value in line.points), default=0.0)


class _Frame:
    """Where values lie in the picture."""

    def __init__(self, lines: Sequence[Line], top: float | None) -> None:
        moments = [at_s for line in lines for at_s, _ in line.points] or [0.0]
        self._from = math.floor(min(moments) / _HOUR_S) * _HOUR_S
        self._to = max(math.ceil(max(moments) / _HOUR_S) * _HOUR_S, self._from + _HOUR_S)
        self._step = _nice(max(greatest(lines) if top is None else top, 1.0) / _STEPS)
        self._top = self._step * math.ceil(max(greatest(lines) if top is None else top, 1.0) / self._step)

    def grid(self) -> Iterator[str]:
        """Lines across with values, hours below."""
        for at in range(round(self._top / self._step) + 1):
            value = at * self._step
            y = self._y(value)
            kind = "grid" if at else "axis"
            yield f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{WIDTH - _RIGHT}" y2="{y:.1f}" class="{kind}"/>'
            yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>'
        for at_s in range(self._from, self._to + 1, _HOUR_S):
            x = self._x(at_s)
            yield f'<line x1="{x:.1f}" y1="{HEIGHT - _BOTTOM}" x2="{x:.1f}" y2="{HEIGHT - _BOTTOM + 5}" class="axis"/>'
            yield f'<text x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{at_s // _HOUR_S}:00</text>'

    def line(self, line: Line, unit: str) -> Iterator[str]:
        """The line, and a spot for the pointer at each of its points."""
        path = " ".join(f"{self._x(at_s):.1f},{self._y(value):.1f}" for at_s, value in line.points)
        dash = f' stroke-dasharray="{line.dash}"' if line.dash else ""
        yield f'<polyline points="{path}" fill="none" stroke="{line.colour}" stroke-width="2.2"{dash}/>'
        for at_s, value in line.points:
            told = f"{escape(line.name)}, {_clock(at_s)}: {value:.1f} {escape(unit)}"
            yield (
                f'<circle cx="{self._x(at_s):.1f}" cy="{self._y(value):.1f}" r="9" fill="transparent">'
                f"<title>{told}</title></circle>"
            )

    def _x(self, at_s: float) -> float:
        return _LEFT + (at_s - self._from) / (self._to - self._from) * (WIDTH - _LEFT - _RIGHT)

    def _y(self, value: float) -> float:
        return HEIGHT - _BOTTOM - min(value / self._top, 1.0) * (HEIGHT - _TOP - _BOTTOM)


def _nice(step: float) -> float:
    """The smallest of 1, 2, 5, 10, ... that is not less."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= step * 0.999)


def _clock(at_s: float) -> str:
    return f"{int(at_s // _HOUR_S)}:{int(at_s % _HOUR_S // 60):02}"
