"""``hallcall cap``: change for today how many numbers a queue gives."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter
from ulid import ULID

from hallcall.cli.language import say, texts
from hallcall.cli.server import DATA, DataOption, ask_server
from hallcall.core.errors import Refused

DONE, REFUSED = 0, 1


def cap(
    *,
    queue: Annotated[str, Parameter(help=say("cap-option-queue"))],
    to: Annotated[int, Parameter(help=say("cap-option-to"))],
    reason: Annotated[str, Parameter(help=say("cap-option-reason"))],
    data: DataOption = DATA,
) -> int:
    """Change for today how many numbers a queue gives to visitors without an appointment."""
    letter = queue.upper()
    body = {"queue": letter, "cap": to, "reason": reason}
    try:
        answer = ask_server(data, "/v1/commands/queue.set_cap", body, key=str(ULID()))
    except Refused as refusal:
        print(texts().error(refusal.code, refusal.fields), file=sys.stderr)
        return REFUSED
    print(say("cap-same" if answer["repeated"] else "cap-set", queue=letter, cap=to))
    return DONE
