"""The last line of defence of a log: what looks like a secret or like a person's number is hidden.

Nothing of the kind should get as far as a log entry. When it does, by a defect, it is not written down.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from hallcall.core.masking import mask_number, mask_phone

HIDDEN = "***"
_SECRET_NAMES = frozenset({"authorization", "cookie", "password", "token", "code_once", "secret", "phone", "document"})
_BEARER = re.compile(r"(?i)\b(bearer\s+)\S+")
_IN_ADDRESS = re.compile(r"(/t/)[A-Za-z0-9_-]{8,}")
_TOKEN = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")
"""256 random bits in base64url, as ``security.tokens`` of the server makes them."""
_DOCUMENT = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")
"""Source: GB 11643, 18 characters, the last may be X."""
_PHONE = re.compile(r"(?<![0-9A-Za-z.])1[3-9][0-9]{9}(?![0-9A-Za-z])")
"""A mobile number of the mainland: 11 digits that begin with 13 to 19."""


def redact_text(text: str) -> str:
    """The text with secrets and numbers hidden."""
    text = _BEARER.sub(rf"\1{HIDDEN}", text)
    text = _IN_ADDRESS.sub(rf"\1{HIDDEN}", text)
    text = _TOKEN.sub(HIDDEN, text)
    text = _DOCUMENT.sub(lambda found: mask_number(found.group()), text)
    return _PHONE.sub(lambda found: mask_phone(found.group()), text)


def redact(_logger: object, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hide what must not be in a log entry, however deep it lies: a processor of structlog."""
    for name, value in entry.items():
        entry[name] = _redacted(name, value)
    return entry


def _redacted(name: str, value: Any) -> Any:
    if name.lower() in _SECRET_NAMES and value:
        return HIDDEN
    match value:
        case None | bool():
            return value
        case int() | float():
            return value if redact_text(str(value)) == str(value) else redact_text(str(value))
        case Mapping():
            return {redact_text(str(key)): _redacted(str(key), inner) for key, inner in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_redacted("", inner) for inner in value]
        case _:
            return redact_text(str(value))
