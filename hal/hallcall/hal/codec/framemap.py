"""Frame maps: which bytes a small device understands and says, written down as data.

::

    [frame]                     # start | length of the body | body | check over length and body | end
    start = "A5 5A"
    length = true
    check = "crc16-modbus"

    [asks]                      # what is sent, by the name the driver uses
    poll = "{address} 01 {ack}"

    [tells]                     # what is understood, the first that fits
    key = "{address} 81 {seq} {key} {battery}"

    [values.key]                # names of the numbers in a field
    next = 0x01

A body is hexadecimal bytes and fields; ``{case:4}`` is a field of four bytes, high byte first. With ``kind = "json"``
every frame is a line of JSON: an ask is the line, a tell a table of constants and ``"{field}"``.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias, cast

from hallcall.hal.codec.checks import CHECKS, Check

Value: TypeAlias = int | str
_FIELD = re.compile(r"\{([a-z_]+)(?::([1-8]))?\}")
_PART = re.compile(r"([0-9A-Fa-f]{2})|" + _FIELD.pattern)
_LONGEST = 250
"""Longest body of a frame with a length byte; more is noise."""
_LONGEST_LINE = 1024


class MapError(ValueError):
    """A frame map does not say what it must; the text names the key."""


@dataclass(frozen=True, slots=True)
class Told:
    """One frame that was understood."""

    name: str
    """Of the tell in the map, ``key``."""
    values: Mapping[str, Value]
    """Its fields; a field with a table of values by the name of its number."""

    def number(self, name: str) -> int:
        """A field that is a number; 0 when the frame has none of that name."""
        value = self.values.get(name, 0)
        return value if isinstance(value, int) else 0

    def word(self, name: str) -> str:
        """A field that is a name; empty when the frame has none."""
        return str(self.values.get(name, ""))


class Framer(Protocol):
    """Finds frames in a stream and finds its way back after noise."""

    @property
    def rejected(self) -> int:
        """How many times something began like a frame and was none."""
        ...

    @property
    def needed(self) -> int:
        """How many bytes may be read next without reading past the end of the present frame; at least 1."""
        ...

    def feed(self, data: bytes) -> list[Told]:
        """Take what came; the frames that are now complete and understood."""
        ...


@dataclass(frozen=True, slots=True)
class _Part:
    """Some constant bytes, or one field."""

    constant: bytes = b""
    name: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameMap:
    """One protocol."""

    name: str
    kind: Literal["bytes", "json"]
    start: bytes = b""
    end: bytes = b""
    has_length: bool = True
    check: Check = CHECKS["none"]
    asks: Mapping[str, Any] = field(default_factory=dict[str, Any])
    tells: Mapping[str, Any] = field(default_factory=dict[str, Any])
    numbers: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])
    """By field: its names and their numbers."""

    def framer(self) -> Framer:
        """For one connection."""
        return ByteFramer(self) if self.kind == "bytes" else JsonFramer(self)

    def encode(self, ask: str, **values: Value) -> bytes:
        """The frame of ``ask``.

        Raises:
            KeyError: the map has no such ask, or needs a field that is not given.
            ValueError: a value does not fit into its field.
        """
        pattern = self.asks[ask]
        if self.kind == "json":
            line = _FIELD.sub(lambda found: json.dumps(values[found[1]]), cast("str", pattern))
            return line.encode() + b"\n"
        body = b"".join(part.constant or self._encode_field(part, values) for part in cast("list[_Part]", pattern))
        counted = (bytes((len(body),)) if self.has_length else b"") + body
        return self.start + counted + self.check.of(counted) + self.end

    def can_ask(self, ask: str) -> bool:
        """Whether the map knows how to say that."""
        return ask in self.asks

    def decode(self, body: bytes) -> Told | None:
        """What ``body`` says; None when no tell of the map fits."""
        for name, pattern in self.tells.items():
            if (values := self._match(cast("list[_Part]", pattern), body)) is not None:
                return Told(name, values)
        return None

    def decode_table(self, table: Mapping[str, object]) -> Told | None:
        """What a line of JSON says; None when no tell of the map fits."""
        for name, pattern in self.tells.items():
            values: dict[str, Value] = {}
            for key, wanted in cast("dict[str, Value]", pattern).items():
                found = table.get(key)
                if isinstance(wanted, str) and (placed := _FIELD.fullmatch(wanted)):
                    if isinstance(found, bool) or not isinstance(found, int | str):
                        break
                    values[placed[1]] = found
                elif found != wanted:
                    break
            else:
                return Told(name, values)
        return None

    def _encode_field(self, part: _Part, values: Mapping[str, Value]) -> bytes:
        value = values[part.name]
        number = self.numbers[part.name][value] if isinstance(value, str) else value
        if not 0 <= number < 1 << 8 * part.width:
            raise ValueError(f"{part.name} = {number} in {part.width} bytes")
        return number.to_bytes(part.width, "big")

    def _match(self, pattern: list[_Part], body: bytes) -> dict[str, Value] | None:
        values: dict[str, Value] = {}
        at = 0
        for part in pattern:
            piece = body[at : at + (part.width or len(part.constant))]
            at += part.width or len(part.constant)
            if part.constant:
                if piece != part.constant:
                    return None
                continue
            number = int.from_bytes(piece, "big")
            names = {value: name for name, value in self.numbers.get(part.name, {}).items()}
            if names and number not in names:
                return None
            values[part.name] = names[number] if names else number
        return values if at == len(body) else None

    def lengths(self) -> set[int]:
        """How long the bodies of tells are."""
        return {sum(part.width or len(part.constant) for part in pattern) for pattern in self.tells.values()}


class ByteFramer:
    """Finds frames of bytes. Without a length byte every length that a tell has is tried, the shortest first."""

    def __init__(self, frame_map: FrameMap) -> None:
        self.rejected = 0
        self._map = frame_map
        self._buffer = bytearray()
        self._lengths = sorted(frame_map.lengths())
        self._rest = frame_map.check.width + len(frame_map.end)

    @property
    def needed(self) -> int:
        """How many bytes may be read next; at least 1."""
        head = len(self._map.start) + self._map.has_length
        have = len(self._buffer)
        if not self._buffer.startswith(self._map.start) or have < head:
            return max(1, head - have)
        if self._map.has_length:
            return max(1, head + self._buffer[head - 1] + self._rest - have)
        ends = (head + length + self._rest - have for length in self._lengths)
        return min((count for count in ends if count > 0), default=1)

    def feed(self, data: bytes) -> list[Told]:
        """Take what came; the frames that are now complete and understood."""
        self._buffer += data
        found: list[Told] = []
        while self._align():
            step = self._take()
            if step is None:
                break
            if isinstance(step, Told):
                found.append(step)
        return found

    def _align(self) -> bool:
        """Bring the next start to the front; False when more bytes are needed to tell."""
        start = self._map.start
        at = self._buffer.find(start)
        if at < 0:
            del self._buffer[: max(0, len(self._buffer) - (len(start) - 1))]
            return False
        del self._buffer[:at]
        return len(self._buffer) > len(start)

    def _take(self) -> Told | bool | None:
        """The frame at the front; True when it was none and the search goes on, None when more must come."""
        begin = len(self._map.start)
        if self._map.has_length:
            length = self._buffer[begin]
            if not 1 <= length <= _LONGEST:
                return self._reject()
            lengths = [length + 1]
        else:
            lengths = self._lengths
        for length in lengths:
            end = begin + length + self._rest
            if len(self._buffer) < end:
                return None
            counted = bytes(self._buffer[begin : begin + length])
            tail = bytes(self._buffer[begin + length : end])
            if tail != self._map.check.of(counted) + self._map.end:
                continue
            told = self._map.decode(counted[1:] if self._map.has_length else counted)
            if told is None and not self._map.has_length:
                continue
            del self._buffer[:end]
            return told or True
        return self._reject()

    def _reject(self) -> bool:
        self.rejected += 1
        del self._buffer[0]
        return True


class JsonFramer:
    """Finds lines of JSON."""

    needed = 1

    def __init__(self, frame_map: FrameMap) -> None:
        self.rejected = 0
        self._map = frame_map
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Told]:
        """Take what came; the lines that are now complete and understood."""
        self._buffer += data
        *lines, rest = self._buffer.split(b"\n")
        if len(rest) > _LONGEST_LINE:
            self.rejected += 1
            rest = bytearray()
        self._buffer = bytearray(rest)
        return [told for line in lines if (told := self._understand(bytes(line)))]

    def _understand(self, line: bytes) -> Told | None:
        """Noise may stand before a line, never a brace: what is whole begins at the last one that reads."""
        at = line.find(b"{")
        while at >= 0:
            try:
                table = json.loads(line[at:].decode())
            except (ValueError, RecursionError):
                at = line.find(b"{", at + 1)
                continue
            return self._map.decode_table(cast("dict[str, object]", table)) if isinstance(table, dict) else None
        self.rejected += bool(line.strip())
        return None


def load_map(name: str) -> FrameMap:
    """The map of that name that comes with hallcall, or the one in a file of the site's own.

    Args:
        name: ``hallcall-pad``, or an absolute path.

    Raises:
        MapError: it is missing, cannot be read, or is wrong.
    """
    path = Path(name) if name.startswith("/") else Path(__file__).parents[1] / "maps" / f"{name}.toml"
    try:
        return parse_map(path.read_text(encoding="utf-8"), path.stem)
    except (OSError, UnicodeDecodeError) as error:
        raise MapError(f"{path}: {type(error).__name__}") from error


def parse_map(text: str, name: str = "map") -> FrameMap:
    """The map that ``text`` describes.

    Raises:
        MapError: it is wrong.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MapError(str(error)) from error
    unknown = set(data) - {"schema", "frame", "asks", "tells", "values"}
    if unknown or data.get("schema") != 1:
        raise MapError(f"{name}: {sorted(unknown) or 'schema = 1'}")
    frame = _table(data, "frame")
    numbers: dict[str, Mapping[str, int]] = {key: _numbers(table, key) for key, table in _table(data, "values").items()}
    asks, tells = _table(data, "asks"), _table(data, "tells")
    if not tells:
        raise MapError(f"{name}: tells")
    if frame.get("kind", "bytes") == "json":
        if not all(isinstance(line, str) for line in asks.values()):
            raise MapError(f"{name}: asks")
        if not all(isinstance(table, dict) for table in tells.values()):
            raise MapError(f"{name}: tells")
        return FrameMap(name=name, kind="json", asks=asks, tells=tells, numbers=numbers)
    check = CHECKS.get(str(frame.get("check", "none")))
    start = _hex(frame.get("start", ""), "frame.start")
    if check is None or not start:
        raise MapError(f"{name}: frame.{'start' if check else 'check'}")
    return FrameMap(
        name=name,
        kind="bytes",
        start=start,
        end=_hex(frame.get("end", ""), "frame.end"),
        has_length=frame.get("length", True) is True,
        check=check,
        asks={key: _pattern(body, f"asks.{key}") for key, body in asks.items()},
        tells={key: _pattern(body, f"tells.{key}") for key, body in tells.items()},
        numbers=numbers,
    )


def _table(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise MapError(key)
    return cast("dict[str, Any]", table)


def _numbers(table: object, key: str) -> dict[str, int]:
    if not isinstance(table, dict) or not all(type(number) is int for number in table.values()):
        raise MapError(f"values.{key}")
    return cast("dict[str, int]", table)


def _hex(text: object, key: str) -> bytes:
    try:
        return bytes.fromhex(str(text))
    except ValueError as error:
        raise MapError(key) from error


def _pattern(text: object, key: str) -> list[_Part]:
    words = str(text).split()
    parts: list[_Part] = []
    for word in words:
        found = _PART.fullmatch(word)
        if not found:
            raise MapError(f"{key}: {word}")
        if found[1]:
            parts.append(_Part(constant=bytes.fromhex(found[1])))
        else:
            parts.append(_Part(name=found[2], width=int(found[3] or 1)))
    if not parts:
        raise MapError(key)
    return parts
