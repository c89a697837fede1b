"""The link itself: a thread that follows the hall's events, comes back by itself, and sends commands."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Coroutine, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol, TypeVar

import httpx
import msgspec
import structlog
from httpx_sse import SSEError, aconnect_sse
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_delay, wait_random_exponential

from hallcall.client.answers import Answer, BookingsOver, Pairing, Session, TransferWaits, VisitorFacts, error_from
from hallcall.client.probes import SOCKET_OPTIONS
from hallcall.client.requests import Document, Request, new_key
from hallcall.client.skew import SkewWatch
from hallcall.client.stream import Beat, Reset, parse_stream_item
from hallcall.client.trust import MachineIdentity, link_error, new_request
from hallcall.config import hall_from_document
from hallcall.core.booking.book import BookingCode
from hallcall.core.errors import ConfigError, HallcallError, LinkError
from hallcall.core.events import Recorded
from hallcall.core.hall import Hall
from hallcall.core.reasons import Explanation
from hallcall.core.snapshot import Snapshot
from hallcall.core.terms import CounterNumber

_log = structlog.get_logger("hallcall.client")

BEAT_S = 2.0
"""The server beats this often."""
REVISION_HEADER = "Hallcall-Revision"
"""By which an application tells the server what hall files it works by."""
SILENCE_S = 3 * BEAT_S
"""Without a beat for this long the link is lost."""
_RETRY_FIRST_S = 0.1
_FIRST_STEP_S = 0.01
_RETRY_MAX_S = 2.0
_RECONNECT_MAX_S = 1.2
_CONNECT_S = 1.5
"""A server that is back is found within 2 s, whether its machine refused connections or was not to be reached."""
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSettings:
    """Where the server is, who we are and what we want to see."""

    url: str
    """``http://127.0.0.1:8750``."""
    token: str = field(repr=False)
    floors: tuple[int, ...] = ()
    zones: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    """Filters; empty is everything."""
    certificates: Path | None = None
    """Folder of this machine's key and certificate (``hallcall.client.trust``); None where the server has no TLS."""
    patience_s: float = 8.0
    """A command is sent again, with the same key, for this long before it is given up."""

    def query(self) -> list[tuple[str, str | int | float | bool | None]]:
        """The filters as URL parameters."""
        named = (("floor", self.floors), ("zone", self.zones), ("queue", self.queues))
        return [(name, value) for name, values in named for value in values]


class LinkState(StrEnum):
    """How the link is."""

    CONNECTING = "connecting"
    LIVE = "live"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """The link at this moment."""

    state: LinkState
    attempts: int
    """Fruitless tries since it was lost."""
    is_outdated: bool = False
    """The server works by other hall files than this application."""


