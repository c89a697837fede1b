"""``hallcall voice``: say the calls of zones that want to hear them."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.keeping import KeeperOptions, keep
from hallcall.cli.language import language, say


def voice(
    name: Annotated[str, Parameter(help=say("cli-option-voice"))],
    *,
    given: KeeperOptions,
) -> int:
    """Speak until told to end."""
    from hallcall.display.voice import VoiceKeeper

    return keep(name, given, partial(VoiceKeeper, language=language()), nothing="voice-no-zone")
