"""The slip in the printer's own font, looked at as the simulated printer prints it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hallcall.hal.codec.linebreak import atoms, wrap
from hallcall.hal.codec.sliptext import compose_raster, compose_text
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
    Slip,
    Span,
    Text,
    texts_of,
)
from hallcall.sim.devices import PrintedTicket, SimTicketPrinter
from helpers.sample_slip import sample_slip

pytestmark = pytest.mark.feature("F064")

_SPANS = st.builds(
    Span, text=st.text("取号A0 1–，", max_size=8), size=st.sampled_from([20, 24, 36, 48, 96]), bold=st.booleans()
)
_LINES = st.lists(_SPANS, max_size=3).map(tuple)
_BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(
        Text,
        text=st.text(max_size=60),
        size=st.integers(1, 300),
        align=st.sampled_from(Align),
        reverse=st.booleans(),
        mark=st.sampled_from(["", "1", "·"]),
    ),
    st.builds(Row, left=_LINES, right=_LINES),
    st.builds(
        Columns,
        reverse=st.booleans(),
        cells=st.lists(
            st.builds(Cell, lines=st.lists(_LINES, max_size=3).map(tuple), share=st.integers(1, 4)), max_size=3
        ).map(tuple),
    ),
    st.just(Rule()),
    st.builds(Gap, dots=st.integers(0, 600)),
    st.builds(Qr, data=st.text("abc/:", min_size=1, max_size=40), module_dots=st.integers(1, 8)),
)


def _print(slip: Slip, width: int = 576) -> PrintedTicket:
    device = SimTicketPrinter(width_dots=width)
    device.receive(compose_text(slip, width).data)
    device.work(0.0)
    assert device.unknown == []
    return device.tickets[0]


def _ink(image: Image.Image) -> float:
    return 1 - sum(image.convert("L").tobytes()) / 255 / (image.width * image.height)


def test_the_sample_slip_looks_as_a_slip_should() -> None:
    ticket = _print(sample_slip())
    assert ticket.image.width == 576
    assert 0.08 < _ink(ticket.image) < 0.30
    # Nothing outside the margin of 24 dots.
    for left, right in ((0, 24), (552, 576)):
        assert _ink(ticket.image.crop((left, 0, right, ticket.image.height))) == 0
    # The black block is one block of at most 110 rows.
    edge = ticket.image.crop((25, 0, 32, ticket.image.height)).resize((1, ticket.image.height))
    black = [y for y, level in enumerate(edge.convert("L").tobytes()) if level == 0]
    block = [y for y in black if y > 300][:200]
    rows = [y for y in block if y - block[0] == block.index(y)]
    assert 80 <= len(rows) <= 110


def test_the_number_is_the_largest_thing_and_never_broken() -> None:
    for number in ("A024", "A1000", "HK10000"):
        assert number in _print(Slip(blocks=(Text(text=number, size=168, bold=True, align=Align.CENTRE),))).lines


def test_a_long_item_name_wraps_between_characters() -> None:
    name = "城乡居民基本养老保险待遇领取资格认证与关系转移接续申请"
    lines = _print(Slip(blocks=(Text(text=name, size=36, align=Align.CENTRE),))).lines
    assert "".join(lines) == name
    assert len(lines) == 3


@pytest.mark.parametrize("width", [384, 576])
def test_the_slip_fits_narrow_and_wide_paper(width: int) -> None:
    ticket = _print(sample_slip(), width)
    assert ticket.image.width == width
    assert "A024" in ticket.lines


def test_two_ends_of_a_row_that_do_not_fit_become_two_lines() -> None:
    row = Row(left=(Span(text="左" * 13),), right=(Span(text="右" * 13),))
    assert _print(Slip(blocks=(row,))).lines == ("左" * 13, "右" * 13)


def test_columns_that_do_not_fit_stand_below_each_other() -> None:
    cells = (Cell(lines=((Span(text="左" * 13),),)), Cell(lines=((Span(text="右" * 13),),)))
    assert _print(Slip(blocks=(Columns(cells=cells),))).lines == ("左" * 13, "右" * 13)


def test_columns_take_the_width_they_need_before_they_shrink() -> None:
    cells = (Cell(lines=((Span(text="左" * 14),),)), Cell(lines=((Span(text="右" * 5),),)))
    assert _print(Slip(blocks=(Columns(cells=cells),))).lines == ("左" * 14 + "  " + "右" * 5,)


def test_words_on_black_are_equally_high_where_they_fit() -> None:
    cells = (Cell(lines=((Span(text="A", size=48),),)), Cell(lines=((Span(text="14 号", size=24),),)))
    image = _print(Slip(blocks=(Columns(cells=cells, reverse=True),))).image
    white = [image.getpixel((x, y)) for y in range(24 + 8, 24 + 8 + 14) for x in range(290, 552)]
    assert any(white)


def test_a_list_below_a_code_stands_at_the_left_with_its_heading() -> None:
    beside = (Text(text="扫码"), Text(text="材料"), Text(mark="·", text="照片"))
    image = _print(Slip(blocks=(Qr(data="x", module_dots=2, beside=beside),))).image
    bottom = image.height - 24
    heading, listed = image.crop((24, bottom - 64, 72, bottom - 32)), image.crop((24, bottom - 32, 120, bottom))
    assert _ink(heading) > 0
    assert _ink(listed) > 0
    assert _ink(image.crop((24, bottom - 96, 72, bottom - 64))) == 0


def test_a_marked_paragraph_hangs_beside_its_mark() -> None:
    ticket = _print(Slip(blocks=(Text(mark="2", text="字" * 30),)))
    assert ticket.lines == ("2  " + "字" * 21, "字" * 9)
    assert _ink(ticket.image.crop((0, 24 + 32, 48, ticket.image.height))) == 0


@pytest.mark.feature("F076")
def test_a_reprint_is_the_same_bytes_plus_its_mark() -> None:
    first, again = compose_text(sample_slip(), 576).data, compose_text(sample_slip(copy=2), 576).data
    mark = "补打 2".encode("gb18030")
    assert mark not in first
    at = again.index(mark)
    assert again.count(mark) == 1
    common = next(i for i, (a, b) in enumerate(zip(first, again, strict=False)) if a != b)
    tail = len(first) - common
    assert common < at
    assert again.endswith(first[-tail:])


def test_text_for_a_serial_line_is_small() -> None:
    assert len(compose_text(sample_slip(), 576).data) < 4500


def test_a_drawn_slip_is_one_picture_and_a_cut() -> None:
    picture = Bitmap(width_px=576, height_px=200, rows=b"\x0f" * 72 * 200)
    device = SimTicketPrinter()
    device.receive(compose_raster(picture).data)
    device.work(0.0)
    assert _ink(device.tickets[0].image.crop((0, 24, 576, 224))) == pytest.approx(0.5)


def test_a_narrow_picture_stands_in_the_middle() -> None:
    logo = Bitmap(width_px=16, height_px=16, rows=b"\xff" * 32)
    image = _print(Slip(blocks=(logo, Cut()))).image
    assert _ink(image.crop((280, 24, 296, 40))) == 1


@settings(max_examples=40)
@given(st.lists(_BLOCKS, max_size=6))
def test_any_slip_prints_without_an_unknown_command_and_about_as_long_as_announced(blocks: list[Block]) -> None:
    slip = Slip(blocks=(Text(text="x"), *blocks))
    composed = compose_text(slip, 576)
    ticket = _print(slip)
    codes = sum(isinstance(block, Qr) for block in blocks)
    assert len(ticket.codes) == codes
    assert abs(composed.height_dots + 48 - ticket.image.height) <= 400 * codes


@given(st.text(max_size=80), st.integers(1, 30))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrap(text, lambda line: len(line) <= width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= width for line in lines)


def test_lines_do_not_begin_with_a_comma_nor_end_with_an_opening_bracket() -> None:
    assert wrap("到窗口报号，排在（下二位）后面", lambda line: len(line) <= 5) == [
        "到窗口报",
        "号，排在",
        "（下二位）",
        "后面",
    ]
    assert wrap("Come to the counter", lambda line: len(line) <= 8) == ["Come to", "the", "counter"]
    assert wrap("", lambda line: len(line) <= 8) == [""]
    assert "".join(atoms("a b，c")) == "a b，c"


def test_every_string_of_a_block_is_known() -> None:
    slip = sample_slip()
    texts = {text for block in slip.blocks for text in texts_of(block)}
    assert {"A024", "11", "01–14 号窗口", "扫码看排到哪了", "取号 09:23:08"} <= texts
