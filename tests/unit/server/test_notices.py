"""Messages to visitors: one call, one event, one message with the same id; never a name, never too long."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hallcall.assets import LANGUAGES, load_texts
from hallcall.config import SAMPLES
from hallcall.core.commands import RecordDelivery
from hallcall.core.errors import LinkError, StorageError
from hallcall.core.hall import Hall
from hallcall.server.notices import ConsoleDriver, FileDriver, Notice, Sender
from hallcall.server.notices.compose import LIMIT, LIMIT_OF_TWO
from hallcall.server.notices.drivers import DeliveryReport
from hallcall.server.notices.record import read_record
from hallcall.server.security.vault import Vault
from hallcall.server.storage import outbox
from hallcall.server.storage.outbox import NoticeRow, NoticeState
from helpers.live_server import CARD, HandClock, LiveServer
from helpers.sample_halls import sample_hall
from helpers.small_hall import NINE, small_hall

PHONE = "13812345678"
CARDS = ["44030319900307010X", *(f"4403031990030701{end}" for end in ("18", "26", "34", "42"))]
"""Of five people."""


def soon(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def lines(server: LiveServer) -> list[dict[str, Any]]:
    path = server.settings.notices
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


@pytest.mark.feature("F093", "F168", "F170")
def test_one_call_is_one_event_one_message_and_no_sound(server: LiveServer) -> None:
    kiosk, clerk, wall = server.pair("kiosk", "K1"), server.clerk(1), server.pair("display", "W1")
    ticket = kiosk.do("ticket.issue", item="a1", document=CARD, phone=PHONE)["ticket"]["id"]
    assert kiosk.do("ticket.choose_notice", ticket=ticket, on=True)["phone"] == "138****5678"
    called = clerk.do("call.next", counter=1)
    soon(lambda: len(lines(server)) == 1)
    (line,) = lines(server)
    assert [line["event_id"]] == called["events"]
    assert (line["to"], line["channel"]) == (PHONE, "sms")
    assert line["text"] == "【测试大厅】A001 请到 1 层 A 区 1 号窗口（09:00）。"
    (call,) = wall.get("/v1/snapshot").json()["calls"]
    assert call["seq"] == called["seq"]
    recorded = [line for line in read_record(server.settings, 10) if called["events"][0] in line]
    assert len(recorded) == 1
    assert "138****5678" in recorded[0]


@pytest.mark.feature("F093")
def test_who_did_not_ask_for_messages_gets_none(server: LiveServer) -> None:
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
    kiosk.do("ticket.issue", item="a1", document=CARD, phone=PHONE)
    clerk.do("call.next", counter=1)
    with server.parts.store.reading() as connection:
        assert outbox.newest(connection, 10) == []


def test_without_a_number_messages_cannot_be_turned_on(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    ticket = kiosk.do("ticket.issue", item="a1", document=CARD)["ticket"]["id"]
    assert kiosk.send("ticket.choose_notice", ticket=ticket, on=True).json()["code"] == "phone.unknown"


def test_near_turns_and_transfers_are_told_too(server: LiveServer) -> None:
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(3)
    kiosk.do("ticket.issue", item="a1")
    second = kiosk.do("ticket.issue", item="a1", document=CARD, phone=PHONE)["ticket"]["id"]
    kiosk.do("ticket.choose_notice", ticket=second, on=True)
    clerk.do("call.next", counter=3)
    clerk.do("ticket.transfer", ticket=second, to_queue="B", reason="materials")
    soon(lambda: len(lines(server)) == 2)
    assert [line["text"] for line in lines(server)] == [
        "【测试大厅】A002 快到了，前面没有人。请到 1 层 A 区等候（09:00）。",
        "【测试大厅】A002 已转到 2 层 B 区，号码不变，等候时间连续计算（09:00）。",
    ]


@pytest.mark.feature("F171")
def test_closing_a_queue_with_five_waiting_writes_five_messages_and_opening_it_five_more(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    for place in range(5):
        ticket = kiosk.do("ticket.issue", item="a1", document={**CARD, "number": CARDS[place]}, phone=PHONE)["ticket"]
        kiosk.do("ticket.choose_notice", ticket=ticket["id"], on=True)
    closed = server.admin.do("queue.close", queue="A", reason="system")
    assert len(closed["events"]) == 6
    soon(lambda: len(lines(server)) == 5)
    assert [line["event_id"] for line in lines(server)] == closed["events"][1:]
    assert lines(server)[0]["text"] == (
        "【测试大厅】A001 的队列暂停办理，号码保留。请等恢复通知，或到服务台改办、改约（09:00）。"
    )
    assert kiosk.send("ticket.issue", item="a1").json()["code"] == "queue.closed"
    server.admin.do("queue.reopen", queue="A")
    soon(lambda: len(lines(server)) == 10)
    assert lines(server)[-1]["text"] == (
        "【测试大厅】A005 的队列已恢复，号码和等候时间不变。请到 1 层 A 区等候（09:00）。"
    )
    assert server.clerk(1).do("call.next", counter=1)["ticket"]["number"] == "A001"


@pytest.mark.feature("F094")
def test_a_visitor_who_cannot_see_is_fetched_by_a_guide(server: LiveServer) -> None:
    kiosk, clerk, guide = server.pair("kiosk", "K1"), server.clerk(1), server.pair("guide", "G1")
    kiosk.do("ticket.issue", item="a1", document=CARD, needs=["cannot_see"])
    called = clerk.do("call.next", counter=1)
    assert len(called["events"]) == 2
    (task,) = guide.get("/v1/snapshot").json()["tasks"]
    assert (task["kind"], task["number"], task["counter"]) == ("fetch_visitor", "A001", 1)
    assert kiosk.get("/v1/snapshot").json()["tasks"] == []


def halls() -> list[Hall]:
    return [small_hall(), *(sample_hall(name) for name in SAMPLES)]


@pytest.mark.feature("F168")
def test_no_message_of_any_hall_is_longer_than_one_sms() -> None:
    texts = load_texts("zh-CN")
    for hall in halls():
        longest = max((f"{zone.floor} {zone.id}" for zone in hall.zones), key=len).split()
        common: dict[str, Any] = {
            "hall": hall.name.short("zh-CN"),
            "number": "A1000",
            "time": "12:34",
            "floor": longest[0],
            "zone": longest[1],
        }
        for message, more in (
            ("called", {"counter": 101}),
            ("neared", {"ahead": 3}),
            ("transferred", {}),
            ("expired", {}),
            ("checked-in", {}),
            ("checked-in-wait", {"low": 115, "high": 145}),
            ("held-up", {}),
            ("goes-on", {}),
            ("offered", {"day": "11-24", "until": "12:34", "phone": hall.help_phone}),
        ):
            assert len(texts.text(f"notice-{message}", common, **more)) <= LIMIT
        page = {"day": "11-24", "until": "12:34", "url": f"https://hall.haibin.gov.example/b/{'x' * 22}"}
        assert len(texts.text("notice-offered-page", common, **page)) <= LIMIT_OF_TWO


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_have_no_place_for_names_or_documents(language: str) -> None:
    texts = load_texts(language)
    values: dict[str, Any] = {
        "hall": "H",
        "number": "A1",
        "time": "T",
        "floor": 1,
        "zone": "A",
        "counter": 1,
        "ahead": 0,
        "day": "D",
        "until": "U",
        "phone": "P",
        "low": 5,
        "high": 10,
    }
    checked_in = ("checked-in", "checked-in-wait")
    for message in ("called", "neared", "transferred", "expired", "held-up", "goes-on", "offered", *checked_in):
        assert texts.text(f"notice-{message}", values)


class Gateway:
    """A driver that fails as often as it is told."""

    name = "gateway"

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.sent: list[Notice] = []
        self.reports: list[DeliveryReport] = []

    def send(self, notice: Notice) -> None:
        if self.failures:
            self.failures -= 1
            raise LinkError("link.down")
        self.sent.append(notice)

    def take_reports(self) -> Sequence[DeliveryReport]:
        """Each is told once."""
        reports, self.reports = self.reports, []
        return reports


class Shelf:
    """An outbox in memory in the place of reads and writer."""

    def __init__(self, *rows: NoticeRow) -> None:
        self.rows = {row.event_id: row for row in rows}

    async def run(self, _: object) -> list[NoticeRow]:
        now = CLOCK()
        return [row for row in self.rows.values() if row.state is NoticeState.QUEUED and row.next_at <= now]


CLOCK = HandClock()
VAULT = Vault(b"k" * 32)


def notice_row(event: str = "E-1", **more: Any) -> NoticeRow:
    values = {"hall": "H", "number": "A001", "time": "09:00", "floor": 1, "zone": "A", "counter": 1}
    row = NoticeRow(
        event_id=event,
        channel="sms",
        template="notice-called",
        values=values,
        to_ct=VAULT.seal(PHONE, "outbox", "to", event),
        state=NoticeState.QUEUED,
        attempts=0,
        next_at=NINE,
        at=NINE,
    )
    return replace(row, **more)


class Log:
    """A log in the place of the writer; its disk is full as often as it is told."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.deliveries: list[tuple[str, bool]] = []

    async def ask(self, _: object, build: Callable[[None, None], RecordDelivery]) -> None:
        if self.failures:
            self.failures -= 1
            raise StorageError("storage.disk_full")
        record = build(None, None)
        self.deliveries.append((record.notice, record.delivered))


