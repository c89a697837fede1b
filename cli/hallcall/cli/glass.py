"""``hallcall glass``: keep the hall's smart glass as its rules say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from hallcall.cli.keeping import KeeperOptions, keep
from hallcall.cli.language import say

if TYPE_CHECKING:  # loaded when the command runs
    from hallcall.core.glass import GlassWish


def glass(
    name: Annotated[str, Parameter(help=say("cli-option-glass"))],
    *,
    given: KeeperOptions,
) -> int:
    """Keep the glass until told to end; says each change."""
    from hallcall.display.glass import GlassKeeper

    return keep(name, given, partial(GlassKeeper, tell=_tell), nothing="glass-no-board")


def _tell(room: str, wish: GlassWish) -> None:
    state = "private" if wish.is_private else "clear"
    print(say(f"glass-now-{state}", room=room, why=say(f"glass-why-{wish.reason.value}")), flush=True)
