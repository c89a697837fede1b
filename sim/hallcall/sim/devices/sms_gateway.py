"""A simulated message gateway: takes HTTP requests, answers as such services do, and knows what has left.

It understands a flat JSON or form body, or a query, with ``mobile``, ``content`` and ``id``; ``GET /balance`` tells
what is left of the credit. It drops a message whose id it has seen, as the better ones do.
"""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import parse_qsl, urlsplit

Mood: TypeAlias = Literal["error-in-200", "500", "html", "401", "404", "not-json"]
_BODIES: dict[str, tuple[int, str]] = {
    "500": (500, '{"code": 500}'),
    "html": (200, "<html><title>Sign in</title></html>"),
    "401": (401, '{"code": 401}'),
    "404": (404, '{"code": 404}'),
    "not-json": (200, '{"code": 0'),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentText:
    """A message that has left for a phone."""

    id: str
    number: str
    text: str
    at: float
    """``time.monotonic``."""


class SimSmsGateway:
    """The gateway."""

    def __init__(self, *, credit: int = 1000, knows_ids: bool = True) -> None:
        """A gateway with so many messages paid for.

        Args:
            credit: messages.
            knows_ids: whether it drops what comes twice.
        """
        self._lock = threading.Lock()
        self._input = b""
        self._moods: deque[tuple[Mood, str]] = deque()
        self._knows_ids = knows_ids
        self._seen: set[str] = set()
        self.credit = credit
        self.sent: list[SentText] = []
        """Its log: what has left."""
        self.requests: list[dict[str, str]] = []
        """Every request for a message, repeated or refused ones too; headers by ``header:name``."""
        self.on_request: Callable[[], None] = _nobody
        """Called after a message was taken and before that is answered."""

    def answer_next(self, mood: Mood, times: int = 1, code: str = "") -> None:
        """Spoil the next answers to messages.

        Args:
            mood: how.
            times: so many of them.
            code: with ``error-in-200``: what stands inside.
        """
        with self._lock:
            self._moods.extend((mood, code) for _ in range(times))

    def power_on(self) -> None:
        """A new connection; what has left is remembered."""
        self._input = b""

    def on_change(self, wake: Callable[[], None]) -> None:
        """A gateway speaks only when asked; kept for the protocol of the wire."""

    def work(self, now: float) -> tuple[list[bytes], float | None]:  # noqa: ARG002 - nothing happens by itself
        """Nothing to do between requests."""
        return [], None

    def receive(self, data: bytes) -> list[bytes]:
        """Answer every whole request."""
        if data.startswith((b"GET ", b"POST ", b"PUT ")):
            self._input = b""  # half a request of a caller that has died is no beginning of this one
        self._input += data
        answers: list[bytes] = []
        while (end := self._input.find(b"\r\n\r\n")) >= 0:
            first, *lines = self._input[:end].decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            length = int(headers.get("content-length", "0"))
            if len(self._input) < end + 4 + length:
                break
            body = self._input[end + 4 : end + 4 + length]
            self._input = self._input[end + 4 + length :]
            method, target, _ = first.split(" ")
            answers.append(self._answer(method, target, headers, body))
        return answers

    def _answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> bytes:
        parts = urlsplit(target)
        if method == "GET" and parts.path == "/balance":
            return _http(200, json.dumps({"code": 0, "data": {"left": self.credit}}))
        fields = dict(parse_qsl(parts.query, keep_blank_values=True))
        if "json" in headers.get("content-type", ""):
            fields |= {name: str(value) for name, value in json.loads(body).items()}
        elif body:
            fields |= dict(parse_qsl(body.decode(), keep_blank_values=True))
        with self._lock:
            self.requests.append({**fields, **{f"header:{name}": value for name, value in headers.items()}})
            mood, code = self._moods.popleft() if self._moods else (None, "")
            if mood == "error-in-200":
                return _http(200, json.dumps({"code": code or "4999", "msg": "refused"}))
            if mood in {"401", "404"}:
                return _http(*_BODIES[mood])
            is_new = not (self._knows_ids and fields["id"] in self._seen)
            if is_new and self.credit <= 0:
                return _http(200, json.dumps({"code": "4010", "msg": "no credit"}))
            if is_new:
                self._seen.add(fields["id"])
                self.credit -= 1
                self.sent.append(
                    SentText(id=fields["id"], number=fields["mobile"], text=fields["content"], at=time.monotonic())
                )
            name = f"G{len(self.sent)}"
        self.on_request()
        return _http(*_BODIES[mood]) if mood in _BODIES else _http(200, json.dumps({"code": 0, "data": {"id": name}}))


def _http(status: int, body: str) -> bytes:
    data = body.encode()
    kind = "text/html" if body.startswith("<") else "application/json"
    return f"HTTP/1.1 {status} -\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data


def _nobody() -> None:
    """Nobody listens."""
