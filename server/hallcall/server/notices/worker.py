"""Sends what waits in the outbox, in the event loop: soon after the event, again when it fails, not too fast."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from hallcall.assets import Texts
from hallcall.core.commands import RecordDelivery
from hallcall.core.errors import DeviceFault, LinkError, StorageError
from hallcall.server.clock import Clock
from hallcall.server.engine import Writer
from hallcall.server.notices.compose import TABLE
from hallcall.server.notices.drivers import DeliveryReport, Notice, NoticeDriver
from hallcall.server.reading import Reads
from hallcall.server.security.vault import Vault
from hallcall.server.storage import Connection, Once, outbox
from hallcall.server.storage.outbox import NoticeRow, NoticeState

_log = logging.getLogger(__name__)

PAGE = 20
"""Messages taken from the outbox at once."""
LOOK_S = 1.0
"""How often the outbox is looked at when nobody pokes: for those that failed before."""
FIRST_RETRY = timedelta(seconds=2)
LONGEST_RETRY = timedelta(seconds=30)
"""As soon after a gateway has come back all that waited is on its way."""
STALE = timedelta(minutes=10)
"""A call that could not be told for so long is past; the message would only mislead."""


class Sender:
    """The worker. ``poke`` it when something may wait; it also looks by itself."""

    def __init__(
        self,
        reads: Reads,
        writer: Writer,
        vault: Vault,
        driver: NoticeDriver,
        *,
        texts: Texts,
        clock: Clock,
        per_s: float,
        on_sent: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._reads = reads
        self._writer = writer
        self._vault = vault
        self._driver = driver
        self._texts = texts
        self._clock = clock
        self._gap_s = 1.0 / per_s
        self._on_sent = on_sent
        """Told the id of the event whose message has left."""
        self._reports: deque[DeliveryReport] = deque()
        """Of the network, and not written down yet: it tells each only once."""
        self._poked = asyncio.Event()
        # The server before this one may have left something.
        self._poked.set()

    def poke(self) -> None:
        """Something was put in the outbox."""
        self._poked.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            try:
                async with asyncio.timeout(LOOK_S):
                    await self._poked.wait()
            except TimeoutError:
                pass
            self._poked.clear()
            try:
                await self._note_reports()
                while await self._send_page():
                    pass
            except Exception:  # noqa: BLE001 - border: event handler; the next look tries again
                _log.exception("the outbox could not be worked off")
                await asyncio.sleep(LOOK_S)

    async def _note_reports(self) -> None:
        """Write down what the network told of messages that had left."""
        self._reports.extend(self._driver.take_reports())
        while self._reports:
            report = self._reports[0]
            record = RecordDelivery(notice=report.event_id, delivered=report.delivered, trouble=report.trouble)
            once = Once(key=f"{report.event_id}/delivery", actor="server", body_hash=b"")
            await self._writer.ask(once, lambda _connection, _now, record=record: record)
            self._reports.popleft()

    async def _send_page(self) -> bool:
        """Send what is due; whether there was any."""
        now = self._clock()
        rows = await self._reads.run(lambda connection: outbox.due(connection, now, PAGE))
        for row in rows:
            settled = await self._send(row)
            await self._writer.change(_settling(settled))
            if settled.state is NoticeState.SENT:
                self._on_sent(settled.event_id)
            await asyncio.sleep(self._gap_s)
        return bool(rows)

    async def _send(self, row: NoticeRow) -> NoticeRow:
        now = self._clock()
        try:
            notice = self._notice(row, now)
        except StorageError:
            _log.exception("the number of message %s cannot be read", row.event_id)
            notice = None
        if notice is None:
            return replace(row, state=NoticeState.FAILED, ended_at=now)
        attempts = row.attempts + 1
        try:
            await asyncio.to_thread(self._driver.send, notice)
        except LinkError as error:
            _log.info("message %s did not leave (%s), try %d", row.event_id, error.code, attempts)
            wait = min(FIRST_RETRY * 2 ** min(attempts - 1, 10), LONGEST_RETRY)
            return replace(row, attempts=attempts, next_at=now + wait)
        except DeviceFault as fault:
            _log.warning("message %s will not be sent: %s %s", row.event_id, fault.code, fault.fields.get("reason", ""))
            return replace(row, state=NoticeState.FAILED, attempts=attempts, ended_at=self._clock())
        return replace(row, state=NoticeState.SENT, attempts=attempts, ended_at=self._clock())

    def _notice(self, row: NoticeRow, now: datetime) -> Notice | None:
        """The message, or None when there is nobody to tell or nothing worth telling any more."""
        if row.to_ct is None or now - row.at > STALE:
            return None
        return Notice(
            event_id=row.event_id,
            channel=row.channel,
            to=self._vault.unseal(row.to_ct, TABLE, "to", row.event_id),
            text=self._texts.text(row.template, row.values),
            at=row.at,
        )


def _settling(row: NoticeRow) -> Callable[[Connection, datetime], None]:
    def settle(connection: Connection, _: datetime) -> None:
        outbox.settle(connection, row)

    return settle
