"""A service in the network that is asked by HTTP: one request at a time, over a connection that is kept."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from hallcall.core.errors import DeviceAbsent, DeviceProtocol, DeviceTimeout
from hallcall.hal.transport.ends import HttpPort

_GLANCE_S = 0.3
_CONNECT_S = 2.0
_MOST_BYTES = 64 * 1024
"""Whoever answers with more is no device."""


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]
    """By name, in whatever case it is asked for."""


class HttpTransport:
    """Asks the service at ``port.url`` and below."""

    def __init__(self, port: HttpPort) -> None:
        self._port = port
        self._client: httpx.Client | None = None

    def is_present(self) -> bool:
        """Whether somebody listens there: connects and hangs up."""
        parts = urlsplit(self._port.url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            socket.create_connection((parts.hostname or "", port), timeout=_GLANCE_S).close()
        except OSError:
            return False
        return True

    def open(self) -> None:
        """Get ready to ask.

        Raises:
            DeviceAbsent: nobody listens there.
        """
        self.close()
        if not self.is_present():
            raise DeviceAbsent("device.absent", device=self._port.device)
        # What the environment says about proxies and passwords is meant for people.
        self._client = httpx.Client(trust_env=False, follow_redirects=False, limits=httpx.Limits(max_connections=1))

    def close(self) -> None:
        """Hang up. Never raises; may be called twice."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def ask(
        self,
        method: str,
        url: str = "",
        *,
        timeout_s: float,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        content: bytes = b"",
    ) -> HttpAnswer:
        """One request and its answer, whatever its status.

        Args:
            method: ``POST``.
            url: path or address, seen from the port's own; empty is that itself.
            timeout_s: for each step of it.
            headers: of the request.
            query: added to the address.
            content: body of the request.

        Raises:
            DeviceAbsent: ``device.absent`` when not a byte has left, ``device.unplugged`` when the connection broke.
            DeviceTimeout: no answer in time.
            DeviceProtocol: something came that is not HTTP, or far too much of it.
        """
        device = self._port.device
        if self._client is None:
            raise DeviceAbsent("device.absent", device=device)
        try:
            with self._client.stream(
                method,
                httpx.URL(self._port.url).join(url),
                headers=dict(headers or {}),
                params=dict(query) if query else None,
                content=content,
                timeout=httpx.Timeout(timeout_s, connect=_CONNECT_S),
            ) as answer:
                body = bytearray()
                for piece in answer.iter_bytes():
                    body += piece
                    if len(body) > _MOST_BYTES:
                        raise DeviceProtocol("device.unexpected", device=device, detail="too long")
                text = bytes(body).decode(answer.charset_encoding or "utf-8", "replace")
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise DeviceAbsent("device.absent", device=device, detail=type(error).__name__) from error
        except httpx.TimeoutException as error:
            raise DeviceTimeout("device.timeout", device=device) from error
        except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
            if isinstance(error, httpx.RemoteProtocolError) and "disconnected" not in str(error):
                raise DeviceProtocol("device.bad_frame", device=device) from error
            raise DeviceAbsent("device.unplugged", device=device) from error
        except (httpx.HTTPError, httpx.InvalidURL, LookupError) as error:
            raise DeviceProtocol("device.unexpected", device=device, detail=type(error).__name__) from error
        return HttpAnswer(answer.status_code, text, answer.headers)
