"""Design tokens: read once from ``assets/theme/tokens.toml`` and handed to QML, to Qt style sheets and to painters.

QML cannot read TOML, so ``Theme.qml`` is generated from the same file: ``python -m hallcall.ui.theme`` rewrites it
and a test demands that the two agree.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hallcall.assets import asset_path

__all__ = ["QML_PATH", "Tokens", "load_tokens", "style_sheet", "theme_qml"]

QML_PATH = Path(__file__).parent / "qml"
"""Import path of the QML module ``Hallcall``."""

_PLACEHOLDER = re.compile(r"@([A-Za-z]+)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """All tokens, by group and name."""

    light: Mapping[str, str]
    """Colour roles of kiosk and counter, ``#RRGGBB`` or ``#RRGGBBAA``."""
    contrast: Mapping[str, str]
    """The same roles in high contrast."""
    wall: Mapping[str, str]
    """Colour roles of walls and window displays."""
    type_px: Mapping[str, int]
    """Type sizes that grow with the visitor's scale."""
    number_px: Mapping[str, int]
    """Type sizes that do not."""
    space_px: Mapping[str, int]
    """Margins, gaps, radii, least target."""
    face: Mapping[str, float]
    """Measures of the shipped face, in em."""
    family: str
    """Name of the shipped face."""
    scales: Mapping[str, float]
    """Scales of the text that a visitor can choose."""

    def colours(self, *, high_contrast: bool = False) -> Mapping[str, str]:
        """Every colour role, those of the walls among them."""
        return {**(self.contrast if high_contrast else self.light), **self.wall}


@cache
def load_tokens() -> Tokens:
    """The tokens of this installation."""
    raw: dict[str, Any] = tomllib.loads(asset_path("theme", "tokens.toml").read_text(encoding="utf-8"))
    face = dict(raw["face"])
    family = str(face.pop("family"))
    return Tokens(
        light={name: pair[0] for name, pair in raw["color"].items()},
        contrast={name: pair[1] for name, pair in raw["color"].items()},
        wall=raw["wall"],
        type_px=raw["type"],
        number_px=raw["number"],
        space_px=raw["space"],
        face=face,
        family=family,
        scales=raw["scales"],
    )


def style_sheet(template: str, *, high_contrast: bool = False) -> str:
    """A Qt style sheet with every ``@role`` of ``template`` replaced by its colour or its pixels.

    Raises:
        KeyError: the template names a token that does not exist.
    """
    tokens = load_tokens()
    values = {
        **{name: _qss_colour(value) for name, value in tokens.colours(high_contrast=high_contrast).items()},
        **{name: f"{value}px" for name, value in (*tokens.type_px.items(), *tokens.space_px.items())},
        "family": f'"{tokens.family}"',
    }
    return _PLACEHOLDER.sub(lambda match: values[match.group(1)], template)


def theme_qml(tokens: Tokens) -> str:
    """The text of ``Theme.qml`` for these tokens."""
    lines = [
        "// Generated from assets/theme/tokens.toml by `python -m hallcall.ui.theme`. Do not edit.",
        "pragma Singleton",
        "import QtQuick",
        "",
        "QtObject {",
        "    // What the visitor chose: size of the text and contrast. Everything below follows live.",
        f"    property real scale: {tokens.scales['normal']}",
        "    property bool highContrast: false",
        f"    readonly property real scaleNormal: {tokens.scales['normal']}",
        f"    readonly property real scaleLarge: {tokens.scales['large']}",
        f"    readonly property real scaleLargest: {tokens.scales['largest']}",
        f'    readonly property string family: "{tokens.family}"',
        "",
        "    function px(size: real): int {",
        "        return Math.round(size * scale);",
        "    }",
        "",
    ]
    for name, light in tokens.light.items():
        pair = f'highContrast ? "{_qml_colour(tokens.contrast[name])}" : "{_qml_colour(light)}"'
        lines.append(f"    readonly property color {name}: {pair}")
    lines += [f'    readonly property color {name}: "{_qml_colour(value)}"' for name, value in tokens.wall.items()]
    lines.append("")
    lines += [f"    readonly property int {name}: Math.round({px} * scale)" for name, px in tokens.type_px.items()]
    lines += [f"    readonly property int {name}: {px}" for name, px in tokens.number_px.items()]
    lines += [f"    readonly property int {name}: {px}" for name, px in tokens.space_px.items()]
    lines += [f"    readonly property real {name}: {value}" for name, value in tokens.face.items()]
    lines += ["}", ""]
    return "\n".join(lines)


def _qml_colour(value: str) -> str:
    """QML writes the alpha first."""
    return f"#{value[7:9]}{value[1:7]}" if len(value) == 9 else value


def _qss_colour(value: str) -> str:
    if len(value) != 9:
        return value
    red, green, blue, alpha = (int(value[place : place + 2], 16) for place in (1, 3, 5, 7))
    return f"rgba({red}, {green}, {blue}, {alpha})"


if __name__ == "__main__":
    (QML_PATH / "Hallcall" / "Theme.qml").write_text(theme_qml(load_tokens()), encoding="utf-8")
    sys.exit(0)
