"""Kiosks, guides and clerks that ask a server without a pause, each with one key a command until it is answered."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import httpx
from ulid import ULID

_AGAIN_S = 0.1
"""Before the same is asked again: a server that starts wants the processor for itself."""
_EMPTY_S = 0.05
"""A clerk whose queue is empty looks again so soon."""
_TIMEOUT_S = 10.0
_AGAIN = 0.05
"""Share of the commands after which an old key is sent once more."""
_STRANGE = frozenset({408, 425, 429})
"""Refusals that mean: later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A promise."""

    key: str
    command: str
    body: Mapping[str, Any]
    answer: Mapping[str, Any]
    at: float
    """When the answer came, by ``time.perf_counter``."""


@dataclass(slots=True)
class _Client:
    token: str
    answered: list[Answered] = field(default_factory=list[Answered])


class Crowd:
    """All clients, in one event loop in a thread of its own; a context manager, ended in peace."""

    def __init__(
        self,
        url: str,
        issuers: Sequence[tuple[str, str]],
        clerks: Sequence[tuple[int, str]],
        items: Sequence[str],
        seed: int,
    ) -> None:
        """Begin with ``start``.

        Args:
            url: of the server; the same after each start.
            issuers: kiosk and token; the kiosk of a guide is empty.
            clerks: counter and token of the session.
            items: what visitors come for.
            seed: of what they do.
        """
        self._url = url
        self._dice = random.Random(seed)
        self._items = items
        self._stopping = threading.Event()
        self._is_given_up = False
        self._lock = threading.Lock()
        self._answered: list[Answered] = []
        self.refused = 0
        """Commands that a rule refused."""
        self.asked_again = 0
        """Commands whose answer did not come: they were asked again with the same key."""
        self.repeated = 0
        """Old keys that were sent once more, and answered as before."""
        self.contradictions: list[str] = []
        """Keys that were answered otherwise the second time."""
        self.failure: BaseException | None = None
        work: list[Callable[[httpx.AsyncClient], Coroutine[Any, Any, None]]] = []
        work += [self._issuer(kiosk, _Client(token)) for kiosk, token in issuers]
        work += [self._clerk(counter, _Client(token)) for counter, token in clerks]
        self._work = work
        self._thread = threading.Thread(target=self._run, name="crowd")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._is_given_up = kind is not None
        self._stopping.set()
        self._thread.join()

    def answers(self, after: int = 0) -> list[Answered]:
        """What was answered so far, from a place on."""
        with self._lock:
            return self._answered[after:]

    def count(self) -> int:
        """How many were answered so far."""
        return len(self._answered)

    def wait_for(self, answers: int, within_s: float = 60.0) -> None:
        """Wait until so many answers have come.

        Raises:
            TimeoutError: they did not.
        """
        end = time.monotonic() + within_s
        while len(self._answered) < answers:
            if self.failure is not None:
                raise self.failure
            if time.monotonic() > end:
                raise TimeoutError(f"{len(self._answered)} answers, {answers} wanted")
            time.sleep(0.005)

    def _run(self) -> None:
        try:
            asyncio.run(self._all())
        except BaseException as error:  # noqa: BLE001 - told to whoever waits
            self.failure = error

    async def _all(self) -> None:
        limits = httpx.Limits(max_connections=len(self._work), max_keepalive_connections=len(self._work))
        async with (
            httpx.AsyncClient(base_url=self._url, limits=limits, timeout=_TIMEOUT_S, trust_env=False) as http,
            asyncio.TaskGroup() as group,
        ):
            for work in self._work:
                group.create_task(work(http))

    def _issuer(self, kiosk: str, client: _Client) -> Callable[[httpx.AsyncClient], Coroutine[Any, Any, None]]:
        """A kiosk, or a guide who has none."""

        async def work(http: httpx.AsyncClient) -> None:
            while not self._stopping.is_set():
                body = {"item": self._dice.choice(self._items), "kiosk": kiosk}
                issued = await self._ask(http, client, "ticket.issue", body)
                if issued is not None and kiosk:
                    printed = {"ticket": issued.answer["ticket"]["id"], "ok": True}
                    await self._ask(http, client, "ticket.record_print", printed)
                await self._ask_again(http, client)

        return work

    def _clerk(self, counter: int, client: _Client) -> Callable[[httpx.AsyncClient], Coroutine[Any, Any, None]]:
        async def work(http: httpx.AsyncClient) -> None:
            while not self._stopping.is_set():
                if await self._ask(http, client, "call.next", {"counter": counter}) is None:
                    await asyncio.sleep(_EMPTY_S)
                    continue
                await self._ask(http, client, "service.start", {"counter": counter})
                await self._ask(http, client, "service.finish", {"counter": counter})
                await self._ask_again(http, client)

        return work

    async def _ask(
        self, http: httpx.AsyncClient, client: _Client, command: str, body: Mapping[str, Any]
    ) -> Answered | None:
        """One command, until it is answered; None when a rule refused it."""
        key = str(ULID())
        response = await self._until_answered(http, client, command, body, key)
        if response.status_code != 200:
            self.refused += 1
            return None
        answered = Answered(key=key, command=command, body=body, answer=response.json(), at=time.perf_counter())
        client.answered.append(answered)
        with self._lock:
            self._answered.append(answered)
        return answered

    async def _ask_again(self, http: httpx.AsyncClient, client: _Client) -> None:
        """Sometimes: send an old key once more."""
        if not client.answered or self._dice.random() > _AGAIN:
            return
        old = self._dice.choice(client.answered)
        response = await self._until_answered(http, client, old.command, old.body, old.key)
        if response.status_code == 200 and response.json() == old.answer:
            self.repeated += 1
        else:
            self.contradictions.append(old.key)

    async def _until_answered(
        self, http: httpx.AsyncClient, client: _Client, command: str, body: Mapping[str, Any], key: str
    ) -> httpx.Response:
        headers = {"Authorization": f"Bearer {client.token}", "Idempotency-Key": key}
        is_again = False
        while not self._is_given_up:
            try:
                response = await http.post(f"/v1/commands/{command}", json=body, headers=headers)
            except httpx.HTTPError:
                response = None
            if response is not None and response.status_code < 500 and response.status_code not in _STRANGE:
                self.asked_again += is_again
                return response
            is_again = True
            await asyncio.sleep(_AGAIN_S)
        raise asyncio.CancelledError
