"""What a process of the hall logs, and what it never logs."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import structlog

from hallcall.config.logs import log_to_stderr
from hallcall.config.redaction import redact_text
from helpers.server_process import logging_put_back

ID_CARD = "11010519491231002X"
PHONE = "13812345678"
TOKEN = "Yz3kq0V-8mJxT1w_aN5uB7cR2eD9fG4hL6iO0pQsXvE"

pytestmark = [pytest.mark.feature("F241"), pytest.mark.logs_warnings]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    with logging_put_back():
        out = io.StringIO()
        log_to_stderr(stream=out)
        yield out


def entries(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_away_from_a_terminal_each_entry_is_one_line_of_json_with_its_fields(log: io.StringIO) -> None:
    logging.getLogger("hallcall.server").info("cut off at %d", 17)
    structlog.get_logger("hallcall.client").info("link lost", code="link.down", attempts=3)
    first, second = entries(log)
    assert {name: first[name] for name in ("level", "logger", "event")} == {
        "level": "info",
        "logger": "hallcall.server",
        "event": "cut off at 17",
    }
    assert (second["event"], second["code"], second["attempts"]) == ("link lost", "link.down", 3)
    assert list(second)[:4] == ["time", "level", "logger", "event"]
    for entry in (first, second):
        assert datetime.fromisoformat(str(entry["time"])).utcoffset() == timedelta(0)


def test_on_a_terminal_the_same_is_made_to_be_read() -> None:
    with logging_put_back():
        out = io.StringIO()
        log_to_stderr(stream=out, as_json=False)
        logging.getLogger("hallcall.server").warning("the disk is low")
        structlog.get_logger("hallcall.client").info("link lost", code="link.down")
    assert "the disk is low" in out.getvalue()
    assert "code=link.down" in out.getvalue()
    assert "{" not in out.getvalue()


def test_a_defect_is_logged_with_where_it_happened(log: io.StringIO) -> None:
    people: dict[str, str] = {}
    try:
        people[ID_CARD]
    except KeyError:
        logging.getLogger("hallcall.server").exception("a request failed")
    (entry,) = entries(log)
    assert "test_logs.py" in str(entry["exception"])
    assert ID_CARD not in log.getvalue()


def test_a_second_call_takes_the_place_of_the_first(log: io.StringIO) -> None:
    other = io.StringIO()
    log_to_stderr(stream=other)
    logging.getLogger("hallcall.server").info("once")
    assert log.getvalue() == ""
    assert len(entries(other)) == 1


def test_below_its_level_nothing_is_logged(log: io.StringIO) -> None:
    log_to_stderr(logging.WARNING, stream=log)
    logging.getLogger("hallcall.server").info("quiet")
    structlog.get_logger("hallcall.client").info("quiet")
    assert log.getvalue() == ""


@pytest.mark.feature("F036")
def test_whatever_slips_into_an_entry_tokens_and_numbers_of_people_are_hidden(log: io.StringIO) -> None:
    logger = structlog.get_logger("hallcall.server")
    logger.info("read %s", ID_CARD, phone_seen=int(PHONE), body={"number": ID_CARD, "list": [f"tel:{PHONE}"]})
    logger.info("asked", headers={"Authorization": f"Bearer {TOKEN}"}, token=TOKEN, text=f"with {TOKEN}.")
    logging.getLogger("hallcall.server").info("GET /t/abcdEFGH1234-_xy for %s", PHONE, extra={"raw": b"12345"})
    said = log.getvalue()
    for secret in (ID_CARD, PHONE, TOKEN, "abcdEFGH1234-_xy", "12345\\"):
        assert secret not in said
    assert "110***********002X" in said
    assert "138****5678" in said


@pytest.mark.parametrize(
    "harmless",
    [
        "A012 was called to counter 27",
        "01JD8ZK3V9W6N2Q4X7R5T8Y1B3-1381234567890",
        "took 13812345678901 ns",
        "0.13812345678",
        "sha256 " + "0123456789abcdef" * 4,
        "2026-11-23T02:00:00.123456Z",
    ],
)
def test_what_only_looks_a_little_like_it_stays_readable(harmless: str) -> None:
    assert redact_text(harmless) == harmless
