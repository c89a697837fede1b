"""``hallcall playlist``: what a screen shows beside its calls."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.language import say
from hallcall.config.pictures import Picture, PictureFault
from hallcall.config.playlist import load_playlist, look_at_pictures
from hallcall.core.playlist import Page, Playlist, Turn, turn_of

GOOD, NOT_ALL = 0, 1


def check(
    file: Annotated[Path, Parameter(help=say("cli-option-playlist-file"))],
    /,
    *,
    at: Annotated[datetime | None, Parameter(help=say("cli-option-playlist-at"))] = None,
) -> int:
    """Say of each page whether it is shown, and why not; 1 when a page is never shown any more."""
    playlist = load_playlist(file)
    now = at or datetime.now().astimezone()
    looked = look_at_pictures(playlist, file.parent)
    is_good = True
    for page in playlist.pages:
        picture, turn = looked.get(page.id), turn_of(page, now)
        print(say("playlist-page", id=page.id, what=_state(page, turn, picture), approver=page.approver))
        if isinstance(picture, Picture) and _is_small(picture, playlist):
            print(say("playlist-small", file=page.picture, width=picture.width, height=picture.height))
        is_good = is_good and turn is not Turn.EXPIRED and not isinstance(picture, PictureFault)
    return GOOD if is_good else NOT_ALL


def _state(page: Page, turn: Turn, picture: Picture | PictureFault | None) -> str:
    if turn is Turn.EXPIRED:
        return say("playlist-expired", day=page.last_day.isoformat())
    if isinstance(picture, PictureFault):
        return say(f"playlist-picture-{picture.value}", file=page.picture)
    if turn is Turn.LATER:
        return say("playlist-later", first=page.first_day.isoformat(), times=", ".join(map(str, page.times)))
    return say("playlist-now", seconds=page.seconds, day=page.last_day.isoformat())


def _is_small(picture: Picture, playlist: Playlist) -> bool:
    """A picture has a third of the screen at least, in one of its directions as a whole."""
    return picture.width < playlist.width_px / 3 and picture.height < playlist.height_px / 3
