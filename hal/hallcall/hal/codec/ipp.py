"""The Internet Printing Protocol as bytes and back: what a report printer is asked and answers.

Source:
    RFC 8010 section 3.1 (encoding), RFC 8011 sections 4.1 (operations), 5.3.7 and 5.4.11 (states), 5.4.12 (reasons).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, TypeAlias

IppValue: TypeAlias = int | str | bool | bytes


class Operation(IntEnum):
    """What is asked. Source: RFC 8011 section 5.4.15."""

    PRINT_JOB = 0x02
    CANCEL_JOB = 0x08
    GET_JOB_ATTRIBUTES = 0x09
    GET_JOBS = 0x0A
    GET_PRINTER_ATTRIBUTES = 0x0B


class IppStatus(IntEnum):
    """Answers that this driver acts on. Source: RFC 8011 appendix B."""

    OK = 0x0000
    BAD_REQUEST = 0x0400
    FORBIDDEN = 0x0401
    NOT_AUTHENTICATED = 0x0402
    NOT_AUTHORISED = 0x0403
    NOT_FOUND = 0x0406
    VERSION_NOT_SUPPORTED = 0x0503
    NOT_ACCEPTING = 0x0506
    BUSY = 0x0507


class PrinterState(IntEnum):
    """Source: RFC 8011 section 5.4.11."""

    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


class PageJobState(IntEnum):
    """Source: RFC 8011 section 5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


class Group(IntEnum):
    """Delimiters of attribute groups. Source: RFC 8010 section 3.5.1."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    UNSUPPORTED = 0x05


class Tag(IntEnum):
    """Kinds of values. Source: RFC 8010 section 3.5.2."""

    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49


_NUMBERS: Final = frozenset({Tag.INTEGER, Tag.ENUM})
_FREE_TEXT: Final = frozenset({0x41, Tag.NAME})
_LAST_TAG: Final = 0x7F


class IppDamage(ValueError):
    """These bytes are no message."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A name and its values, all of one kind."""

    name: str
    tag: Tag
    values: tuple[IppValue, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A request or an answer."""

    code: int
    """The operation asked for, or the status answered."""
    number: int
    """Of the request; its answer has the same."""
    groups: tuple[tuple[Group, Mapping[str, tuple[IppValue, ...]]], ...]
    version: tuple[int, int] = (2, 0)
    document: bytes = field(default=b"", repr=False)

    def of(self, group: Group) -> list[Mapping[str, tuple[IppValue, ...]]]:
        """Every group of that kind."""
        return [attributes for kind, attributes in self.groups if kind is group]


def encode(
    code: int,
    number: int,
    groups: Iterable[tuple[Group, Iterable[Attribute]]],
    *,
    version: tuple[int, int] = (2, 0),
    document: bytes = b"",
) -> bytes:
    """A message as bytes."""
    out = bytearray(struct.pack(">BBHI", *version, code, number))
    for group, attributes in groups:
        out.append(group)
        for attribute in attributes:
            name = attribute.name.encode()
            for value in attribute.values:
                content = _content(attribute.tag, value)
                out += struct.pack(">BH", attribute.tag, len(name)) + name + struct.pack(">H", len(content)) + content
                name = b""
    out.append(Group.END)
    return bytes(out) + document


def decode(data: bytes) -> Message:
    """The message that ``data`` is.

    Raises:
        IppDamage: it is none.
    """
    try:
        return _decode(data)
    except (struct.error, IndexError, ValueError) as error:
        raise IppDamage(str(error)) from error


def _decode(data: bytes) -> Message:
    major, minor, code, number = struct.unpack_from(">BBHI", data)
    if major not in {1, 2}:
        raise IppDamage("version")
    groups: list[tuple[Group, dict[str, tuple[IppValue, ...]]]] = []
    at, name = 8, ""
    while (tag := data[at]) != Group.END:
        at += 1
        if tag < 0x10:
            groups.append((Group(tag), {}))
            name = ""
            continue
        (length,) = struct.unpack_from(">H", data, at)
        name = _cut(data, at + 2, length).decode("ascii") or name
        at += 2 + length
        (length,) = struct.unpack_from(">H", data, at)
        value = _value(tag, _cut(data, at + 2, length))
        at += 2 + length
        if not groups or not name:
            raise IppDamage("an attribute without a place")
        attributes = groups[-1][1]
        attributes[name] = (*attributes.get(name, ()), value)
    return Message(code, number, tuple(groups), (major, minor), data[at + 1 :])


def _cut(data: bytes, begin: int, length: int) -> bytes:
    if begin + length > len(data):
        raise IppDamage("cut off")
    return data[begin : begin + length]


def _content(tag: Tag, value: IppValue) -> bytes:
    if tag is Tag.BOOLEAN:
        return bytes((bool(value),))
    if tag in _NUMBERS:
        return struct.pack(">i", value)
    return value if isinstance(value, bytes) else str(value).encode()


def _value(tag: int, content: bytes) -> IppValue:
    if tag > _LAST_TAG:
        raise IppDamage("kind of value")
    if tag in _NUMBERS:
        return struct.unpack(">i", content)[0]
    if tag == Tag.BOOLEAN:
        if content not in {b"\x00", b"\x01"}:
            raise IppDamage("neither yes nor no")
        return content == b"\x01"
    if tag in _FREE_TEXT:
        return content.decode("utf-8")
    # Keywords, addresses and their like are ASCII; dates, ranges and resolutions are left as they are.
    return content.decode("ascii") if tag >= 0x40 else content
