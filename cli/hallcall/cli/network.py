"""``hallcall net``: the halls of a district."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.language import language, say
from hallcall.config.network import SAMPLE_NETWORK, load_network
from hallcall.core.errors import ConfigError
from hallcall.core.network import Network
from hallcall.core.positions import geo_uri


def import_(
    file: Annotated[Path, Parameter(help=say("cli-option-net-file"))] = SAMPLE_NETWORK,
    /,
    *,
    out: Annotated[Path | None, Parameter(help=say("cli-option-net-out"))] = None,
) -> None:
    """Check a list of halls, count them, and keep it if that is wanted."""
    network = load_network(file)
    print(say("net-count", count=str(network.count)))
    _tell(network)
    if out is None:
        return
    target = out / f"network{file.suffix.lower()}"
    try:
        out.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(target)) from error
    print(say("net-kept", file=str(target)))


def way(
    hall: Annotated[str, Parameter(help=say("cli-option-net-hall"))],
    file: Annotated[Path, Parameter(help=say("cli-option-net-file"))] = SAMPLE_NETWORK,
    /,
) -> int:
    """Print where a hall is, as a phone opens it on its map; of a merged hall, the one that does its work."""
    network = load_network(file)
    try:
        found = network.serving(hall)
    except KeyError:
        print(say("net-unknown", id=hall), file=sys.stderr)
        return 1
    print(geo_uri(network.position(found)))
    return 0


def _tell(network: Network) -> None:
    """What somebody should know of a list that is right."""
    for hall in network.halls:
        if hall.merged_into:
            into, names = network.serving(hall.id), language()
            print(say("net-merged", id=hall.id, name=hall.name.full(names), into=into.id, other=into.name.full(names)))
    silent = [hall.id for hall in network.working if not hall.live]
    if silent:
        print(say("net-silent", count=len(silent), names=", ".join(silent)))
