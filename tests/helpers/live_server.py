"""A server of the small hall in a thread, with a clock turned by hand, and callers to speak to it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import httpx
from ulid import ULID

from hallcall.core.hall import Hall
from hallcall.server.app import Door, listening
from hallcall.server.opening import running
from hallcall.server.parts import Parts
from hallcall.server.settings import ServerSettings
from helpers.small_hall import NINE, small_hall

PASSWORD = "Fenster-27!"
CARD = {"kind": "resident", "number": "11010519491231002X", "name": "王小明", "verified": True}
OTHER_CARD = {"kind": "resident", "number": "440303199003070011", "name": "李四", "verified": True}


class HandClock:
    """A clock that goes only when it is turned."""

    def __init__(self, now: datetime = NINE) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class RunningClock(HandClock):
    """The machine's own clock, for tests in which both ends keep time."""

    def __call__(self) -> datetime:
        return datetime.now(UTC)


class Caller:
    """Somebody with a token, or without."""

    def __init__(self, url: str, token: str = "") -> None:
        self.token = token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.http = httpx.Client(base_url=url, headers=headers, trust_env=False, verify=False, timeout=10.0)  # noqa: S501 - loopback, no TLS

    def close(self) -> None:
        self.http.close()

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.http.get(path, params=params)

    def post(self, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self.http.post(path, json=body, headers=headers)

    def send(self, name: str, *, key: str | None = None, **fields: Any) -> httpx.Response:
        """A command with a fresh key, or that one."""
        return self.post(f"/v1/commands/{name}", fields, {"Idempotency-Key": key or str(ULID())})

    def do(self, name: str, **fields: Any) -> dict[str, Any]:
        """A command that must succeed; its answer."""
        answer = self.send(name, **fields)
        assert answer.status_code == 200, answer.text
        return answer.json()


class LiveServer:
    """The server; a context manager."""

    def __init__(self, data: Path, hall: Hall | None = None, clock: HandClock | None = None, **settings: Any) -> None:
        self.settings = ServerSettings(data=data, port=0, **settings)
        self.hall = hall or small_hall()
        self.clock = clock or HandClock(datetime.now(UTC))
        self.parts: Parts
        self.url = ""
        self._loop: asyncio.AbstractEventLoop
        self._door: Door
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="live-server")
        self._callers: list[Caller] = []

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            self._thread.join()
            raise self._failure
        self.admin = self.caller(self.settings.admin_token.read_text())
        return self

    def __exit__(self, *_: object) -> None:
        for caller in self._callers:
            caller.close()
        self._door.should_exit = True
        self._thread.join()

    def caller(self, token: str = "") -> Caller:
        """Somebody who speaks with a token."""
        caller = Caller(self.url, token)
        self._callers.append(caller)
        return caller

    def pair(self, role: str, device: str) -> Caller:
        """A paired machine."""
        code = self.admin.post("/v1/admin/pairing-codes", {"role": role, "device": device}).json()["code"]
        return self.caller(self.caller().post("/v1/pair", {"code": code}).json()["token"])

    def clerk(self, counter: int, number: str | None = None) -> Caller:
        """A clerk signed in at a counter."""
        number = number or f"10{counter:02}"
        body = {"clerk": number, "name": f"窗口人员{counter}", "password": PASSWORD}
        assert self.admin.post("/v1/admin/clerks", body).status_code == 200
        machine = self.pair("counter", f"C{counter}")
        answer = machine.post("/v1/login", {"clerk": number, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return self.caller(answer.json()["token"])

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # noqa: BLE001 - handed to the test
            self._failure = error
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        with listening("127.0.0.1", 0) as socket:
            async with running(self.settings, self.hall, clock=self.clock) as parts:
                self.parts = parts
                await _start_threads(parts)
                self._door = Door(parts, self._is_ready)
                await self._door.serve(sockets=[socket])

    def _is_ready(self, url: str) -> None:
        self.url = url
        self._ready.set()


async def _start_threads(parts: Parts) -> None:
    """Start what would start when it is first needed: no test must seem to have left it behind."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(1))
    together = threading.Barrier(2)
    pools = (parts.reads._threads, parts.admission._passwords._slots)
    for pool in pools:
        await asyncio.gather(*(loop.run_in_executor(pool, together.wait) for _ in range(2)))
    await asyncio.to_thread(bool)