def sender_of(gateway: Gateway, *rows: NoticeRow, log: Log | None = None) -> Sender:
    return Sender(
        Shelf(*rows),  # type: ignore[arg-type]
        log,  # type: ignore[arg-type]
        VAULT,
        gateway,
        texts=load_texts("zh-CN"),
        clock=CLOCK,
        per_s=1000,
    )


def sent(row: NoticeRow, gateway: Gateway) -> NoticeRow:
    """What one try makes of a row."""
    return asyncio.run(sender_of(gateway, row)._send(row))


def test_a_message_that_left_is_noted_as_sent() -> None:
    gateway = Gateway()
    after = sent(notice_row(), gateway)
    assert (after.state, after.attempts, after.ended_at) == (NoticeState.SENT, 1, NINE)
    assert [(notice.event_id, notice.to) for notice in gateway.sent] == [("E-1", PHONE)]


def test_a_message_that_did_not_leave_waits_twice_as_long_each_time() -> None:
    gateway, row, waits = Gateway(4), notice_row(), []
    for _ in range(4):
        row = sent(row, gateway)
        waits.append((row.next_at - NINE).total_seconds())
    assert waits == [2, 4, 8, 16]
    assert row.state is NoticeState.QUEUED
    assert sent(row, gateway).state is NoticeState.SENT


