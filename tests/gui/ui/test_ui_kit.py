"""Fonts, icons, codes and texts as the screens use them."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QRawFont

from hallcall.assets import LANGUAGES, asset_path
from hallcall.core.errors import ConfigError
from hallcall.ui.fonts import load_fonts, read_manifest
from hallcall.ui.icons import icon_image
from hallcall.ui.qr import QUIET_MODULES, qr_image, qr_modules
from hallcall.ui.texts import ScreenTexts


def test_the_shipped_regular_face_draws_every_rare_name(qapp: QGuiApplication) -> None:
    assert not _not_drawn("喆犇堃翀垚昇玥珺璟芃祎赟頔晢堉䶮㑇㛃𠮷㐂王明")


def test_the_shipped_regular_face_draws_every_two_byte_character_of_the_national_set(qapp: QGuiApplication) -> None:
    # Source: GB 18030, double-byte part, without its user-defined areas. U+2252 (≒) stands in no Noto Sans CJK face.
    pairs = (bytes((first, second)) for first in range(0x81, 0xFF) for second in range(0x40, 0xFF) if second != 0x7F)
    decoded = "".join(pair.decode("gb18030", errors="ignore") for pair in pairs)
    assert _not_drawn(character for character in decoded if not "\ue000" <= character <= "\uf8ff") == {"≒"}


def test_the_shipped_regular_face_draws_the_characters_that_left_the_user_defined_area(qapp: QGuiApplication) -> None:
    # Source: GB 18030-2022, the code points that took the place of private ones.
    assert not _not_drawn("\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb\u2e81\U00020087\U00020089\U000200cc")


def _not_drawn(characters: Iterable[str]) -> set[str]:
    font = QRawFont.fromFont(QFont(load_fonts()))
    return {character for character in characters if not font.supportsCharacter(ord(character))}


def test_bold_is_a_face_of_its_own_and_not_a_smeared_regular(qapp: QGuiApplication) -> None:
    family = load_fonts()
    regular, bold = QFont(family), QFont(family)
    regular.setPixelSize(72)
    bold.setPixelSize(72)
    bold.setWeight(QFont.Weight.Bold)
    assert QRawFont.fromFont(bold).styleName() == "Bold"
    assert QFontMetrics(bold).horizontalAdvance("Wait") > QFontMetrics(regular).horizontalAdvance("Wait")


def test_a_screen_without_its_fonts_refuses_to_start(qapp: QGuiApplication, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"config\.missing"):
        load_fonts(tmp_path)
    shutil.copy(asset_path("fonts", "MANIFEST.sha256"), tmp_path)
    with pytest.raises(ConfigError, match=r"config\.missing"):
        load_fonts(tmp_path)
    for name in read_manifest(tmp_path):
        (tmp_path / name).write_bytes(b"not a font")
    with pytest.raises(ConfigError, match=r"config\.invalid"):
        load_fonts(tmp_path)


def test_every_shipped_icon_paints_in_the_asked_colour(qapp: QGuiApplication) -> None:
    for path in asset_path("icons").glob("*.svg"):
        image = icon_image(path.stem, 48, "#FF0000")
        painted = {
            image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
        }
        assert painted == {"#ff0000"}, path.stem


def test_a_wider_stroke_covers_more(qapp: QGuiApplication) -> None:
    def covered(stroke: float) -> int:
        image = icon_image("arrow-right", 96, "#000000", stroke)
        return sum(image.pixelColor(x, y).alpha() > 128 for x in range(96) for y in range(96))

    assert covered(3) > 1.3 * covered(2)


def test_an_unknown_icon_is_a_defect(qapp: QGuiApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon_image("no-such-icon", 48)


def test_a_code_has_whole_modules_and_its_quiet_zone(qapp: QGuiApplication) -> None:
    text = "http://127.0.0.1:8000/t/abcdefghijklmnop"
    modules = len(qr_modules(text))
    image = qr_image(text, 7)
    assert image.width() == 7 * (modules + 2 * QUIET_MODULES)
    corner = QUIET_MODULES * 7
    assert image.pixelColor(corner - 1, corner).name() == "#ffffff"
    assert image.pixelColor(corner, corner).name() == image.pixelColor(corner + 6, corner + 6).name() == "#0f1b2d"


def test_the_language_changes_live_and_tells_so_once() -> None:
    texts = ScreenTexts(LANGUAGES[0])
    heard: list[str] = []
    texts.languageChanged.connect(lambda: heard.append(texts.language))
    chinese = texts.t("done")
    texts.language = "en"
    texts.language = "en"
    assert heard == ["en"]
    assert texts.t("done") != chinese


def test_numbers_from_javascript_are_written_whole() -> None:
    texts = ScreenTexts("en")
    assert texts.f("seconds-left", {"seconds": 12.0}).startswith("12")
