"""Requests to a message gateway of the site, made from templates, and what its answers mean.

There is no standard: each provider has its own names for the same five things. What a provider wants is therefore data
of the machine's file, and filled in here so that no text can break out of its place.

Source:
    RFC 6901 (JSON Pointer), RFC 2104 (HMAC).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias
from urllib.parse import urlencode

import msgspec

from hallcall.hal.ports.sms import Sms, SmsTrouble

TEMPLATE = r"(?:[^{}]|\{(?:number|international|text|id|time|seconds|nonce|secret|sign)\})*"
"""A text with places to fill in; the pattern for options of the machine's file.

``number`` is as dialled from the mainland, ``time`` is ``YYYYMMDDhhmmss`` in the machine's own time zone, ``seconds``
since 1970, ``sign`` the signature of what the option ``signed`` makes.
"""
Encoding: TypeAlias = Literal["json", "form", "query"]
Signing: TypeAlias = Literal["none", "hmac-sha256", "hmac-sha1", "md5"]
_PLACE = re.compile(r"\{(\w+)\}")
_ABSENT = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request ready to go."""

    headers: Mapping[str, str]
    query: Mapping[str, str]
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """How a provider wants its requests."""

    encoding: Encoding
    fields: Mapping[str, str]
    """Names and what to fill in; in JSON a name that begins with ``/`` is a pointer to a place further inside."""
    headers: Mapping[str, str]
    signing: Signing = "none"
    signed: str = ""
    """What is signed."""
    is_base64: bool = False
    """The signature is written in base64, not in hexadecimal digits."""

    def fill(self, sms: Sms, secret: str, now: datetime) -> Request:
        """The request for one message."""
        values = {
            "number": sms.to.dialled,
            "international": sms.to.international,
            "text": sms.text,
            "id": sms.message_id,
            "time": now.strftime("%Y%m%d%H%M%S"),
            "seconds": str(int(now.timestamp())),
            "nonce": secrets.token_hex(8),
            "secret": secret,
        }
        values["sign"] = self._sign(_filled(self.signed, values), secret)
        fields = {name: _filled(text, values) for name, text in self.fields.items()}
        headers = {name: _filled(text, values) for name, text in self.headers.items()}
        match self.encoding:
            case "query":
                return Request(headers=headers, query=fields, content=b"")
            case "form":
                kind = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
                return Request(headers=kind | headers, query={}, content=urlencode(fields).encode())
            case "json":
                kind = {"Content-Type": "application/json; charset=utf-8"}
                return Request(headers=kind | headers, query={}, content=msgspec.json.encode(_nested(fields)))

    def _sign(self, text: str, secret: str) -> str:
        key, data = secret.encode(), text.encode()
        match self.signing:
            case "none":
                return ""
            case "md5":
                # Some providers know nothing better; the line itself is protected by TLS.
                digest = hashlib.md5(data, usedforsecurity=False).digest()
            case "hmac-sha1":
                digest = hmac.new(key, data, hashlib.sha1).digest()
            case "hmac-sha256":
                digest = hmac.new(key, data, hashlib.sha256).digest()
        return base64.b64encode(digest).decode() if self.is_base64 else digest.hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an answer says about a message."""

    is_accepted: bool
    reference: str = ""
    trouble: SmsTrouble = SmsTrouble.REFUSED
    detail: str = ""
    """The gateway's own code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When a message was accepted. Without a pointer and a pattern every status of 2xx is a yes."""

    code: str = ""
    """Pointer to the gateway's code in a JSON answer."""
    good: tuple[str, ...] = ("0",)
    """Codes that are a yes."""
    pattern: str = ""
    """Regular expression that a yes contains, for answers that are not JSON; its first group is the code."""
    reference: str = ""
    """Pointer to the gateway's name of the message."""
    troubles: Mapping[str, SmsTrouble] = field(default_factory=dict[str, SmsTrouble])
    """What the gateway's codes mean."""

    def judge(self, status: int, text: str) -> Verdict | None:
        """What the answer says; None when it says nothing to rely on: a defect of the gateway, a portal."""
        if status in _STATUSES:
            return Verdict(is_accepted=False, trouble=_STATUSES[status], detail=str(status))
        if not (200 <= status < 300 or 400 <= status < 500):
            return None
        said = _json(text)
        if self.code:
            code = written(at(said, self.code))
            if code is None:
                return None
            is_good = code in self.good and status < 300
        elif self.pattern:
            found = re.search(self.pattern, text)
            is_good = found is not None and status < 300
            code = text.strip()[:40] if found is None else str(status)
        else:
            is_good, code = status < 300, str(status)
        if is_good:
            return Verdict(
                is_accepted=True, reference=written(at(said, self.reference)) or "" if self.reference else ""
            )
        return Verdict(is_accepted=False, trouble=self.troubles.get(code, SmsTrouble.REFUSED), detail=code)


_STATUSES = {
    401: SmsTrouble.UNAUTHORISED,
    402: SmsTrouble.NO_CREDIT,
    403: SmsTrouble.UNAUTHORISED,
    429: SmsTrouble.THROTTLED,
}


def read_number(text: str, pointer: str) -> float | None:
    """The number at a place of a JSON answer, such as what is left of the credit; None when there is none."""
    found = written(at(_json(text), pointer))
    try:
        return None if found is None else float(found)
    except ValueError:
        return None


def at(value: Any, pointer: str) -> Any:
    """What stands at a JSON pointer; a marker that is no JSON when nothing does."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(key, _ABSENT)
        elif isinstance(value, list) and key.isdecimal() and len(key) < 6 and int(key) < len(value):
            value = value[int(key)]
        else:
            return _ABSENT
    return value


def written(value: Any) -> str | None:
    """A code as text, whether the gateway writes it as number, truth or text; None for anything else."""
    match value:
        case bool():
            return "true" if value else "false"
        case str() | int() | float():
            return str(value)
        case _:
            return None


def _json(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError):
        return _ABSENT


def _filled(template: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: values[place.group(1)], template)


def _nested(fields: Mapping[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, text in fields.items():
        *path, last = name.split("/")[1:] if name.startswith("/") else [name]
        inner = made
        for step in path:
            inner = inner.setdefault(step, {})
        inner[last] = text
    return made
