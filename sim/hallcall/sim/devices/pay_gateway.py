"""A simulated payment gateway: customers, money, signatures, and all that goes wrong with them.

It signs and reads signatures by the standard library alone, apart from the driver's codec.
"""

from __future__ import annotations

import hmac
import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Mood: TypeAlias = Literal["forged", "500", "html", "401"]


@dataclass(slots=True)
class _Order:
    fen: int
    said: str
    gateway_id: str
    refunds: dict[str, int]


class SimPayGateway:
    """The gateway. A customer's code that ends with 0 has no money, one that ends with 9 is asked for a password."""

    def __init__(self, secret: bytes) -> None:
        """A gateway without orders.

        Args:
            secret: shared with the merchant.
        """
        self.taken_fen = 0
        """Money that has moved, less what was given back."""
        self._secret = secret
        self._orders: dict[str, _Order] = {}
        self._moods: deque[Mood] = deque()
        self._lock = threading.RLock()
        self._input = b""
        self._deaf = 0

    def answer_next(self, mood: Mood, times: int = 1) -> None:
        """Spoil the next answers, after the question was carried out."""
        with self._lock:
            self._moods.extend(mood for _ in range(times))

    def lose_questions(self, times: int) -> None:
        """Let the next questions be lost on their way: nothing is carried out, nothing answered."""
        with self._lock:
            self._deaf = times

    def pay(self, order_id: str) -> None:
        """The customer types the password, or scans the code."""
        with self._lock:
            order = self._orders[order_id]
            if order.said == "paying":
                order.said = "paid"
                self.taken_fen += order.fen

    def notice(self, order_id: str) -> tuple[bytes, str]:
        """What it tells by itself about an order: body and signature."""
        with self._lock:
            return self._signed(self._say(order_id))

    def forget(self, order_id: str) -> None:
        """Lose an order from its own books."""
        with self._lock:
            del self._orders[order_id]

    def power_on(self) -> None:
        """A new connection; money is remembered."""
        self._input = b""

    def on_change(self, wake: Callable[[], None]) -> None:
        """It speaks only when asked; kept for the protocol of the wire."""

    def work(self, now: float) -> tuple[list[bytes], float | None]:  # noqa: ARG002 - it has no clock
        """Nothing to do between requests."""
        return [], None

    def receive(self, data: bytes) -> list[bytes]:
        """Answer every whole request."""
        if data.startswith(b"POST "):
            self._input = b""  # half a request of a caller that has died is no beginning of this one
        self._input += data
        answers: list[bytes] = []
        while (end := self._input.find(b"\r\n\r\n")) >= 0:
            first, *lines = self._input[:end].decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            stop = end + 4 + int(headers.get("content-length", "0"))
            if len(self._input) < stop:
                break
            body, self._input = self._input[end + 4 : stop], self._input[stop:]
            with self._lock:
                if self._deaf:
                    self._deaf -= 1
                    continue
                answers.append(self._answer(first.split(" ")[1], headers, body))
        return answers

    def _answer(self, path: str, headers: dict[str, str], body: bytes) -> bytes:
        if headers.get("x-signature") != self._signature(body):
            return _http(401, b"{}", "")
        asked = json.loads(body)
        said = {
            "/pay": self._pay,
            "/code": self._code,
            "/query": self._query,
            "/close": self._close,
            "/refund": self._refund,
            "/bill": self._bill,
        }[path](asked)
        mood = self._moods.popleft() if self._moods else None
        if mood == "500":
            return _http(500, b"{}", "")
        if mood == "401":
            return _http(401, b"{}", "")
        if mood == "html":
            return _http(200, b"<html>Sign in</html>", "")
        data, signature = self._signed(said)
        return _http(200, data, "0" * 64 if mood == "forged" else signature)

    def _pay(self, asked: dict[str, Any]) -> dict[str, Any]:
        order_id, fen, code = asked["order_id"], asked["fen"], asked["auth_code"]
        if order_id not in self._orders:
            said = {"0": "failed", "9": "paying"}.get(code[-1], "paid")
            self._orders[order_id] = _Order(fen, said, f"G{len(self._orders) + 1}", {})
            self.taken_fen += fen if said == "paid" else 0
        return self._say(order_id)

    def _code(self, asked: dict[str, Any]) -> dict[str, Any]:
        order_id = asked["order_id"]
        self._orders.setdefault(order_id, _Order(asked["fen"], "paying", f"G{len(self._orders) + 1}", {}))
        return {"code": f"https://pay.example/{order_id}"}

    def _query(self, asked: dict[str, Any]) -> dict[str, Any]:
        return self._say(asked["order_id"])

    def _close(self, asked: dict[str, Any]) -> dict[str, Any]:
        order = self._orders.setdefault(asked["order_id"], _Order(0, "failed", "", {}))
        if order.said == "paying":
            order.said = "failed"
        return self._say(asked["order_id"])

    def _refund(self, asked: dict[str, Any]) -> dict[str, Any]:
        order = self._orders[asked["order_id"]]
        refund_id, fen = asked["refund_id"], asked["fen"]
        if refund_id not in order.refunds and order.said == "paid" and sum(order.refunds.values()) + fen <= order.fen:
            order.refunds[refund_id] = fen
            self.taken_fen -= fen
        said = self._say(asked["order_id"])
        return said if refund_id in order.refunds else {**said, "said": "failed"}

    def _bill(self, asked: dict[str, Any]) -> dict[str, Any]:
        del asked
        return {
            "lines": [
                {"order_id": order_id, "fen": order.fen, "refunded_fen": sum(order.refunds.values())}
                for order_id, order in self._orders.items()
                if order.said == "paid"
            ]
        }

    def _say(self, order_id: str) -> dict[str, Any]:
        order = self._orders.get(order_id)
        if order is None:
            return {"order_id": order_id, "said": "unknown"}
        reason = "no-money" if order.said == "failed" else ""
        facts = {"fen": order.fen, "gateway_id": order.gateway_id, "reason": reason}
        return {"order_id": order_id, "said": order.said, **facts}

    def _signed(self, said: dict[str, Any]) -> tuple[bytes, str]:
        body = json.dumps(said).encode()
        return body, self._signature(body)

    def _signature(self, body: bytes) -> str:
        return hmac.digest(self._secret, body, "sha256").hex()


def _http(status: int, body: bytes, signature: str) -> bytes:
    head = f"HTTP/1.1 {status} -\r\nX-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body
