"""What every machine of the hall is told on its command line: where the server is, and how it proves who it is.

A machine gets its token once, for a one-time code; it lies in a file that only its owner can read, and never stands on
a command line, where every process could see it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import platformdirs
from cyclopts import Parameter

from hallcall.cli.language import say
from hallcall.core.errors import ConfigError, Refused

CERTIFICATES = ".tls"
"""Ending of the folder with a machine's certificate, beside the file of its token."""
DEFAULT_SERVER = "http://127.0.0.1:8750"

ServerOption: TypeAlias = "Annotated[str, Parameter(help=say('cli-option-server'), env_var='HALLCALL_SERVER')]"
TokenFileOption: TypeAlias = "Annotated[str, Parameter(help=say('cli-option-token-file'))]"
CodeOption: TypeAlias = "Annotated[str, Parameter(help=say('cli-option-code-once'))]"


def machine_token_file(device: str, token_file: str, *, server: str, code: str, role: str, once: str = "") -> Path:
    """The file with this machine's token; with a one-time code it is asked for first.

    Args:
        device: ``K1``, ``W1`` or ``C12``.
        token_file: where the token lies; empty is a file of that name among the user's settings.
        server: the server's address.
        code: one-time code, empty when the machine is paired.
        role: what the code must be for.
        once: another name for which the code may be: the machine's before names told its kind.

    Raises:
        Refused: ``access.pairing_code_invalid``: unknown, used or expired, or for another machine.
        ConfigError: ``config.missing`` when the machine was never paired, ``config.unreadable``.
        LinkError: the server cannot be reached.
    """
    path = _token_path(device, token_file)
    if code:
        _pair(path, {device, once or device}, server=server, code=code, role=role)
    if not path.exists():
        raise ConfigError("config.missing", file=str(path))
    return path


def machine_token(device: str, token_file: str, *, server: str, code: str, role: str, once: str = "") -> str:
    """As ``machine_token_file``, read."""
    path = machine_token_file(device, token_file, server=server, code=code, role=role, once=once)
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(path)) from error


def machine_folder() -> Path:
    """Where a user's machines keep their tokens."""
    return platformdirs.user_config_path("hallcall")


def machine_certificates(device: str, token_file: str, *, server: str) -> Path | None:
    """The folder with this machine's certificate, beside its token; None for a server without TLS."""
    return _token_path(device, token_file).with_suffix(CERTIFICATES) if server.startswith("https://") else None


def machine_keepsake(device: str, token_file: str) -> Path:
    """The file in which a display keeps the way out, beside its token."""
    return _token_path(device, token_file).with_suffix(".evacuation")


def write_token(path: Path, token: str) -> Path:
    """Keep a machine's token where only its owner can read it.

    Raises:
        ConfigError: ``config.unreadable``.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(token, encoding="utf-8")
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(path)) from error
    return path


def _token_path(device: str, token_file: str) -> Path:
    return Path(token_file) if token_file else machine_folder() / f"{device}.token"


def _pair(path: Path, names: set[str], *, server: str, code: str, role: str) -> None:
    from hallcall.client.link import pair

    pairing = pair(server, code)
    if pairing.role != role or pairing.device not in names:
        raise Refused("access.pairing_code_invalid")
    write_token(path, pairing.token)
