"""A slip as a picture of one bit a dot."""

import pytest
from PySide6.QtGui import QGuiApplication

from hallcall.hal.document import (
    Align,
    Bitmap,
    Block,
    Cell,
    Columns,
    Cut,
    Gap,
    Qr,
    Row,
    Rule,
    RuleStyle,
    Slip,
    Span,
    Text,
)
from hallcall.ui.fonts import load_fonts
from hallcall.ui.slip import SlipPainter, bitmap_image

_LINE = (Span(text="前面还有"), Span(text="11", size=44, bold=True))
_BLOCKS: list[Block] = [
    Text(text="海滨区政务服务大厅", size=30, bold=True, align=Align.CENTRE),
    Text(text="高龄老人津贴及特困人员救助供养待遇资格认定申请" * 2, size=36, bold=True),
    Text(text="白字", reverse=True),
    Text(text="悬挂缩进", mark="1"),
    Row(left=_LINE, right=_LINE),
    Row(left=(Span(text="左" * 18),), right=(Span(text="右" * 18),)),
    Columns(cells=(Cell(lines=(_LINE,)), Cell(lines=(_LINE, _LINE), share=2)), divided=True),
    Columns(cells=(Cell(lines=((Span(text="很长" * 30),),)),), reverse=True),
    Rule(),
    Rule(style=RuleStyle.SOLID),
    Qr(data="http://127.0.0.1/t/abc", beside=(Text(text="扫码看排到哪了"),)),
    Gap(dots=12),
    Cut(),
]


@pytest.fixture(autouse=True)
def fonts(qapp: QGuiApplication) -> None:
    load_fonts()


def _black(bitmap: Bitmap) -> list[tuple[int, int]]:
    return [
        (x, y)
        for y in range(bitmap.height_px)
        for x in range(bitmap.width_px)
        if bitmap.rows[y * bitmap.stride + x // 8] >> (7 - x % 8) & 1
    ]


@pytest.mark.feature("F064")
@pytest.mark.parametrize("width_px", [576, 384, 380])
@pytest.mark.parametrize("block", _BLOCKS, ids=lambda block: type(block).__name__)
def test_every_block_stays_inside_its_paper(block: Block, width_px: int) -> None:
    bitmap = SlipPainter().draw_block(block, width_px)
    assert bitmap.width_px == width_px
    black = _black(bitmap)
    assert (len(black) > 0) == (not isinstance(block, Gap | Cut))
    if isinstance(block, Text) and not block.reverse:
        assert min(x for x, _ in black) > 0
        assert max(x for x, _ in black) < width_px - 1
        assert max(y for _, y in black) < bitmap.height_px - 1


def test_a_slip_is_its_blocks_one_below_the_other() -> None:
    painter = SlipPainter()
    parts = [painter.draw_block(block, 576) for block in _BLOCKS]
    whole = painter.draw_slip(Slip(blocks=tuple(_BLOCKS)), 576)
    assert whole.rows == b"".join(part.rows for part in parts)


@pytest.mark.feature("F064")
def test_a_name_of_24_characters_wraps_and_loses_nothing() -> None:
    name = "高龄老人津贴及特困人员救助供养待遇资格认定申请书"
    assert len(name) == 24
    one = SlipPainter().draw_block(Text(text=name[:6], size=36), 576)
    whole = SlipPainter().draw_block(Text(text=name, size=36), 576)
    assert whole.height_px == 2 * one.height_px
    assert len(_black(whole)) > 3.5 * len(_black(one)) * 0.8


def test_a_rare_character_is_drawn_in_a_bold_line_too() -> None:
    rare = SlipPainter().draw_block(Text(text="䶮", size=36, bold=True), 576)
    missing = SlipPainter().draw_block(Text(text="\U0010fffd", size=36, bold=True), 576)
    assert rare.rows != missing.rows
    assert len(_black(rare)) > 100


def test_a_picture_for_the_screen_has_the_same_dots() -> None:
    bitmap = SlipPainter().draw_block(Text(text="A024", size=60, bold=True), 384)
    image = bitmap_image(bitmap)
    black = {(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y).value() == 0}
    assert black == set(_black(bitmap))


def test_a_narrower_picture_stands_in_the_middle() -> None:
    dot = Bitmap(width_px=8, height_px=1, rows=b"\xff")
    slip = SlipPainter().draw_slip(Slip(blocks=(dot,)), 576)
    assert [x for x, _ in _black(slip)] == list(range(284, 292))
