"""``hallcall server``: run the hall's server, pair machines, add clerks; ``hallcall notify``."""

from __future__ import annotations

import gc
import getpass
import logging
import os
import ssl
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from cyclopts import App, Parameter

from hallcall.cli.language import say
from hallcall.config.logs import log_to_stderr
from hallcall.core.errors import ConfigError, LinkError, StorageError
from hallcall.core.machine_names import AtCounter, at_counter, name_at_counter

SERVER = App(name="server", help=say("cli-help-server"), help_format="plaintext")
"""``hallcall server`` and its parts."""

DATA = Path(os.environ.get("HALLCALL_DATA", "hallcall-data"))
_TIMEOUT_S = 10.0

DataOption = Annotated[Path, Parameter(help=say("cli-option-server-data"))]


@SERVER.default
def run(  # noqa: PLR0913 - one parameter an option of the command
    *,
    data: DataOption = DATA,
    database: Annotated[str | None, Parameter(help=say("cli-option-server-database"))] = None,
    hall: Annotated[str, Parameter(help=say("cli-option-server-hall"))] = "sample",
    host: Annotated[str, Parameter(help=say("cli-option-server-host"))] = "127.0.0.1",
    port: Annotated[int, Parameter(help=say("cli-option-server-port"))] = 8750,
    clock_offset_s: Annotated[float, Parameter(help=say("cli-option-server-clock-offset"))] = 0.0,
    notices: Annotated[Literal["file", "console", "device"], Parameter(help=say("cli-option-server-notices"))] = "file",
    machine: Annotated[Path | None, Parameter(help=say("cli-option-server-machine"))] = None,
    plain_http: Annotated[bool, Parameter(help=say("cli-option-server-plain-http"), negative="")] = False,
    token_per_s: Annotated[float, Parameter(help=say("cli-option-server-token-per-s"))] = 100.0,
    migrate_now: Annotated[bool, Parameter(help=say("cli-option-server-migrate-now"), negative="")] = False,
    public_url: Annotated[str, Parameter(help=say("cli-option-public-url"))] = "",
    verbose: Annotated[bool, Parameter(help=say("cli-option-server-verbose"))] = False,
) -> int:
    """Serve until told to stop."""
    gc.disable()  # nothing that loading makes is garbage; the server decides when to look again
    from hallcall.server.app import run as serve
    from hallcall.server.opening import IN_USE
    from hallcall.server.settings import ServerSettings

    log_to_stderr(logging.DEBUG if verbose else logging.INFO)
    settings = ServerSettings(
        data=data,
        database_url=database,
        hall=hall,
        host=host,
        port=port,
        clock_offset_s=clock_offset_s,
        notice_driver=notices,
        machine=machine,
        migrate_now=migrate_now,
        plain_http=plain_http,
        token_per_s=token_per_s,
        public_url=public_url,
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
    data: DataOption = DATA,
) -> None:
    """Print a one-time code for a machine."""
    answer = ask_server(data, "/v1/admin/pairing-codes", {"role": role, "device": device})
    until = datetime.fromisoformat(answer["expires_at"]).astimezone(hall_zone(data)).strftime("%H:%M")
    print(say("server-pairing-code", code=answer["code"], device=device, until=until))
    if role == "display" and (place := at_counter(device)) is not None and place[1] is AtCounter.WINDOW:
        led, rating = (name_at_counter(place[0], kind) for kind in (AtCounter.LED, AtCounter.RATING))
        print(say("server-pairing-window", device=device, led=led, rating=rating))
    if answer["fingerprint"]:
        url = address_of_server(data) or ""
        print(say("server-pairing-fingerprint", url=url, code=answer["code"], fingerprint=answer["fingerprint"]))


@SERVER.command(help=say("cli-help-server-devices"))
def devices(*, data: DataOption = DATA) -> None:
    """List the machines that were paired, and how they stand."""
    for row in ask_server(data, "/v1/admin/devices", None, method="GET")["devices"]:
        print(
            say(
                "server-device",
                role=row["role"],
                device=row["device"],
                standing="revoked" if row["revoked"] else "paired",
                day=row["paired_at"][:10],
                until=(row["certificate_until"] or "none")[:10],
            )
        )


