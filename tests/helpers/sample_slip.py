"""The slip of the sample hall that the tests of devices print."""

from __future__ import annotations

from hallcall.hal.document import (
    Align,
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


def sample_slip(*, item: str = "社会保险 · 社保卡补换", copy: int = 1) -> Slip:
    """Ticket A024 of the hall of Haibin; ``copy`` above 1 is a reprint."""
    head: tuple[Block, ...] = (
        Text(text="海滨区政务服务大厅", size=36, bold=True, align=Align.CENTRE),
        Text(text="Haibin District Government Service Hall", size=22, align=Align.CENTRE),
        Rule(style=RuleStyle.SOLID),
        Text(text="A024", size=168, bold=True, align=Align.CENTRE),
        Text(text=item, size=36, bold=True, align=Align.CENTRE),
        Text(text="Social insurance: replace card", size=24, align=Align.CENTRE),
        Gap(dots=10),
        Columns(
            reverse=True,
            cells=(
                Cell(share=4, lines=((Span(text="请到"),), (Span(text="1 层 A 区", size=44, bold=True),))),
                Cell(
                    share=5,
                    lines=((Span(text="Level 1, Zone A"),), (Span(text="01–14 号窗口", size=40, bold=True),)),
                ),
            ),
        ),
        Columns(
            divided=True,
            cells=(
                Cell(
                    lines=(
                        (
                            Span(text="前面还有 "),
                            Span(text="11", size=48, bold=True),
                            Span(text=" 人", bold=True),
                        ),
                        (Span(text="People ahead", size=22),),
                    )
                ),
                Cell(
                    lines=(
                        (Span(text="大约 "), Span(text="15–22", size=48, bold=True), Span(text=" 分", bold=True)),
                        (Span(text="Wait (min)", size=22),),
                    )
                ),
            ),
        ),
        Rule(),
        Text(text="叫号没有声音。请看屏幕、手机短信。", bold=True),
        Text(text="Calls are silent. Watch the screens or your phone.", size=22),
        Rule(),
        Text(text="过号了怎么办", bold=True),
        Text(mark="1", text="连叫 3 次没到，算过号。"),
        Text(mark="2", text="30 分钟内回来，到窗口报号，排在下 2 位，不用重新取号。"),
        Text(mark="3", text="超过 30 分钟，请重新取号。"),
        Text(text="Missed your call? Come to the counter within 30 min.", size=22),
        Gap(dots=16),
        Qr(
            data="https://hall.example/t/7Q2M9KX4B1C8D3EF5GHJ",
            beside=(
                Text(text="扫码看排到哪了", bold=True),
                Text(text="改时间、退号、补材料"),
                Text(text="Scan: live place in line", size=22),
            ),
        ),
        Gap(dots=10),
        Text(text="要带的材料", bold=True),
        Text(mark="·", text="身份证原件"),
        Text(mark="·", text="照片可现场拍"),
        Rule(),
        Row(left=(Span(text="证件 33**************34"),), right=(Span(text="取号 09:23:08"),)),
        Row(left=(Span(text="2026-11-23 周一"),), right=(Span(text="1 层 3 号机 · 流水 000412"),)),
        Text(text="当日有效 · 不要给别人拍照", align=Align.CENTRE),
    )
    mark: tuple[Block, ...] = (Text(text=f"补打 {copy}", bold=True, align=Align.CENTRE),) if copy > 1 else ()
    return Slip(blocks=(*head, *mark, Cut()))
