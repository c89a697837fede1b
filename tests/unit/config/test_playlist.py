"""Playlists and their pictures are checked before anybody stands before them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from hallcall.cli import main
from hallcall.config.pictures import MOST_PIXELS, Picture, PictureFault, look_at_picture
from hallcall.config.playlist import load_playlist
from hallcall.core.errors import ConfigError

pytestmark = pytest.mark.feature("F114", "F115")

Captured = pytest.CaptureFixture[str]
HEAD = "width_px = 1920\nheight_px = 1080\n"


def entry(name: str, *lines: str, last_day: str = "2026-12-31", title: str = "居住证办理只需一次") -> str:
    words = (f'title = "{title}"',) if title else ()
    keys = (f'id = "{name}"', 'approver = "王主任"', "first_day = 2026-11-01", f"last_day = {last_day}", *words, *lines)
    return "\n".join(("[[pages]]", *keys, ""))


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def written(*entries: str, head: str = HEAD) -> Path:
        file = tmp_path / "playlist.toml"
        file.write_text(head + "\n".join(entries), encoding="utf-8")
        return file

    return written


def codes(file: Path) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        load_playlist(file)
    return [finding.code for finding in refused.value.findings]


def encoded(kind: str, size: tuple[int, int] = (640, 360)) -> bytes:
    out = io.BytesIO()
    picture = Image.effect_noise(size, 90).convert("RGB")
    picture.save(out, kind)
    return out.getvalue()


def claims(width: int, height: int) -> bytes:
    """A PNG that says it is so large; its pixels are not there to be decoded."""
    whole = encoded("PNG", (8, 8))
    return whole[:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + whole[24:]


def test_a_playlist_is_read_with_its_days_times_and_who_answers_for_it(write: Callable[..., Path]) -> None:
    playlist = load_playlist(write(entry("a", 'times = ["09:00-12:00"]', "seconds = 20"), entry("b")))
    assert [page.id for page in playlist.pages] == ["a", "b"]
    assert (playlist.pages[0].approver, playlist.pages[0].seconds, playlist.pages[1].seconds) == ("王主任", 20, 12)


def test_everything_that_is_wrong_is_named_at_once_with_its_line(write: Callable[..., Path], capsys: Captured) -> None:
    assert codes(write(entry("a", "seconds = 3"))) == ["value.range"]
    assert codes(write(entry("a").replace('approver = "王主任"\n', ""))) == ["key.missing"]
    file = write(
        entry("a", last_day="2026-10-01"),
        entry("a", f'text = "{"字" * 41}"'),
        entry("b", title=""),
        entry("c", 'picture = "../secret.png"'),
        head=HEAD + "mute = false\n",
    )
    assert sorted(codes(file)) == [
        *("playlist.days", "playlist.empty", "playlist.place", "playlist.sound", "playlist.twice", "value.too_long"),
    ]
    assert main(["playlist", "check", str(file), "--lang", "en"]) == 2
    assert f"{file}:" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_whole_picture_has_its_size(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "it"
    file.write_bytes(encoded(kind))
    assert look_at_picture(file) == Picture(640, 360)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.5, 0.99])
def test_a_picture_that_was_cut_off_is_found_wherever_it_was(tmp_path: Path, kind: str, share: float) -> None:
    whole = encoded(kind)
    file = tmp_path / "it"
    file.write_bytes(whole[: int(len(whole) * share)])
    assert look_at_picture(file) in {PictureFault.CUT, PictureFault.KIND}


def test_a_cut_picture_with_a_whole_thumbnail_is_still_cut(tmp_path: Path) -> None:
    thumbnail = encoded("JPEG", (16, 16))
    segment = b"\xff\xe1" + (len(thumbnail) + 2).to_bytes(2, "big") + thumbnail
    whole = encoded("JPEG")
    file = tmp_path / "it"
    file.write_bytes(whole[:2] + segment + whole[2:])
    assert look_at_picture(file) == Picture(640, 360)
    file.write_bytes(whole[:2] + segment + whole[2:-400])
    assert look_at_picture(file) is PictureFault.CUT


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"GIF89a, or so it says", PictureFault.KIND),
        (b"", PictureFault.KIND),
        (claims(12_000, 9_000), PictureFault.LARGE),
        (claims(0, 9_000), PictureFault.CUT),
        (b"\xff\xd8" + b"\xff" * 5000, PictureFault.CUT),
        (b"\xff\xd8\xff\xe0\x00\x01", PictureFault.CUT),
    ],
)
def test_what_no_screen_should_decode_is_named(tmp_path: Path, content: bytes, fault: PictureFault) -> None:
    file = tmp_path / "it"
    file.write_bytes(content)
    assert look_at_picture(file) is fault
    assert look_at_picture(tmp_path / "nothing") is PictureFault.MISSING
    assert 12_000 * 9_000 > MOST_PIXELS > 7680 * 4320


def test_the_check_says_of_each_page_whether_it_is_shown(
    write: Callable[..., Path], tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "good.jpg").write_bytes(encoded("JPEG"))
    (tmp_path / "cut.jpg").write_bytes(encoded("JPEG")[:-9])
    at = ("--at", "2026-11-23T10:00", "--lang", "en")
    good = write(entry("words"), entry("poster", 'picture = "good.jpg"', title=""))
    assert main(["playlist", "check", str(good), *at]) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[0] == "words: is shown, 12 s each time, until 2026-12-31 (approved by 王主任)"
    bad = write(
        entry("old", last_day="2026-11-22"),
        entry("lost", 'picture = "lost.jpg"'),
        entry("cut", 'picture = "cut.jpg"'),
        entry("noon", 'times = ["12:00-13:00"]'),
    )
    assert main(["playlist", "check", str(bad), *at]) == 1
    old, lost, cut, noon = capsys.readouterr().out.splitlines()
    assert "has expired (2026-11-22) and is never shown" in old
    assert "there is no picture lost.jpg" in lost
    assert "cut.jpg is not whole" in cut
    assert "its time has not come" in noon


def test_a_picture_too_small_for_the_screen_is_named_and_shown(
    write: Callable[..., Path], tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "small.png").write_bytes(encoded("PNG", (320, 200)))
    assert main(["playlist", "check", str(write(entry("s", 'picture = "small.png"'))), "--at", "2026-11-23T10:00"]) == 0
    assert "320 × 200" in capsys.readouterr().out