class LinkListener(Protocol):
    """Who is told. All calls come from the link's thread and must return at once."""

    def on_hall(self, hall: Hall) -> None:
        """The hall's own data, once and whenever it changed."""
        ...

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Start over from here."""
        ...

    def on_event(self, recorded: Recorded) -> None:
        """The next event; places only grow."""
        ...

    def on_beat(self, beat: Beat) -> None:
        """The server lives."""
        ...

    def on_link(self, status: LinkStatus) -> None:
        """The link changed its state."""
        ...


class HallLink:
    """Follows the hall and sends commands; ``start`` once, ``close`` once."""

    def __init__(self, settings: LinkSettings, listener: LinkListener) -> None:
        self._settings = settings
        self._identity = MachineIdentity(settings.certificates) if settings.certificates is not None else None
        self._listener = listener
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="hall-link")
        self._follower: asyncio.Task[None] | None = None
        self._session: Session | None = None
        self._http: httpx.AsyncClient
        self._ready = threading.Event()
        self._revision = ""
        """Of the hall that the listener works by."""
        self._told_revision = ""
        """By which the server works."""
        self._asked_revision = ""
        """That was asked for on this connection: one that cannot be had is not asked for with every beat."""
        self._skew = SkewWatch()
        self._renewal: asyncio.Task[None] | None = None
        self._position = ""
        """``epoch:seq`` of what the listener has seen; empty before the first snapshot."""
        self._attempts = 0

    def start(self, *, follow: bool = True) -> None:
        """Start the thread; with ``follow=False`` only for commands."""
        self._thread.start()
        self._ready.wait()
        if follow:
            self._loop.call_soon_threadsafe(self._start_following)

    def close(self) -> None:
        """Stop and wait for the thread. Commands under way end with ``link.down``."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop)
            self._thread.join()
        elif not self._loop.is_closed():
            self._loop.close()

    def send(self, command: Request, *, key: str | None = None) -> Future[Answer]:
        """Send a command; it happens once however often the network makes us say it.

        Args:
            command: what is wanted.
            key: idempotency key; give one when the caller itself may send again.
        """
        path = f"/v1/commands/{command.name}"
        return self._submit(self._insist("POST", path, msgspec.to_builtins(command), key or new_key(), Answer))

    def login(self, clerk: str, password: str, *, paused: bool = False) -> Future[Session]:
        """Sign a clerk in at this machine's counter; commands go out in their name until ``logout``."""
        body = {"clerk": clerk, "password": password, "paused": paused}
        return self._submit(self._login(body))

    def logout(self) -> Future[None]:
        """Sign the clerk out and close the counter."""
        return self._submit(self._logout())

    def visitor(self, counter: CounterNumber) -> Future[VisitorFacts]:
        """Facts of the visitor who is called or served at a counter."""
        return self._submit(self._once("GET", f"/v1/counters/{counter}/visitor", None, VisitorFacts))

    def transfer_waits(self, counter: CounterNumber, to: Sequence[CounterNumber]) -> Future[TransferWaits]:
        """How long the visitor at a counter would wait in each queue, and at a dozen counters at most."""
        query = "&".join(f"to={number}" for number in to)
        return self._submit(self._once("GET", f"/v1/counters/{counter}/transfer-waits?{query}", None, TransferWaits))

    def bookings_over(self, codes: Sequence[BookingCode]) -> Future[BookingsOver]:
        """Which of at most 200 bookings are over: a door needs to know nobody for them."""
        return self._submit(self._once("POST", "/v1/bookings/over", {"codes": list(codes)}, BookingsOver))

    def why(self, number: str) -> Future[Explanation]:
        """Why a number of today was called, or why it is not next."""
        return self._submit(self._once("GET", f"/v1/why/{number}", None, Explanation))

    def live_tickets(self, document: Document) -> Future[list[Answer]]:
        """The live tickets of a card."""
        body = {"document": msgspec.to_builtins(document)}
        return self._submit(self._tickets(body))

    def ticket_of(self, token: str) -> Future[Answer]:
        """The live ticket of the page that a slip's code leads to."""
        return self._submit(self._once("POST", "/v1/visitor/ticket", {"token": token}, Answer))

    def request(self, method: str, path: str, body: Any = None) -> Future[object]:
        """Any other request, e.g. of the administration; the answer as plain values."""
        return self._submit(self._once(method, path, body, object))

    # -- the thread ------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._http = self._open()
        self._ready.set()
        try:
            self._loop.run_forever()
        finally:
            self._loop.run_until_complete(self._http.aclose())
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    def _open(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=self._settings.url,
            timeout=httpx.Timeout(5.0, connect=_CONNECT_S, read=SILENCE_S),
            transport=httpx.AsyncHTTPTransport(
                trust_env=False,
                verify=self._identity.context if self._identity is not None else True,
                socket_options=SOCKET_OPTIONS,
            ),
        )

    def _start_following(self) -> None:
        self._follower = self._loop.create_task(self._follow_for_ever())

    def _stop(self) -> None:
        pending = asyncio.all_tasks(self._loop)

        async def finish() -> None:
            # A connection attempt that was made but never begun would be lost unawaited: let it take its first step.
            await asyncio.sleep(_FIRST_STEP_S)
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)
            self._loop.stop()

        self._finisher = self._loop.create_task(finish())

    def _submit(self, work: Coroutine[Any, Any, _Result]) -> Future[_Result]:
        if self._loop.is_closed() or not self._thread.is_alive():
            work.close()
            gone: Future[_Result] = Future()
            gone.set_exception(LinkError("link.down"))
            return gone
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    # -- following -------------------------------------------------------------------------------------------------

    async def _follow_for_ever(self) -> None:
        self._tell(LinkState.CONNECTING)
        while True:
            try:
                await self._follow()
            except HallcallError as error:
                _log.info("link lost", code=error.code)
            except (httpx.HTTPError, SSEError, OSError) as error:
                _log.info("link lost", error=type(error).__name__)
            self._attempts += 1
            self._tell(LinkState.LOST)
            most = min(_RECONNECT_MAX_S, _RETRY_FIRST_S * 2**self._attempts)
            await asyncio.sleep(random.uniform(_RETRY_FIRST_S, most))  # noqa: S311 - spreads reconnects, no secret

    async def _follow(self) -> None:
        """Follow the stream until it breaks off; take the hall anew and join again whenever its files have changed."""
        self._asked_revision = ""
        while await self._listen():
            self._asked_revision, self._position = self._told_revision, ""

    async def _listen(self) -> bool:
        """Join the stream and listen to its end; True when it was left because the hall has another revision."""
        if not self._position:
            await self._take_snapshot()
        headers = {**self._headers(), "Last-Event-ID": self._position, REVISION_HEADER: self._revision}
        async with aconnect_sse(
            self._http, "GET", "/v1/events", params=self._settings.query(), headers=headers
        ) as source:
            if source.response.status_code != HTTPStatus.OK:
                raise error_from(source.response.status_code, await source.response.aread())
            self._attempts = 0
            self._tell(LinkState.LIVE)
            async for message in source.aiter_sse():
                if not self._take(parse_stream_item(message.event, message.data), message.id):
                    return False
                if self._is_outdated and self._told_revision != self._asked_revision:
                    return True
        return False

    async def _take_snapshot(self) -> None:
        await self._take_hall()
        answer = await self._http.get("/v1/snapshot", params=self._settings.query(), headers=self._headers())
        if answer.status_code != HTTPStatus.OK:
            raise error_from(answer.status_code, answer.content)
        snapshot = _decode(answer.content, Snapshot)
        self._position = f"{snapshot.epoch}:{snapshot.seq}"
        self._listener.on_snapshot(snapshot)

    async def _take_hall(self) -> None:
        headers = self._headers()
        if self._revision:
            headers["If-None-Match"] = f'"{self._revision}"'
        answer = await self._http.get("/v1/hall", headers=headers)
        if answer.status_code == HTTPStatus.NOT_MODIFIED:
            return
        if answer.status_code != HTTPStatus.OK:
            raise error_from(answer.status_code, answer.content)
        revision = answer.headers.get("ETag", "").strip('"')
        try:
            hall = hall_from_document(_decode(answer.content, dict[str, Any]))
        except ConfigError as error:
            if not self._revision:
                raise
            # An older application: it goes on with the hall it knows, and says so.
            _log.error("the hall's new data cannot be read", revision=revision, findings=len(error.findings))
            return
        if self._revision:
            _log.info("the hall's data have changed", before=self._revision, now=revision)
        self._revision = revision
        self._listener.on_hall(hall)

    def _take(self, item: Recorded | Beat | Reset | None, position: str) -> bool:
        """Hand one message over; False when the stream is over."""
        if isinstance(item, Reset):
            self._position = ""
            return False
        if isinstance(item, Recorded):
            self._listener.on_event(item)
        elif isinstance(item, Beat):
            self._skew.hear(item.at)
            self._look_at_certificate(item.at)
            self._hear_revision(item.revision)
            self._listener.on_beat(item)
        if position and position.isascii():
            self._position = position
        return True

    def _hear_revision(self, told: str) -> None:
        before, self._told_revision = self._is_outdated, told
        if self._is_outdated != before:
            self._tell(LinkState.LIVE)

    @property
    def _is_outdated(self) -> bool:
        return bool(self._told_revision) and self._told_revision != self._revision

    # -- the certificate -------------------------------------------------------------------------------------------

    def _look_at_certificate(self, at: datetime) -> None:
        """Renew it in time; ``at`` is the server's, as our own clock may be wrong."""
        if self._identity is None or self._renewal is not None or not self._identity.is_due(at):
            return
        self._renewal = self._loop.create_task(self._renew(self._identity, at))

    async def _renew(self, identity: MachineIdentity, at: datetime) -> None:
        try:
            key, request = new_request()
            answer = await self._http.post("/v1/renew", json={"csr": request}, headers=self._headers())
            if not answer.is_success:
                raise error_from(answer.status_code, answer.content)
            identity.take(key, str(_decode(answer.content, dict[str, Any])["certificate"]))
        except (HallcallError, httpx.HTTPError, OSError, KeyError) as error:
            identity.try_later(at)
            _log.info("certificate not renewed", error=type(error).__name__)
            return
        finally:
            self._renewal = None
        _log.info("certificate renewed", until=str(identity.expires_at))
        # Connections that are open still show the old one: everything comes again over new ones.
        before, self._http = self._http, self._open()
        await before.aclose()

    def _tell(self, state: LinkState) -> None:
        self._listener.on_link(LinkStatus(state, self._attempts, self._is_outdated))

    # -- requests --------------------------------------------------------------------------------------------------

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._settings.token}"}

    async def _once(self, method: str, path: str, body: Any, kind: type[_Result], key: str = "") -> _Result:
        token = self._session.token if self._session is not None else self._settings.token
        headers = {"Authorization": f"Bearer {token}"}
        if key:
            headers["Idempotency-Key"] = key
        try:
            answer = await self._http.request(method, path, json=body, headers=headers)
        except (httpx.HTTPError, OSError) as error:
            raise link_error(error) from error
        if not answer.is_success:
            raise error_from(answer.status_code, answer.content)
        return _decode(answer.content, kind)

    async def _insist(self, method: str, path: str, body: Any, key: str, kind: type[_Result]) -> _Result:
        """Send until the server has answered, always with the same key."""
        retrying = AsyncRetrying(
            wait=wait_random_exponential(multiplier=0.05, max=_RETRY_MAX_S),
            stop=stop_after_delay(self._settings.patience_s),
            retry=retry_if_exception_type(LinkError),
            reraise=True,
        )
        return await retrying(self._once, method, path, body, kind, key)

    async def _login(self, body: dict[str, Any]) -> Session:
        self._session = None
        self._session = await self._once("POST", "/v1/login", body, Session)
        return self._session

    async def _logout(self) -> None:
        await self._once("POST", "/v1/logout", None, object)
        self._session = None

    async def _tickets(self, body: dict[str, Any]) -> list[Answer]:
        answer = await self._once("POST", "/v1/visitor/tickets", body, dict[str, list[Answer]])
        return answer["tickets"]


def pair(url: str, code: str) -> Pairing:
    """Exchange a one-time code for this device's token.

    Raises:
        Refused: ``access.pairing_code_invalid``.
        LinkError: the server cannot be reached.
    """
    try:
        answer = httpx.post(f"{url}/v1/pair", json={"code": code}, trust_env=False, timeout=10.0)
    except (httpx.HTTPError, OSError) as error:
        raise link_error(error) from error
    if not answer.is_success:
        raise error_from(answer.status_code, answer.content)
    return _decode(answer.content, Pairing)


def _decode(content: bytes, kind: type[_Result]) -> _Result:
    try:
        return msgspec.json.decode(content or b"null", type=kind)
    except (ValueError, RecursionError) as error:
        raise LinkError("link.server_error", detail=str(error)) from error
