"""The look has one source, and it can be read by everybody."""

import re

import pytest

from hallcall.ui.theme import QML_PATH, load_tokens, style_sheet, theme_qml

_READ_ON = [
    ("ink", "surface", 7.0),
    ("ink", "canvas", 7.0),
    ("ink", "tint", 7.0),
    ("ink", "amberTint", 7.0),
    ("inkSoft", "surface", 4.5),
    ("inkSoft", "canvas", 4.5),
    ("inkSoft", "tint", 4.5),
    ("brand", "surface", 4.5),
    ("brand", "tint", 4.5),
    ("brandText", "brand", 4.5),
    ("deepText", "brandDeep", 7.0),
    ("sky", "brandDeep", 7.0),
    ("gold", "brandDeep", 4.5),
    ("teal", "tealTint", 4.5),
    ("tealText", "teal", 4.5),
    ("amberInk", "amberTint", 4.5),
    ("danger", "surface", 4.5),
    ("ok", "surface", 4.5),
    ("warnInk", "warnTint", 7.0),
    ("badInk", "badTint", 7.0),
    ("okInk", "okTint", 7.0),
    ("closedInk", "closedTint", 4.4),
    ("line", "surface", 3.0),
    ("line", "canvas", 3.0),
]


def _luminance(colour: str) -> float:
    # Source: WCAG 2.2, relative luminance.
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_generated_qml_theme_says_what_the_tokens_say() -> None:
    shipped = (QML_PATH / "Hallcall" / "Theme.qml").read_text(encoding="utf-8")
    assert shipped == theme_qml(load_tokens()), "run: python -m hallcall.ui.theme"


@pytest.mark.parametrize(("text", "ground", "least"), _READ_ON)
@pytest.mark.parametrize("high_contrast", [False, True])
def test_text_can_be_read_on_its_ground(text: str, ground: str, least: float, high_contrast: bool) -> None:
    colours = load_tokens().colours(high_contrast=high_contrast)
    assert _contrast(colours[text], colours[ground]) >= (7.0 if high_contrast else least)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("wallText", "wallGround"),
        ("wallSoft", "wallCard"),
        ("wallSoft", "wallGround"),
        ("wallAmber", "wallCard"),
        ("wallAmberText", "wallAmber"),
        ("wallText", "wallPlate"),
        ("wallText", "wallPlaque"),
        ("wallText", "wallPaused"),
        ("wallText", "wallEmergency"),
        ("wallHeading", "wallCard"),
    ],
)
def test_a_wall_can_be_read_from_afar(text: str, ground: str) -> None:
    colours = load_tokens().colours()
    assert _contrast(colours[text], colours[ground]) >= 7.0


def test_a_style_sheet_takes_its_colours_and_sizes_from_the_tokens() -> None:
    tokens = load_tokens()
    sheet = style_sheet("QLabel { color: @ink; font-family: @family; border-radius: @radius; background: @frame; }")
    assert tokens.light["ink"] in sheet
    assert '"Noto Sans SC"' in sheet
    assert re.search(r"border-radius: \d+px", sheet)
    assert "rgba(220, 227, 236, 0)" in sheet
    with pytest.raises(KeyError):
        style_sheet("QLabel { color: @nonsense; }")
