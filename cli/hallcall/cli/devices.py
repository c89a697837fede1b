"""``hallcall hal ...``: look at devices and what they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from hallcall.cli.language import say


def simulate(
    device: Annotated[Literal["idcard"], Parameter(help=say("cli-option-device"))],
    *,
    fixture: Annotated[Path, Parameter(help=say("cli-option-fixture"))],
) -> int:
    """Read a recorded card (256 bytes of text, then the photo) through the reader's own decoder."""
    del device  # the only one that can be read from a file
    from hallcall.core.errors import ConfigError
    from hallcall.sim.devices.idcard import record_from_fixture

    try:
        data = fixture.read_bytes()
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(fixture)) from error
    card = record_from_fixture(data)
    photo = data[256:]
    facts = {
        "kind": card.kind.value,
        "name": card.name,
        "sex": card.sex.value if card.sex is not None else None,
        "nation": card.nation,
        "birth": card.birth.isoformat() if card.birth is not None else None,
        "address": card.address,
        "number": card.number,
        "issuer": card.issuer,
        "valid_from": card.valid_from.isoformat() if card.valid_from is not None else None,
        "valid_to": card.valid_to.isoformat() if card.valid_to is not None else None,
        "photo_bytes": len(photo),
    }
    print(json.dumps(facts, ensure_ascii=False, indent=1))
    return 0
