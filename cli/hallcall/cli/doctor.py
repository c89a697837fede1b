"""``hallcall doctor``: is everything as it should be, and if not, what is to be done.

On the server's machine it looks at the data folder and asks the running server; at any other machine (``--server``) it
asks the server and compares the clocks. With ``--privacy`` it looks for anything of a face instead, where none may be;
at a machine with a camera ``--machine`` names its file.
Exit code 0 when nothing is broken, 1 on a fault.
"""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import httpx
from cyclopts import Parameter

from hallcall.cli.language import say, texts
from hallcall.cli.progress import shown_progress
from hallcall.cli.server import DATA, DataOption, address_of_server, trust_of_server
from hallcall.client.skew import SKEW_S
from hallcall.core.errors import StorageError
from hallcall.server.ops.lines import Line, State, clock_line
from hallcall.server.ops.timesync import is_synchronised
from hallcall.server.security.keyfile import read_secret
from hallcall.server.settings import ServerSettings

_TIMEOUT_S = 5.0
_HEALTH = {"online": State.OK, "disabled": State.OK, "starting": State.WARNING, "degraded": State.WARNING}
"""Devices in any other state need somebody."""
_MARKS = {State.OK: "doctor-ok", State.WARNING: "doctor-warning", State.FAULT: "doctor-fault"}


def doctor(
    *,
    data: DataOption = DATA,
    server: Annotated[str, Parameter(help=say("cli-option-doctor-server"))] = "",
    privacy: Annotated[bool, Parameter(help=say("cli-option-doctor-privacy"), negative="")] = False,
    machine: Annotated[Path | None, Parameter(help=say("cli-option-doctor-machine"))] = None,
    as_json: Annotated[bool, Parameter(name="--json", help=say("cli-option-json"), negative="")] = False,
) -> int:
    """Look at everything and say how it is."""
    if privacy:
        found = _privacy(ServerSettings(data=data), machine)
    else:
        found = _elsewhere(server) if server else _here(ServerSettings(data=data))
    lines = list[Line]()
    for line in found:
        lines.append(line)
        if not as_json:
            print(f"{say(_MARKS[line.state])}  {say(f'doctor-subject-{line.subject}')}  {_sentence(line)}", flush=True)
    if as_json:
        print(json.dumps([_plain(line) for line in lines], ensure_ascii=False, indent=1))
    else:
        print(say("doctor-summary", **{state.value: sum(line.state is state for line in lines) for state in State}))
    return 1 if any(line.state is State.FAULT for line in lines) else 0


def _here(settings: ServerSettings) -> Iterator[Line]:
    """The machine of the server."""
    # Late: a kiosk or a counter has no database and not the libraries for one.
    from hallcall.server.ops.inspection import inspect

    url = address_of_server(settings.data)
    if url is None:
        yield Line(
            subject="server", state=State.FAULT, message="doctor-server-none", values={"data": str(settings.data)}
        )
    else:
        yield from _server(url, trust_of_server(settings.data, url))
        yield from _devices(url, settings)
    yield from inspect(settings, datetime.now(UTC))


def _privacy(settings: ServerSettings, machine: Path | None) -> Iterator[Line]:
    """Whether anything of a face lies where none may be, at the server or at a machine with a camera."""
    from hallcall.face.settings import load_face_settings
    from hallcall.server.ops.privacy import FacesPlace, Places, inspect_privacy

    faces = None
    chosen = load_face_settings(machine) if machine is not None else None
    if chosen is not None and (chosen.is_enabled or chosen.folder.is_dir()):
        # The hall's date: machines of a hall keep its time.
        faces = FacesPlace(folder=chosen.folder, today=datetime.now().astimezone().date())
    is_server = machine is None or settings.data.is_dir()
    places = Places(data=settings.data if is_server else None, faces=faces)
    with shown_progress("doctor-privacy-looking") as show:
        for line in inspect_privacy(settings, places, lambda folder, count, size: show(_so_far(folder, count, size))):
            show({})
            yield line


