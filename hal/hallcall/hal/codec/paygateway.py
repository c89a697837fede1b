"""What the hall and a payment gateway say to each other: JSON, signed on both sides.

::

    POST /pay     order_id fen auth_code     POST /code    order_id fen -> code
    POST /query   order_id                   POST /close   order_id
    POST /refund  order_id refund_id fen     POST /bill    day -> lines

Every body carries ``merchant``; the header ``X-Signature`` is the HMAC-SHA256 of the body, in hexadecimal digits. An
answer or notice about an order has ``order_id said fen gateway_id reason``.

Source:
    Our own contract, shaped after what the gateways of WeChat Pay, Alipay and banks have in common: a site's gateway is
    joined by a small translator in front of it. HMAC: RFC 2104; test case 2 of RFC 4231 stands in the tests.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import TypeVar

import msgspec

from hallcall.core.payments import Billed, Report

SIGNATURE = "X-Signature"
_T = TypeVar("_T")


class Bill(msgspec.Struct, frozen=True):
    """The answer to ``/bill``."""

    lines: tuple[Billed, ...]


class Code(msgspec.Struct, frozen=True):
    """The answer to ``/code``."""

    code: str


def sign(body: bytes, secret: bytes) -> str:
    """The signature of a body."""
    return hmac.new(secret, body, sha256).hexdigest()


def is_signed(body: bytes, signature: str, secret: bytes) -> bool:
    """Whether the signature is the body's own."""
    return hmac.compare_digest(sign(body, secret).encode(), signature.encode("utf-8", "replace"))


def encode(merchant: str, **fields: str | int) -> bytes:
    """The body of a request."""
    return msgspec.json.encode({"merchant": merchant, **fields})


def decode_report(body: bytes) -> Report | None:
    """What the gateway says of an order; None when it cannot be understood."""
    return _decode(body, Report)


def decode_bill(body: bytes) -> Bill | None:
    """The lines of a day; None when they cannot be understood."""
    return _decode(body, Bill)


def decode_code(body: bytes) -> Code | None:
    """A code to scan; None when there is none."""
    return _decode(body, Code)


def encode_report(report: Report) -> bytes:
    """The body of an answer or notice, as a gateway writes it."""
    return msgspec.json.encode(report)


def _decode(body: bytes, kind: type[_T]) -> _T | None:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
