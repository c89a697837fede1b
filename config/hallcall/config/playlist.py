"""Reads the playlist of a screen, with the reader of a hall's own files, and looks at its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from hallcall.config._one_file import load_one
from hallcall.config._tree import Node
from hallcall.config.pictures import Picture, PictureFault, look_at_picture
from hallcall.core.errors import Finding
from hallcall.core.playlist import Page, Playlist

MOST_TEXT = 40
"""Characters of the words under a title: what is read in passing."""
MOST_POINTS = 3


def load_playlist(path: Path) -> Playlist:
    """The playlist of a file; its pictures are not looked at.

    Raises:
        ConfigError: ``config.unreadable``, or ``config.invalid`` with every finding.
    """
    return load_one(path, Playlist, _check)


def look_at_pictures(playlist: Playlist, folder: Path) -> Mapping[str, Picture | PictureFault]:
    """What is known of each page's picture without decoding it; pages without one are left out."""
    return {page.id: look_at_picture(folder / page.picture) for page in playlist.pages if page.picture}


def _check(playlist: Playlist, root: Node) -> Iterator[Finding]:
    if not playlist.mute:
        yield root.child("mute").finding("playlist.sound")
    first: dict[str, Node] = {}
    for page, node in zip(playlist.pages, root.child("pages").parts, strict=True):
        if page.id in first:
            yield node.child("id").finding("playlist.twice", id=page.id)
        first.setdefault(page.id, node)
        yield from _check_page(page, node)


def _check_page(page: Page, node: Node) -> Iterator[Finding]:
    if page.last_day < page.first_day:
        yield node.child("last_day").finding("playlist.days", id=page.id)
    if not page.title and not page.picture:
        yield node.finding("playlist.empty", id=page.id)
    if len(page.text) > MOST_TEXT:
        yield node.child("text").finding("value.too_long", max=str(MOST_TEXT))
    if len(page.points) > MOST_POINTS:
        yield node.child("points").finding("playlist.points", most=str(MOST_POINTS))
    if Path(page.picture).name != page.picture:
        yield node.child("picture").finding("playlist.place", file=page.picture)
