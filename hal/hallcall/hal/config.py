"""The machine's own file: which devices hang on which wire.

::

    schema = 1
    [machine]
    id = "f1-kiosk-03"
    [[device]]
    id = "idcard"
    driver = "idcard.sdt"
    transport = { kind = "serial", match = { ID_PATH = "pci-0000:00:14.0-usb-0:3:1.0" }, baud = 115200 }
    poll_ms = 300

Every mistake of the file is reported, not only the first; texts are the messages ``finding-machine-...``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from hallcall.core.errors import ConfigError, Finding
from hallcall.hal.model import DeviceId
from hallcall.hal.transport.port import SerialPort

OptionValue: TypeAlias = int | str | bool

_BAUDS = frozenset({1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600})
_MATCHES = frozenset({"ID_PATH", "ID_SERIAL"})
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_-]+)\s*\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*[=.]")


@dataclass(frozen=True, slots=True)
class _Option:
    """A key that one driver takes, with its default and what it may be."""

    default: OptionValue
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()

    def problem(self, value: object) -> str:
        """What is wrong with ``value``; empty when nothing is."""
        if isinstance(self.default, bool):
            return "" if isinstance(value, bool) else "true | false"
        if isinstance(self.default, int):
            fits = type(value) is int and self.low <= value <= self.high
            return "" if fits else f"{self.low}-{self.high}"
        return "" if value in self.choices else " | ".join(self.choices)


DRIVERS: Mapping[str, Mapping[str, _Option]] = {
    "idcard.sdt": {
        "poll_ms": _Option(300, 50, 5000),
        "timeout_ms": _Option(500, 50, 10000),
        "removed_after_ms": _Option(1500, 100, 30000),
    },
    "printer.escpos": {
        "width_dots": _Option(576, 200, 1280),
        "mode": _Option("auto", choices=("text", "raster", "auto")),
        "status": _Option("poll", choices=("poll", "asb")),
        "poll_ms": _Option(2000, 100, 5000),
        "timeout_ms": _Option(500, 50, 10000),
        "paper_speed_mm_s": _Option(100, 20, 500),
    },
}
"""Driver names and the options each takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceConfig:
    """One device of the machine, checked."""

    id: DeviceId
    driver: str
    """Key of :data:`DRIVERS`."""
    port: SerialPort
    enabled: bool = True
    options: Mapping[str, OptionValue] = field(default_factory=dict[str, OptionValue])
    """Every option of the driver, defaults filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineConfig:
    """The machine and its devices."""

    id: str
    devices: tuple[DeviceConfig, ...]


def load_machine(path: Path) -> MachineConfig:
    """Read the machine's file.

    Raises:
        ConfigError: it is missing, cannot be read, or has findings.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigError("config.missing", file=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("config.unreadable", file=str(path)) from error
    return parse_machine(text, str(path))


def parse_machine(text: str, file: str = "machine.toml") -> MachineConfig:
    """The machine that ``text`` describes.

    Raises:
        ConfigError: ``config.invalid`` with every finding.
    """
    return _Reader(text, file).read()


class _Reader:
    """Walks the parsed file and notes what is wrong on the way."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._text = text
        self._lines = _lines(text)
        self._findings: list[Finding] = []

    def read(self) -> MachineConfig:
        try:
            data = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"at line (\d+)", str(error))
            line = int(at.group(1)) if at else self._text.count("\n") + 1
            syntax = Finding(file=self._file, line=line, key="", code="machine.syntax")
            raise ConfigError("config.invalid", (syntax,)) from error
        self._only(data, "", {"schema", "machine", "device"})
        if data.get("schema") != 1:
            self._note("machine.value", "schema", allowed="1")
        machine = self._table(data, "machine", "machine")
        self._only(machine, "machine", {"id"})
        machine_id = self._id(machine, "machine")
        tables = data.get("device", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._note("machine.type", "device", allowed="[[device]]")
            tables = []
        devices = [self._device(table, f"device[{number}]") for number, table in enumerate(tables)]
        self._unique(devices)
        if self._findings:
            raise ConfigError("config.invalid", tuple(sorted(self._findings, key=lambda f: (f.line, f.key))))
        return MachineConfig(id=machine_id, devices=tuple(device for device in devices if device))

    def _device(self, table: dict[str, Any], key: str) -> DeviceConfig | None:
        device = DeviceId(self._id(table, key))
        port = self._port(self._table(table, "transport", f"{key}.transport"), f"{key}.transport", device)
        driver = table.get("driver")
        if not isinstance(driver, str) or driver not in DRIVERS:
            code = "machine.value" if "driver" in table else "machine.missing"
            self._note(code, f"{key}.driver", allowed=" | ".join(DRIVERS))
            return None
        self._only(table, key, {"id", "driver", "transport", "enabled", *DRIVERS[driver]})
        enabled = self._option(table, key, "enabled", _Option(default=True))
        options = {name: self._option(table, key, name, option) for name, option in DRIVERS[driver].items()}
        return DeviceConfig(id=device, driver=driver, port=port, enabled=enabled is True, options=options)

    def _option(self, table: dict[str, Any], key: str, name: str, option: _Option) -> OptionValue:
        value = table.get(name, option.default)
        if problem := option.problem(value):
            self._note("machine.value", f"{key}.{name}", allowed=problem)
            return option.default
        return value

    def _port(self, table: dict[str, Any], key: str, device: DeviceId) -> SerialPort:
        self._only(table, key, {"kind", "port", "match", "baud"})
        if table and table.get("kind") != "serial":
            self._note("machine.value", f"{key}.kind", allowed="serial")
        baud = table.get("baud", 115200)
        if type(baud) is not int or baud not in _BAUDS:
            self._note("machine.value", f"{key}.baud", allowed=" | ".join(map(str, sorted(_BAUDS))))
            baud = 115200
        port, match = table.get("port", ""), table.get("match", {})
        if not isinstance(port, str):
            self._note("machine.value", f"{key}.port", allowed="text")
        if not isinstance(match, dict) or not set(match) <= _MATCHES or not all(_is_text(v) for v in match.values()):
            self._note("machine.value", f"{key}.match", allowed=" | ".join(sorted(_MATCHES)))
            match = {}
        elif table and bool(port) == bool(match):
            self._note("machine.port_or_match", key)
        return SerialPort(device=device, port=str(port), match=tuple(sorted(match.items())), baud=baud)

    def _table(self, parent: dict[str, Any], name: str, key: str) -> dict[str, Any]:
        value = parent.get(name)
        if isinstance(value, dict):
            return value
        self._note("machine.type" if name in parent else "machine.missing", key, allowed=f"{name} = {{ ... }}")
        return {}

    def _id(self, table: dict[str, Any], key: str) -> str:
        value = table.get("id")
        if isinstance(value, str) and _ID.fullmatch(value):
            return value
        self._note("machine.value" if "id" in table else "machine.missing", f"{key}.id", allowed="a-z 0-9 -")
        return ""

    def _only(self, table: dict[str, Any], key: str, known: set[str]) -> None:
        for name in table:
            if name not in known:
                self._note("machine.unknown_key", f"{key}.{name}".lstrip("."), allowed=" | ".join(sorted(known)))

    def _unique(self, devices: list[DeviceConfig | None]) -> None:
        seen: dict[str, int] = {}
        for number, device in enumerate(devices):
            if device and device.id:
                first = seen.setdefault(device.id, number)
                if first != number:
                    self._note("machine.duplicate", f"device[{number}].id", allowed=f"device[{first}].id")

    def _note(self, code: str, key: str, **fields: str) -> None:
        line, path = 0, key
        while path and not line:
            line = self._lines.get(path, 0)
            path = path.rpartition(".")[0]
        self._findings.append(Finding(file=self._file, line=line, key=key, code=code, fields=tuple(fields.items())))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _lines(text: str) -> dict[str, int]:
    """Line of every table and of every key written at the beginning of a line."""
    lines: dict[str, int] = {}
    table, devices = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = header.group(2)
            if header.group(1) == "[[":
                table, devices = f"{table}[{devices}]", devices + 1
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault(f"{table}.{key.group(1)}".lstrip("."), number)
    return lines