def _so_far(folder: Path, count: int, size: int) -> dict[str, str | int]:
    return {"where": str(folder), "count": count, "mb": f"{size / 1e6:.0f}"}


def _elsewhere(url: str) -> Iterator[Line]:
    """A machine that works with a server somewhere else."""
    yield from _server(url.rstrip("/"))
    yield clock_line(is_synchronised())


def _server(url: str, trust: ssl.SSLContext | bool = True) -> Iterator[Line]:  # noqa: FBT001, FBT002 - as httpx takes it
    """Whether the server is ready, why not, and how far its clock is from this machine's."""
    sent = time.time()
    try:
        answer = httpx.get(f"{url}/readyz", timeout=_TIMEOUT_S, trust_env=False, verify=trust)
        said: dict[str, Any] = answer.json()
        at = datetime.fromisoformat(said["at"]).timestamp()
    except (httpx.HTTPError, OSError, ValueError, KeyError):
        yield Line(subject="server", state=State.FAULT, message="doctor-server-silent", values={"url": url})
        return
    between = (sent + time.time()) / 2
    if not said["reasons"]:
        yield Line(subject="server", state=State.OK, message="doctor-server-ready", values={"url": url})
    for state, codes in ((State.FAULT, said["reasons"]), (State.WARNING, said["warnings"])):
        for code in codes:
            yield Line(subject="server", state=state, message="doctor-server-reason", code=code)
    yield skew_line(at - between)


def skew_line(ahead_s: float) -> Line:
    """How far the server's clock is ahead of this machine's."""
    is_off = abs(ahead_s) > SKEW_S
    return Line(
        subject="clock",
        state=State.WARNING if is_off else State.OK,
        message="doctor-skew" if is_off else "doctor-skew-none",
        values={"seconds": round(ahead_s, 1)},
    )


def _devices(url: str, settings: ServerSettings) -> Iterator[Line]:
    """The devices as their machines last told the server."""
    try:
        token = read_secret(settings.admin_token).decode()
        headers = {"Authorization": f"Bearer {token}"}
        trust = trust_of_server(settings.data, url)
        answer = httpx.get(f"{url}/v1/snapshot", headers=headers, timeout=_TIMEOUT_S, trust_env=False, verify=trust)
        devices: list[dict[str, Any]] = answer.raise_for_status().json()["devices"]
    except (httpx.HTTPError, OSError, ValueError, KeyError, StorageError):
        yield Line(subject="device", state=State.FAULT, message="doctor-devices-unknown")
        return
    if not devices:
        yield Line(subject="device", state=State.OK, message="doctor-devices-none")
    for device in devices:
        yield _device(device)


def _device(device: dict[str, Any]) -> Line:
    reasons = [_known(f"device-reason-{reason}", reason) for reason in device["reasons"]]
    how = _known(f"device-health-{device['health']}", device["health"])
    return Line(
        subject="device",
        state=_HEALTH.get(device["health"], State.FAULT),
        message="doctor-device",
        values={"device": device["device"], "how": "; ".join([how, *reasons])},
    )


def _known(message: str, otherwise: str) -> str:
    return say(message) if message in texts() else otherwise


def _sentence(line: Line) -> str:
    told = [] if line.message == "doctor-server-reason" else [say(line.message, **line.values)]
    if line.code:
        told.append(reason_text(line.code))
    return " ".join(told)


def reason_text(code: str) -> str:
    """The sentence for a reason of ``/readyz``; the code itself when a newer server tells of something unknown."""
    name = code.replace(".", "-").replace("_", "-")
    for message in (f"reason-{name}", f"error-{name}", f"device-reason-{name}"):
        if message in texts():
            return say(message)
    return code


def _plain(line: Line) -> dict[str, Any]:
    return {
        "subject": line.subject,
        "state": line.state.value,
        "code": line.code or None,
        "text": _sentence(line),
        "values": dict(line.values),
    }
