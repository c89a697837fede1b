"""``hallcall server``: run the hall's server, pair machines, add clerks; ``hallcall notify`` and ``hallcall purge``."""

from __future__ import annotations

import getpass
import logging
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

import httpx
from cyclopts import App, Parameter

from hallcall.cli.language import say
from hallcall.core.errors import ConfigError, LinkError, StorageError

SERVER = App(name="server", help=say("cli-help-server"), help_format="plaintext")
"""``hallcall server`` and its parts."""

_DATA = Path(os.environ.get("HALLCALL_DATA", "hallcall-data"))
_DURATIONS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_TIMEOUT_S = 10.0

DataOption = Annotated[Path, Parameter(help=say("cli-option-server-data"))]


@SERVER.default
def run(
    *,
    data: DataOption = _DATA,
    hall: Annotated[str, Parameter(help=say("cli-option-server-hall"))] = "sample",
    host: Annotated[str, Parameter(help=say("cli-option-server-host"))] = "127.0.0.1",
    port: Annotated[int, Parameter(help=say("cli-option-server-port"))] = 8750,
    clock_offset_s: Annotated[float, Parameter(help=say("cli-option-server-clock-offset"))] = 0.0,
    notices: Annotated[Literal["file", "console"], Parameter(help=say("cli-option-server-notices"))] = "file",
    verbose: Annotated[bool, Parameter(help=say("cli-option-server-verbose"))] = False,
) -> int:
    """Serve until told to stop."""
    from hallcall.server.app import run as serve
    from hallcall.server.opening import IN_USE
    from hallcall.server.settings import ServerSettings

    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)
    settings = ServerSettings(
        data=data,
        hall=hall,
        host=host,
        port=port,
        clock_offset_s=clock_offset_s,
        notice_driver=notices,
    )
    try:
        serve(settings, lambda url: print(f"ready {url}", flush=True))
    except StorageError as error:
        if error.fields.get("detail") != IN_USE:
            raise
        print(say("server-in-use", data=str(data)), file=sys.stderr)
        return 2
    except OSError as error:
        print(say("server-address-failed", host=host, port=port, problem=error.strerror or ""), file=sys.stderr)
        return 2
    return 0


@SERVER.command(help=say("cli-help-server-pair"))
def pair(
    *,
    role: Annotated[str, Parameter(help=say("cli-option-server-role"))],
    device: Annotated[str, Parameter(help=say("cli-option-server-device"))],
    data: DataOption = _DATA,
) -> None:
    """Print a one-time code for a machine."""
    answer = _ask(data, "/v1/admin/pairing-codes", {"role": role, "device": device})
    until = datetime.fromisoformat(answer["expires_at"]).astimezone().strftime("%H:%M")
    print(say("server-pairing-code", code=answer["code"], device=device, until=until))


@SERVER.command(help=say("cli-help-server-add-clerk"))
def add_clerk(
    clerk: Annotated[str, Parameter(help=say("cli-option-server-clerk"))],
    *,
    name: Annotated[str, Parameter(help=say("cli-option-server-clerk-name"))],
    password_file: Annotated[Path | None, Parameter(help=say("cli-option-server-password-file"))] = None,
    data: DataOption = _DATA,
) -> int:
    """Add a clerk, or give one a new name and password."""
    password = _password(password_file)
    if password is None:
        print(say("server-passwords-differ"), file=sys.stderr)
        return 2
    _ask(data, "/v1/admin/clerks", {"clerk": clerk, "name": name, "password": password})
    print(say("server-clerk-added", clerk=clerk, name=name))
    return 0


def notify_log(
    *,
    data: DataOption = _DATA,
    most: Annotated[int, Parameter(help=say("cli-option-notify-most"))] = 50,
) -> None:
    """Print the newest messages to visitors."""
    from hallcall.server.notices.record import read_record
    from hallcall.server.settings import ServerSettings

    for line in read_record(ServerSettings(data=data), most):
        print(line)


def purge(
    *,
    data: DataOption = _DATA,
    now: Annotated[str, Parameter(help=say("cli-option-purge-now"), allow_leading_hyphen=True)] = "+0d",
) -> int:
    """Erase what may be kept no longer: by the running server, or directly when none runs."""
    at = _moment(now)
    if at is None:
        print(say("cli-at-wrong", value=now), file=sys.stderr)
        return 2
    done = _purge(data, at)
    print(say("server-purged", phones=done["phones"], notices=done["notices"], answers=done["answers"]))
    return 0


def _purge(data: Path, at: datetime) -> dict[str, int]:
    from hallcall.server.opening import locked, opened_store
    from hallcall.server.purge import purge as purge_rows
    from hallcall.server.settings import ServerSettings

    if _address(data) is not None:
        return _ask(data, "/v1/admin/purge", {"now": at.isoformat()})
    settings = ServerSettings(data=data)
    if not settings.database.exists():
        raise StorageError("storage.failed", detail=str(settings.database))
    with locked(settings), opened_store(settings) as (store, _):
        done = store.write(lambda connection: purge_rows(connection, at, settings.phone_days))
    return {"phones": done.phones, "notices": done.notices, "answers": done.answers}


def _moment(text: str) -> datetime | None:
    """``+31d`` from now, or an instant."""
    try:
        if text[:1] in {"+", "-"} and text[-1] in _DURATIONS:
            return datetime.now(UTC) + timedelta(seconds=float(text[:-1]) * _DURATIONS[text[-1]])
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return None


def _password(file: Path | None) -> str | None:
    """The password of a file, or asked twice; None when the two differ."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as error:
            raise ConfigError("config.unreadable", file=str(file)) from error
    first = getpass.getpass(say("server-password-ask"))
    return first if getpass.getpass(say("server-password-again")) == first else None


def _address(data: Path) -> str | None:
    """Where the server of this data listens; None when none runs."""
    from hallcall.server.settings import ServerSettings

    try:
        return ServerSettings(data=data).address_file.read_text(encoding="utf-8").strip()
    except OSError:
        return None


def _ask(data: Path, path: str, body: dict[str, Any]) -> Any:
    """Ask the running server as its local administrator.

    Raises:
        LinkError: ``link.down`` when no server runs on this data.
        Refused: what the server said.
    """
    from hallcall.client.answers import error_from
    from hallcall.server.security.keyfile import read_secret
    from hallcall.server.settings import ServerSettings

    url = _address(data)
    if url is None:
        raise LinkError("link.down")
    token = read_secret(ServerSettings(data=data).admin_token).decode()
    headers = {"Authorization": f"Bearer {token}"}
    try:
        answer = httpx.post(url + path, json=body, headers=headers, timeout=_TIMEOUT_S, trust_env=False)
    except (httpx.HTTPError, OSError) as error:
        raise LinkError("link.down") from error
    if not answer.is_success:
        raise error_from(answer.status_code, answer.content)
    return answer.json()