@pytest.mark.parametrize("written", [0, 1])
def test_what_the_network_told_while_the_disk_was_full_is_written_when_it_is_not(written: int) -> None:
    gateway, log = Gateway(), Log()
    sender = sender_of(gateway, log=log)
    gateway.reports = [DeliveryReport(event_id=f"E-{number}", delivered=bool(number)) for number in range(written)]
    asyncio.run(sender._note_reports())
    gateway.reports = [DeliveryReport(event_id=f"E-{number}", delivered=bool(number)) for number in range(written, 3)]
    log.failures = 1
    with pytest.raises(StorageError):
        asyncio.run(sender._note_reports())
    asyncio.run(sender._note_reports())
    assert log.deliveries == [("E-0", False), ("E-1", True), ("E-2", True)]


def test_a_call_of_long_ago_is_not_told_any_more() -> None:
    gateway = Gateway()
    assert sent(notice_row(at=NINE - timedelta(minutes=11)), gateway).state is NoticeState.FAILED
    assert sent(notice_row(to_ct=None), gateway).state is NoticeState.FAILED
    assert gateway.sent == []


def notice(event: str = "E-1") -> Notice:
    return Notice(event_id=event, channel="sms", to=PHONE, text="A001", at=NINE)


def test_the_file_holds_one_line_a_message_and_is_for_the_server_alone(tmp_path: Path) -> None:
    path = tmp_path / "notices.jsonl"
    driver = FileDriver(path)
    driver.send(notice("E-1"))
    driver.send(notice("E-2"))
    assert [json.loads(line)["event_id"] for line in path.read_text().splitlines()] == ["E-1", "E-2"]
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    with pytest.raises(LinkError, match=r"link\.down"):
        FileDriver(tmp_path / "missing" / "notices.jsonl").send(notice())


def test_the_console_shows_no_number_in_full(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        ConsoleDriver().send(notice())
    assert "138****5678" in caplog.text
    assert PHONE not in caplog.text + repr(notice())


def test_messages_leave_no_faster_than_the_gateway_allows(tmp_path: Path, clock: HandClock) -> None:
    with LiveServer(tmp_path / "data", clock=clock, notices_per_s=20.0) as server:
        rows = [
            replace(notice_row(f"E-{n}"), to_ct=server.parts.vault.seal(PHONE, "outbox", "to", f"E-{n}"))
            for n in range(6)
        ]
        server.parts.writer.write(lambda connection, _: [outbox.add(connection, row) for row in rows]).result()
        start = time.monotonic()
        soon(lambda: len(lines(server)) == 6)
        assert time.monotonic() - start >= 5 / 20
        assert [line["event_id"] for line in lines(server)] == [row.event_id for row in rows]
