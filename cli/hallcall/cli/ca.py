"""``hallcall ca``: the hall's own authority, by which machines know the server and the server knows the machines."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.language import say
from hallcall.cli.server import DATA, DataOption


def init(
    *,
    data: DataOption = DATA,
    name: Annotated[list[str] | None, Parameter(help=say("cli-option-ca-name"), negative="")] = None,
    address: Annotated[list[str] | None, Parameter(help=say("cli-option-ca-address"), negative="")] = None,
) -> int:
    """Make the authority; from the next start on the server speaks TLS."""
    from hallcall.server.security.authority import Authority

    now = datetime.now(UTC)
    try:
        authority = Authority.create(data, now)
    except FileExistsError:
        print(say("ca-exists", data=str(data)), file=sys.stderr)
        return 2
    authority.keep_server([*(name or ()), *(address or ())], now)
    print(say("ca-made", data=str(data)))
    print(say("ca-fingerprint", fingerprint=authority.fingerprint))
    return 0


def show(*, data: DataOption = DATA) -> None:
    """Print the authority's fingerprint."""
    from hallcall.server.security.authority import Authority

    print(say("ca-fingerprint", fingerprint=Authority.open(data).fingerprint))
