"""``hallcall hal list | status | probe | test | trace``: look at the devices of this machine."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from hallcall.cli.language import say, texts
from hallcall.core.errors import ConfigError, DeviceError
from hallcall.hal import CardLaid, DeviceEvent, DeviceId, Devices, Health, Status, load_machine, open_devices
from hallcall.hal.building import make_driver
from hallcall.hal.discovery import find_ports
from hallcall.hal.document import Slip, Text
from hallcall.hal.ports.idcard import CardReaderCapabilities
from hallcall.hal.ports.printer import PrinterCapabilities, PrintSlip
from hallcall.hal.registry import DeviceConfig, driver_names, find_driver
from hallcall.hal.transport import SerialPort

MachineOption = Annotated[Path, Parameter(help=say("cli-option-machine"))]
SecondsOption = Annotated[float, Parameter(help=say("cli-option-seconds"))]
_STEP_S = 0.05


def list_(
    *,
    machine: Annotated[Path | None, Parameter(help=say("cli-option-machine"))] = None,
    dev: Annotated[Path, Parameter(show=False)] = Path("/dev"),
) -> int:
    """Drivers there are, ports this machine has, and whose they are."""
    config = load_machine(machine) if machine else None
    print(say("hal-drivers", drivers=" ".join(driver_names())))
    ports = find_ports(config, dev)
    for port in ports:
        owner = port.device or say("hal-port-unknown")
        match = "".join(f" {key}={value}" for key, value in port.match)
        print(f"{port.path} {port.kind} {owner}{match}")
    for device in config.devices if config else ():
        if device.id not in {port.device for port in ports}:
            print(say("hal-device-elsewhere", device=device.id, driver=device.driver))
    return 0


def status(
    *,
    machine: MachineOption,
    seconds: SecondsOption = 5.0,
    as_json: Annotated[bool, Parameter(name="--json", negative="", help=say("cli-option-json"))] = False,
) -> int:
    """How every device is, after it was given some seconds to answer; exit code 1 when one cannot be used."""
    devices = open_devices(load_machine(machine))
    devices.start()
    try:
        until = time.monotonic() + seconds
        while time.monotonic() < until and any(now.health is Health.STARTING for now in devices.status().values()):
            time.sleep(_STEP_S)
        found = devices.status()
    finally:
        devices.stop()
    if as_json:
        facts = {
            device: {"health": now.health.value, "reasons": sorted(now.reasons), "detail": now.detail}
            for device, now in found.items()
        }
        print(json.dumps(facts, ensure_ascii=False, indent=1))
    else:
        for device, now in found.items():
            print(f"{device}: {_how(now)}")
    return 0 if all(now.is_usable or now.health is Health.DISABLED for now in found.values()) else 1


def probe(port: Annotated[str, Parameter(help=say("cli-option-port"))], *, baud: int = 115200) -> int:
    """Ask with every driver that speaks on a serial line whether its device is at a port."""
    answered = 0
    for name in driver_names():
        spec = find_driver(name)
        options = {key: option.default for key, option in spec.options.items() if option.default is not None}
        if "serial" not in spec.ports or len(options) < len(spec.options):
            continue
        end = SerialPort(device=DeviceId("probe"), port=port, baud=baud)
        driver = make_driver(DeviceConfig(id=end.device, driver=name, port=end, options=options))
        try:
            driver.open()
        except DeviceError as error:
            print(f"{name}: {texts().error(error.code, error.fields)}")
        else:
            print(say("hal-probe-answered", driver=name))
            answered += 1
        finally:
            driver.close()
    return 0 if answered else 1


def test(device: Annotated[str, Parameter(help=say("cli-option-device"))], *, machine: MachineOption) -> int:
    """Have a device do its job once: a printer prints a slip, a card reader waits for a card."""
    devices = open_devices(load_machine(machine))
    name = DeviceId(device)
    try:
        found = devices.get(name)
    except KeyError as error:
        raise ConfigError("config.missing", file=f"{machine}: {device}") from error
    devices.start()
    try:
        if isinstance(found.capabilities, PrinterCapabilities):
            return _test_printer(devices, name)
        if isinstance(found.capabilities, CardReaderCapabilities):
            return _test_reader(devices, name)
        time.sleep(1.0)
        print(_how(devices.get(name).status))
        return 0 if devices.get(name).status.is_usable else 1
    finally:
        devices.stop()


def trace(
    device: Annotated[str, Parameter(help=say("cli-option-device"))],
    *,
    machine: MachineOption,
    seconds: SecondsOption = 10.0,
) -> int:
    """Every byte between a driver and its device, as hex. What a card reader sends is personal: keep it no longer."""
    config = next((config for config in load_machine(machine).devices if config.id == device), None)
    if config is None:
        raise ConfigError("config.missing", file=f"{machine}: {device}")
    began = time.monotonic()

    def show(way: Literal["out", "in"], data: bytes) -> None:
        print(f"{time.monotonic() - began:8.3f} {'>' if way == 'out' else '<'} {data.hex(' ')}", flush=True)

    driver = make_driver(config, trace=show)
    try:
        driver.open()
        while time.monotonic() - began < seconds:
            driver.step(_ignore)
            time.sleep(min(driver.pause_s, seconds))
    except DeviceError as error:
        print(texts().error(error.code, error.fields), file=sys.stderr)
        return 1
    finally:
        driver.close()
    return 0


def _test_printer(devices: Devices, name: DeviceId) -> int:
    time.sleep(_STEP_S)
    slip = Slip(blocks=(Text(text=say("hal-test-slip"), size=48), Text(text="hallcall 静候 0123456789")))
    future = devices.do(name, PrintSlip(slip=slip), f"test-{time.time_ns()}")
    try:
        future.result(60.0)
    except DeviceError as error:
        print(texts().error(error.code, error.fields), file=sys.stderr)
        return 1
    print(say("hal-test-printed"))
    return 0


def _test_reader(devices: Devices, name: DeviceId) -> int:
    kinds: list[str] = []

    def hear(event: DeviceEvent) -> None:
        if isinstance(event, CardLaid) and event.device == name:
            kinds.append(event.card.kind.value)

    devices.subscribe(hear)
    print(say("hal-test-lay-card"), flush=True)
    until = time.monotonic() + 20.0
    while not kinds and time.monotonic() < until:
        time.sleep(_STEP_S)
    print(say("hal-test-card-read", kind=kinds[0]) if kinds else say("hal-test-no-card"))
    return 0 if kinds else 1


def _how(now: Status) -> str:
    words = [say(f"device-health-{now.health.value}"), *(say(f"device-reason-{reason}") for reason in now.reasons)]
    return "; ".join(words)


def _ignore(event: DeviceEvent) -> None:
    del event