@SERVER.command(help=say("cli-help-server-revoke"))
def revoke(
    *,
    role: Annotated[str, Parameter(help=say("cli-option-server-role"))],
    device: Annotated[str, Parameter(help=say("cli-option-server-device"))],
    data: DataOption = DATA,
) -> None:
    """A machine was lost: its token and certificates are worth nothing from now on."""
    ask_server(data, "/v1/admin/devices/revoke", {"role": role, "device": device})
    print(say("server-revoked", role=role, device=device))


@SERVER.command(help=say("cli-help-server-add-clerk"))
def add_clerk(
    clerk: Annotated[str, Parameter(help=say("cli-option-server-clerk"))],
    *,
    name: Annotated[str, Parameter(help=say("cli-option-server-clerk-name"))],
    password_file: Annotated[Path | None, Parameter(help=say("cli-option-server-password-file"))] = None,
    data: DataOption = DATA,
) -> int:
    """Add a clerk, or give one a new name and password."""
    password = _password(password_file)
    if password is None:
        print(say("server-passwords-differ"), file=sys.stderr)
        return 2
    ask_server(data, "/v1/admin/clerks", {"clerk": clerk, "name": name, "password": password})
    print(say("server-clerk-added", clerk=clerk, name=name))
    return 0


def notify_log(
    *,
    data: DataOption = DATA,
    most: Annotated[int, Parameter(help=say("cli-option-notify-most"))] = 50,
) -> None:
    """Print the newest messages to visitors."""
    from hallcall.server.notices.record import read_record
    from hallcall.server.settings import ServerSettings

    for line in read_record(ServerSettings(data=data), most):
        print(line)


def _password(file: Path | None) -> str | None:
    """The password of a file, or asked twice; None when the two differ."""
    if file is not None:
        return read_password(file)
    first = getpass.getpass(say("server-password-ask"))
    return first if getpass.getpass(say("server-password-again")) == first else None


def read_password(file: Path) -> str:
    """The password in a file.

    Raises:
        ConfigError: ``config.unreadable``.
    """
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(file)) from error


def address_of_server(data: Path) -> str | None:
    """Where the server of this data listens; None when none runs."""
    from hallcall.server.settings import ServerSettings

    try:
        return ServerSettings(data=data).address_file.read_text(encoding="utf-8").strip()
    except OSError:
        return None


def trust_of_server(data: Path, url: str) -> ssl.SSLContext | bool:
    """How to speak with the server of this data, for ``verify`` of httpx: with TLS, as its local administrator."""
    if not url.startswith("https://"):
        return True
    from hallcall.client.trust import trusting_context
    from hallcall.server.security.authority import AuthorityFiles

    files = AuthorityFiles(folder=data)
    return trusting_context(files.certificate, files.administrator)


def ask_server(
    data: Path,
    path: str,
    body: dict[str, Any] | None,
    *,
    method: str = "POST",
    timeout_s: float = _TIMEOUT_S,
    key: str = "",
) -> Any:
    """Ask the running server as its local administrator; a command needs an idempotency key.

    Raises:
        LinkError: ``link.down`` when no server runs on this data.
        Refused: what the server said.
    """
    import httpx

    from hallcall.client.answers import error_from
    from hallcall.client.trust import link_error
    from hallcall.server.security.keyfile import read_secret
    from hallcall.server.settings import ServerSettings

    url = address_of_server(data)
    if url is None:
        raise LinkError("link.down")
    token = read_secret(ServerSettings(data=data).admin_token).decode()
    headers = {"Authorization": f"Bearer {token}"}
    if key:
        headers["Idempotency-Key"] = key
    try:
        trust = trust_of_server(data, url)
        with httpx.Client(headers=headers, timeout=timeout_s, trust_env=False, verify=trust) as http:
            answer = http.request(method, url + path, json=body)
    except (httpx.HTTPError, OSError) as error:
        raise link_error(error) from error
    if not answer.is_success:
        raise error_from(answer.status_code, answer.content)
    return answer.json()


def hall_zone(data: Path) -> ZoneInfo:
    """The time zone of the hall's clocks, as the running server knows it; the machine may show another time.

    Raises:
        LinkError: ``link.down`` when no server runs on this data.
    """
    return ZoneInfo(ask_server(data, "/v1/hall", None, method="GET")["hall"]["timezone"])
