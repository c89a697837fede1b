"""The machine's own file: which devices hang on which wire.

::

    schema = 1
    [machine]
    id = "f1-kiosk-03"
    [hal]
    socket = "/run/hallcall/hald.sock"
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
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hallcall.core.errors import ConfigError, Finding
from hallcall.hal.model import DeviceId
from hallcall.hal.options import Flag, Option, OptionValue, Text, frozen
from hallcall.hal.registry import DeviceConfig, DriverSpec, driver_names, find_driver
from hallcall.hal.transport.ends import PORT_KINDS, Match, NoPort, Port, PortKind

APPLICATION_TABLES = frozenset({"face", "gate"})
"""Tables that belong to applications; they read them with ``load_table``."""

_MATCHES = frozenset({"ID_PATH", "ID_SERIAL", "port_number"})
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_-]+)\s*\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*[=.]")
_ENABLED = Flag(default=True)
_SOCKET = Text("", r"/[^\n]{1,99}", "/run/hallcall/hald.sock")


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineConfig:
    """The machine and its devices."""

    id: str
    devices: tuple[DeviceConfig, ...]
    socket: Path | None = None
    """Where the daemon listens that owns the devices; None: the application opens them itself."""


def load_machine(path: Path) -> MachineConfig:
    """Read the machine's file.

    Raises:
        ConfigError: it is missing, cannot be read, or has findings.
    """
    return parse_machine(_text_of(path), str(path))


def parse_machine(text: str, file: str = "machine.toml") -> MachineConfig:
    """The machine that ``text`` describes.

    Raises:
        ConfigError: ``config.invalid`` with every finding.
    """
    return _Reader(text, file).read()


def load_table(path: Path, name: str, options: Mapping[str, Option]) -> dict[str, OptionValue]:
    """An application's own table in the machine's file, defaults filled in; all of them when there is no such table.

    Raises:
        ConfigError: the file is missing, cannot be read, or the table has findings.
    """
    return _Reader(_text_of(path), str(path)).read_table(name, options)


class _Reader:
    """Walks the parsed file and notes what is wrong on the way."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._text = text
        self._lines = _lines(text)
        self._findings: list[Finding] = []

    def read(self) -> MachineConfig:
        data = self._parsed()
        self._only(data, "", {"schema", "machine", "device", "hal", *APPLICATION_TABLES})
        if data.get("schema") != 1:
            self._note("machine.value", "schema", allowed="1")
        machine = self._table(data, "machine", "machine")
        self._only(machine, "machine", {"id"})
        machine_id = self._id(machine, "machine")
        socket = self._socket(self._table(data, "hal", "hal")) if "hal" in data else None
        tables = data.get("device", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._note("machine.type", "device", allowed="[[device]]")
            tables = []
        devices = [self._device(table, f"device[{number}]") for number, table in enumerate(tables)]
        self._unique(devices)
        self._refuse_findings()
        return MachineConfig(id=machine_id, devices=tuple(device for device in devices if device), socket=socket)

    def read_table(self, name: str, options: Mapping[str, Option]) -> dict[str, OptionValue]:
        data = self._parsed()
        table = self._table(data, name, name) if name in data else {}
        self._only(table, name, set(options))
        found = {key: self._option(table, name, key, option) for key, option in options.items()}
        self._refuse_findings()
        return found

    def _parsed(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"at line (\d+)", str(error))
            line = int(at.group(1)) if at else self._text.count("\n") + 1
            syntax = Finding(file=self._file, line=line, key="", code="machine.syntax")
            raise ConfigError("config.invalid", (syntax,)) from error

    def _refuse_findings(self) -> None:
        if self._findings:
            raise ConfigError("config.invalid", tuple(sorted(self._findings, key=lambda f: (f.line, f.key))))

    def _socket(self, table: dict[str, Any]) -> Path | None:
        self._only(table, "hal", {"socket"})
        path = self._option(table, "hal", "socket", _SOCKET)
        return Path(str(path)) if path else None

    def _device(self, table: dict[str, Any], key: str) -> DeviceConfig | None:
        device = DeviceId(self._id(table, key))
        spec = self._driver(table, key)
        port = self._port(self._table(table, "transport", f"{key}.transport"), f"{key}.transport", device, spec)
        if spec is None:
            return None
        self._only(table, key, {"id", "driver", "transport", "enabled", *spec.options})
        enabled = self._option(table, key, "enabled", _ENABLED)
        options = {name: self._option(table, key, name, option) for name, option in spec.options.items()}
        return DeviceConfig(id=device, driver=spec.name, port=port, enabled=enabled is True, options=options)

    def _driver(self, table: dict[str, Any], key: str) -> DriverSpec | None:
        name = table.get("driver")
        with suppress(KeyError):
            if isinstance(name, str):
                return find_driver(name)
        code = "machine.value" if "driver" in table else "machine.missing"
        self._note(code, f"{key}.driver", allowed=" | ".join(driver_names()))
        return None

    def _option(self, table: dict[str, Any], key: str, name: str, option: Option) -> OptionValue:
        if name not in table and option.default is not None:
            return option.default
        value = table.get(name)
        if problem := option.problem(value):
            self._note("machine.value" if name in table else "machine.missing", f"{key}.{name}", allowed=problem)
            return option.default or ""
        return frozen(value)

    def _port(self, table: dict[str, Any], key: str, device: DeviceId, spec: DriverSpec | None) -> Port:
        allowed = sorted(spec.ports if spec else PORT_KINDS)
        kind = table.get("kind")
        if not isinstance(kind, str) or kind not in allowed:
            if table:
                self._note("machine.value", f"{key}.kind", allowed=" | ".join(allowed))
            return NoPort(device=device)
        options = self._port_options(table, key, PORT_KINDS[kind])
        return PORT_KINDS[kind].make(device=device, **options)

    def _port_options(self, table: dict[str, Any], key: str, kind: PortKind) -> dict[str, Any]:
        self._only(table, key, {"kind", *kind.options, *kind.one_of})
        found: dict[str, Any] = {name: self._option(table, key, name, option) for name, option in kind.options.items()}
        if "match" in kind.one_of:
            found["match"], found["port_number"] = self._match(table, key)
        if kind.one_of and sum(bool(table.get(name)) for name in kind.one_of) != 1:
            self._note("machine.one_of", key, allowed=" | ".join(kind.one_of))
        return found

    def _match(self, table: dict[str, Any], key: str) -> tuple[Match, int | None]:
        match = table.get("match", {})
        words = {name: value for name, value in match.items() if name != "port_number"} if _is_table(match) else {}
        number = match.get("port_number") if _is_table(match) else None
        fits = _is_table(match) and set(match) <= _MATCHES and all(_is_text(value) for value in words.values())
        if not fits or (match and not words) or not (number is None or type(number) is int):
            self._note("machine.value", f"{key}.match", allowed=" | ".join(sorted(_MATCHES)))
            return (), None
        return tuple(sorted(words.items())), number

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
        names: dict[str, int] = {}
        lines: dict[object, list[tuple[int, DeviceConfig]]] = {}
        for number, device in enumerate(devices):
            if device is None:
                continue
            if device.id and (first := names.setdefault(device.id, number)) != number:
                self._note("machine.duplicate", f"device[{number}].id", allowed=f"device[{first}].id")
            if device.enabled and device.port.bus is not None:
                line = lines.setdefault(device.port.bus, [])
                if not any(self._collide(other, number, device) for other in line):
                    line.append((number, device))

    def _collide(self, earlier: tuple[int, DeviceConfig], number: int, device: DeviceConfig) -> bool:
        """Whether two devices on one line are in each other's way: it must suit both, and tell them apart."""
        first, other = earlier
        mine, theirs = find_driver(device.driver).address, find_driver(other.driver).address
        if not mine or not theirs or replace(other.port, device=device.id) != device.port:
            self._note("machine.line_taken", f"device[{number}].transport", allowed=f"device[{first}]")
            return True
        if device.options[mine] == other.options[theirs]:
            self._note("machine.address_taken", f"device[{number}].{mine}", allowed=f"device[{first}].{theirs}")
            return True
        return False

    def _note(self, code: str, key: str, **fields: str) -> None:
        line, path = 0, key
        while path and not line:
            line = self._lines.get(path, 0)
            path = path.rpartition(".")[0]
        self._findings.append(Finding(file=self._file, line=line, key=key, code=code, fields=tuple(fields.items())))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigError("config.missing", file=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("config.unreadable", file=str(path)) from error


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


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
