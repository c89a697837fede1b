"""``hallcall catalog rev``: by which revision of the hall's files the folder, the server and its machines work."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import Parameter

from hallcall.cli.halls import SAMPLE, hall_folder, open_hall
from hallcall.cli.language import say
from hallcall.cli.server import DATA, DataOption, address_of_server, ask_server
from hallcall.config import hall_version

SHOWN = 12
"""Digits of a revision that are printed: two halls that differ have the same ones once in 16^12."""


def rev(
    folder: Annotated[str, Parameter(help=say("cli-option-folder"), env_var="HALLCALL_HALL")] = "",
    /,
    *,
    data: DataOption = DATA,
) -> int:
    """Print the revision of a folder, of the running server and of its machines; 1 when they are not all the same."""
    url = address_of_server(data)
    known: list[str] = []
    if folder or url is None:
        chosen = folder or SAMPLE
        known.append(hall_version(open_hall(chosen)))
        print(say("catalog-rev-folder", revision=known[-1][:SHOWN], folder=str(hall_folder(chosen))))
    if url is None:
        print(say("catalog-rev-no-server", data=str(data)))
        return 0
    answer = ask_server(data, "/v1/admin/devices", None, method="GET")
    known.append(answer["revision"])
    print(say("catalog-rev-server", revision=known[-1][:SHOWN], url=url))
    machines = [row for row in answer["devices"] if not row["revoked"] and row["revision"] is not None]
    for row in machines:
        print(_machine(row, answer["revision"]))
    known += [row["revision"] for row in machines if row["revision"]]
    others = sum(one != answer["revision"] for one in known)
    print(say("catalog-rev-differ", count=others) if others else say("catalog-rev-same"))
    return 1 if others else 0


def _machine(row: dict[str, Any], servers: str) -> str:
    standing = "untold" if not row["revision"] else "same" if row["revision"] == servers else "other"
    return say(
        "catalog-rev-machine",
        revision=row["revision"][:SHOWN] or "?",
        role=row["role"],
        device=row["device"],
        standing=standing,
    )
