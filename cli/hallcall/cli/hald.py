"""``hallcall hald``: the daemon that owns the devices of this machine."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.asking import asking_link
from hallcall.cli.language import say
from hallcall.cli.machine import (
    DEFAULT_SERVER,
    CodeOption,
    ServerOption,
    TokenFileOption,
    machine_certificates,
    machine_folder,
    machine_token,
)
from hallcall.client.device_reports import DeviceReports
from hallcall.config.logs import log_to_stderr
from hallcall.core.errors import ConfigError, Finding
from hallcall.hal import Devices, MachineConfig, Services, load_machine
from hallcall.hal.hald import Hald


def hald(
    *,
    machine: Annotated[Path, Parameter(help=say("cli-option-machine"))],
    socket: Annotated[Path | None, Parameter(help=say("cli-option-hald-socket"))] = None,
    report: Annotated[str, Parameter(help=say("cli-option-hald-report"))] = "",
    server: ServerOption = DEFAULT_SERVER,
    token_file: TokenFileOption = "",
    code: CodeOption = "",
) -> int:
    """Run the daemon until it is told to end; with ``report`` it is the watcher of that machine's devices."""
    log_to_stderr()
    config = load_machine(machine)
    path = socket or config.socket
    if path is None:
        missing = Finding(
            file=str(machine), line=0, key="hal.socket", code="machine.missing", fields=(("allowed", "hal.socket"),)
        )
        raise ConfigError("config.invalid", (missing,))
    path = path.absolute()
    if not report:
        Hald(config, path, services=_services(config)).run()
        return 0
    token_file = token_file or str(machine_folder() / f"{report}.hald.token")
    token = machine_token(report, token_file, server=server, code=code, role="device")
    certificates = machine_certificates(report, token_file, server=server)
    company = partial(_watched, server, token, certificates, report)
    Hald(config, path, services=_services(config), company=company).run()
    return 0


@contextmanager
def _watched(server: str, token: str, certificates: Path | None, machine: str, devices: Devices) -> Generator[None]:
    """The server is told how the devices of ``machine`` are."""
    with asking_link(server, token, certificates) as link, DeviceReports(link, devices, machine):
        yield


def _services(config: MachineConfig) -> Services:
    """What drivers are lent: somebody who draws, where there is a printer and Qt is installed."""
    if not any(device.driver.startswith("printer.") for device in config.devices):
        return Services()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        from hallcall.ui.painting import open_painter
    except ImportError:
        return Services()
    return Services(rasteriser=open_painter())
