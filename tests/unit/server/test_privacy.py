"""What must not be anywhere: in logs, in the database, in idempotency rows; and what is erased in time."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from pathlib import Path

import pytest

from hallcall.core.errors import StorageError
from helpers.live_server import CARD, OTHER_CARD, PASSWORD, HandClock, LiveServer

PHONE = "13812345678"


def run_a_day(server: LiveServer, clock: HandClock) -> list[str]:
    """Commands of all kinds; the tokens that were used."""
    kiosk, clerk, wall = server.pair("kiosk", "K1"), server.clerk(3), server.pair("display", "W1")
    issued = kiosk.do("ticket.issue", item="a1", document=CARD, phone=PHONE)["ticket"]
    kiosk.do("ticket.issue", item="b1", document=OTHER_CARD)
    kiosk.do("ticket.choose_notice", ticket=issued["id"], on=True)
    kiosk.send("ticket.issue", item="a1", document={**CARD, "number": CARD["number"][:-1] + "1"})
    kiosk.post("/v1/visitor/tickets", {"document": CARD})
    wall.get("/v1/snapshot")
    clerk.do("call.next", counter=3)
    clock.turn(2)
    clerk.do("service.start", counter=3)
    clerk.do("visitor.reveal", counter=3, reason="identity")
    clerk.get("/v1/counters/3/visitor")
    clerk.do("ticket.transfer", ticket=issued["id"], to_queue="B", reason="materials")
    clerk.send("call.next", counter=4)
    clerk.post("/v1/login", {"clerk": "1003", "password": "wrong-" + PASSWORD})
    kiosk.http.post("/v1/commands/ticket.issue", content=b'{"document": "' + CARD["number"].encode() + b'"')
    return [kiosk.token, clerk.token, wall.token, server.admin.token, issued["token"]]


@pytest.mark.feature("F036")
@pytest.mark.logs_warnings
def test_a_day_at_full_logging_leaves_nothing_personal_in_the_log(
    tmp_path: Path, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), LiveServer(tmp_path / "data", clock=clock) as server:
        tokens = run_a_day(server, clock)
        server.parts.writer.write(lambda *_: {}["a defect"])
    own = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    log = "\n".join([record.getMessage() + str(record.exc_text or "") for record in own])
    assert "a defect" in log
    assert not re.search(r"[0-9]{17}[0-9Xx]", log)
    for secret in (CARD["name"], OTHER_CARD["name"], PHONE, PASSWORD, *tokens):
        assert str(secret) not in log


@pytest.mark.feature("F026", "F036")
def test_nothing_personal_stands_readable_in_the_database(server: LiveServer, clock: HandClock) -> None:
    tokens = run_a_day(server, clock)
    raw = b"".join(path.read_bytes() for path in server.settings.data.glob("hall.db*"))
    for secret in (CARD["number"], CARD["name"], PHONE, PASSWORD, *tokens[:-1]):
        assert str(secret).encode() not in raw
    assert b"A001" in raw


@pytest.mark.feature("F026")
def test_phone_numbers_are_erased_after_their_days(server: LiveServer, clock: HandClock) -> None:
    run_a_day(server, clock)

    def phones() -> tuple[int, ...]:
        with server.parts.store.reading() as connection:
            return tuple(
                connection.exec_driver_sql(query).scalar()
                for query in (
                    "SELECT count(*) FROM person WHERE phone_ct IS NOT NULL",
                    "SELECT count(*) FROM outbox WHERE to_ct IS NOT NULL",
                )
            )

    assert phones() == (1, 2)
    early = server.admin.post("/v1/admin/purge", {"now": (clock() + timedelta(days=29)).isoformat()}).json()
    assert (early["phones"], early["notices"]) == (0, 0)
    assert phones() == (1, 2)
    late = server.admin.post("/v1/admin/purge", {"now": (clock() + timedelta(days=31)).isoformat()}).json()
    assert (late["phones"], late["notices"]) == (1, 2)
    assert phones() == (0, 0)


@pytest.mark.feature("F026")
def test_a_number_whose_days_are_over_is_not_used_although_nobody_purged(server: LiveServer, clock: HandClock) -> None:
    kiosk = server.pair("kiosk", "K1")
    assert kiosk.do("ticket.issue", item="a1", document=CARD, phone=PHONE)["phone"] == "138****5678"
    assert kiosk.do("ticket.issue", item="a2", document=CARD)["phone"] == "138****5678"
    clock.turn(31 * 86_400)
    issued = kiosk.do("ticket.issue", item="a1", document=CARD)
    assert issued["phone"] is None
    with server.parts.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person WHERE phone_ct IS NOT NULL").scalar() == 0


def test_a_phone_number_that_is_none_is_refused(server: LiveServer) -> None:
    answer = server.pair("kiosk", "K1").send("ticket.issue", item="a1", document=CARD, phone="12345")
    assert answer.json()["code"] == "phone.invalid"


def test_the_data_does_not_open_with_another_key(tmp_path: Path, clock: HandClock) -> None:
    with LiveServer(tmp_path / "data", clock=clock):
        pass
    key = tmp_path / "data" / "vault.key"
    key.unlink()
    with pytest.raises(StorageError, match=r"storage\.key_missing"), LiveServer(tmp_path / "data", clock=clock):
        pass
    key.write_bytes(b"o" * 32)
    key.chmod(0o400)
    with pytest.raises(StorageError, match=r"storage\.key_missing"), LiveServer(tmp_path / "data", clock=clock):
        pass


def test_two_servers_never_work_on_the_same_data(server: LiveServer) -> None:
    with pytest.raises(StorageError, match=r"storage\.failed"), LiveServer(server.settings.data):
        pass
    assert server.caller().get("/readyz").status_code == 200
