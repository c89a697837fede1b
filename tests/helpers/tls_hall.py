"""A server that speaks TLS with the hall's own authority, and machines that are enrolled there."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from hallcall.client.answers import Pairing
from hallcall.client.trust import enrol, trusting_context
from hallcall.server.security.authority import Authority
from helpers.live_server import Caller, HandClock, LiveServer
from helpers.small_hall import NINE, readable_hall


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """An enrolled machine."""

    pairing: Pairing
    folder: Path

    def context(self) -> ssl.SSLContext:
        return trusting_context(self.folder / "ca.crt", self.folder / "client.pem")


class TlsServer(LiveServer):
    """The server with an authority in its data folder."""

    def __init__(self, data: Path, clock: HandClock | None = None, **settings: Any) -> None:
        data.mkdir(parents=True, exist_ok=True)
        if not (data / "ca.crt").exists():
            Authority.create(data, NINE)
        self.fingerprint = Authority.open(data).fingerprint
        super().__init__(data, readable_hall(), clock=clock or HandClock(), **settings)

    def caller(self, token: str = "") -> Caller:
        """The administrator of the data folder, or somebody without a certificate."""
        admin = self.settings.data / "admin.pem"
        is_admin = token != "" and token == self.settings.admin_token.read_text()
        authority = self.settings.data / "ca.crt"
        return self.speaking(token, trusting_context(authority, admin) if is_admin else bare_context(authority))

    def speaking(self, token: str, context: ssl.SSLContext) -> Caller:
        """Somebody with a token and a way to speak TLS."""
        caller = Caller(self.url, token)
        caller.http.close()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        caller.http = httpx.Client(base_url=self.url, headers=headers, trust_env=False, verify=context, timeout=10.0)
        self._callers.append(caller)
        return caller

    def code(self, role: str, device: str) -> str:
        """A one-time code."""
        answer = self.admin.post("/v1/admin/pairing-codes", {"role": role, "device": device})
        assert answer.json()["fingerprint"] == self.fingerprint
        return answer.json()["code"]

    def enrol(self, role: str, device: str, folder: Path) -> Machine:
        """A machine that is enrolled."""
        pairing = enrol(self.url, self.code(role, device), self.fingerprint, folder)
        return Machine(pairing=pairing, folder=folder)

    def at(self, machine: Machine, token: str | None = None) -> Caller:
        """Who speaks from a machine."""
        return self.speaking(machine.pairing.token if token is None else token, machine.context())


def bare_context(authority: Path) -> ssl.SSLContext:
    """Knows the server, shows nothing."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(authority)
    context.verify_flags |= ssl.VerifyFlags(0x200000)
    return context
