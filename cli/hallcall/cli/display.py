"""``hallcall display`` opens a wall; ``hallcall show board`` prints what a wall shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import msgspec
from cyclopts import Parameter

from hallcall.cli.asking import ANSWER_S, asking_link
from hallcall.cli.language import language, say
from hallcall.cli.machine import (
    DEFAULT_SERVER,
    CodeOption,
    ServerOption,
    TokenFileOption,
    machine_certificates,
    machine_keepsake,
    machine_token,
)
from hallcall.config import hall_from_document
from hallcall.core.estimate import WaitRange
from hallcall.core.hall import Hall
from hallcall.core.snapshot import Snapshot
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix

FloorsOption: TypeAlias = "Annotated[list[int] | None, Parameter(help=say('cli-option-floor'), negative='')]"
ZonesOption: TypeAlias = "Annotated[list[str] | None, Parameter(help=say('cli-option-zone'), negative='')]"


def display(  # noqa: PLR0913 - one parameter an option of the command
    wall: Annotated[str, Parameter(help=say("cli-option-wall"))],
    *,
    server: ServerOption = DEFAULT_SERVER,
    token_file: TokenFileOption = "",
    code: CodeOption = "",
    floor: FloorsOption = None,
    zone: ZonesOption = None,
    width: Annotated[int, Parameter(help=say("cli-option-width"))] = 1920,
    height: Annotated[int, Parameter(help=say("cli-option-height"))] = 1080,
    fullscreen: Annotated[bool, Parameter(help=say("cli-option-fullscreen"), negative="")] = False,
    gpu: Annotated[bool, Parameter(help=say("cli-option-gpu"), negative="")] = False,
    reduced_motion: Annotated[bool, Parameter(help=say("cli-option-reduced-motion"), negative="")] = False,
    playlist: Annotated[Path | None, Parameter(help=say("cli-option-playlist"))] = None,
) -> int:
    """Show a wall until it is closed."""
    token = machine_token(wall, token_file, server=server, code=code, role="display")
    from hallcall.config.logs import log_to_stderr
    from hallcall.display.app import run
    from hallcall.display.settings import DisplaySettings

    log_to_stderr()
    return run(
        DisplaySettings(
            url=server,
            token=token,
            certificates=machine_certificates(wall, token_file, server=server),
            wall=wall,
            floors=tuple(floor or ()),
            zones=tuple(zone or ()),
            language=language(),
            width_px=width,
            height_px=height,
            fullscreen=fullscreen,
            gpu=gpu,
            keepsake=machine_keepsake(wall, token_file),
            playlist=playlist,
            reduced_motion=reduced_motion,
        )
    )


def show_board(
    wall: Annotated[str, Parameter(help=say("cli-option-wall"))],
    *,
    server: ServerOption = DEFAULT_SERVER,
    token_file: TokenFileOption = "",
    floor: FloorsOption = None,
    zone: ZonesOption = None,
    as_json: Annotated[bool, Parameter(name="--json", help=say("cli-option-json"), negative="")] = False,
) -> int:
    """Print the calls and the people waiting of some floors or zones."""
    from hallcall.display.model.listing import board_listing
    from hallcall.display.settings import DisplaySettings

    token = machine_token(wall, token_file, server=server, code="", role="display")
    hall, state, waits = fetch_hall(server, token, machine_certificates(wall, token_file, server=server))
    settings = DisplaySettings(url=server, token=token, wall=wall, floors=tuple(floor or ()), zones=tuple(zone or ()))
    board = board_listing(hall, state, settings.place(hall), waits)
    print(json.dumps(board, ensure_ascii=False, indent=1) if as_json else "\n".join(board_lines(board)))
    return 0


def fetch_hall(
    server: str, token: str, certificates: Path | None = None
) -> tuple[Hall, HallState, dict[QueuePrefix, WaitRange]]:
    """The hall, its state and the waits of newcomers now, asked once.

    Raises:
        LinkError: the server cannot be reached.
        Refused: it does not know the token.
    """
    with asking_link(server, token, certificates) as link:
        document = link.request("GET", "/v1/hall").result(ANSWER_S)
        snapshot = link.request("GET", "/v1/snapshot").result(ANSWER_S)
        waits = link.request("GET", "/v1/waits").result(ANSWER_S)
    return (
        hall_from_document(msgspec.convert(document, dict[str, Any])),
        HallState.from_snapshot(msgspec.convert(snapshot, Snapshot)),
        msgspec.convert(waits, dict[QueuePrefix, WaitRange]),
    )


def board_lines(board: dict[str, Any]) -> list[str]:
    """A board for a terminal."""
    lines = [say("display-cli-calling")]
    for call in board["calling"]:
        place = say("display-place", floor=call["floor"], zone=call["zone"])
        lines.append(f"  {call['number']} -> {call['counter']}  {place}")
    lines.append(say("display-cli-waiting"))
    for entry in board["waiting"]:
        minutes = entry["minutes"]
        wait = say("display-minutes", low=minutes[0], high=minutes[1]) if minutes else ""
        lines.append(
            f"  {entry['queue']} {entry['name']}  {say('display-people', count=entry['people'])}  {wait}".rstrip()
        )
    return lines
