"""Lets simulated machines and clerks into a running server, as its local administrator."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import httpx
import msgspec

from hallcall.client.answers import error_from
from hallcall.config import hall_from_document
from hallcall.core.errors import LinkError
from hallcall.core.hall import Hall
from hallcall.core.terms import CounterNumber
from hallcall.server.security.keyfile import read_secret
from hallcall.server.settings import ServerSettings

_PASSWORD = "Load-2026"  # noqa: S105 - of simulated clerks
_TIMEOUT_S = 30.0


class Doorkeeper:
    """Pairs machines and signs clerks in; a context manager."""

    def __init__(self, data: Path) -> None:
        """Find the server.

        Raises:
            LinkError: ``link.down`` when none runs on this data.
            StorageError: the administrator's token cannot be read.
        """
        settings = ServerSettings(data=data)
        try:
            self.url = settings.address_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise LinkError("link.down") from error
        self._admin = read_secret(settings.admin_token).decode()
        self._http = httpx.Client(base_url=self.url, trust_env=False, timeout=_TIMEOUT_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def hall(self) -> Hall:
        """The hall as the server knows it."""
        return hall_from_document(self._ask("GET", "/v1/hall", self._admin))

    def pair(self, role: str, device: str) -> str:
        """The token of a new machine; a machine that had this name loses its own."""
        code = self._ask("POST", "/v1/admin/pairing-codes", self._admin, {"role": role, "device": device})["code"]
        return self._ask("POST", "/v1/pair", "", {"code": code})["token"]

    def sign_in(self, counter: CounterNumber) -> str:
        """The token of a clerk at a counter."""
        clerk = f"load{counter}"
        body = {"clerk": clerk, "name": f"窗口人员 {counter}", "password": _PASSWORD}
        self._ask("POST", "/v1/admin/clerks", self._admin, body)
        machine = self.pair("counter", f"C{counter}")
        return self._ask("POST", "/v1/login", machine, {"clerk": clerk, "password": _PASSWORD})["token"]

    def _ask(self, method: str, path: str, token: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            answer = self._http.request(method, path, json=body, headers=headers)
        except httpx.HTTPError as error:
            raise LinkError("link.down") from error
        if not answer.is_success:
            raise error_from(answer.status_code, answer.content)
        return msgspec.json.decode(answer.content)
