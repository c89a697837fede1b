"""What the link makes of the server's words."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.client import Beat, Document, LinkSettings, Reset, parse_stream_item
from hallcall.client.answers import Pairing, Session, error_from
from hallcall.core.errors import LinkError, Refused, StorageError
from hallcall.core.estimate import WaitRange
from hallcall.core.events import Recorded, TicketCalled
from hallcall.core.identity import DocumentKind
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import ClerkId, TicketId

AT = datetime(2026, 11, 23, 1, 41, tzinfo=UTC)
CALLED = TicketCalled(
    ticket=TicketId("2026-11-23/A024"),
    number="A024",
    counter=CounterNumber(12),
    clerk=ClerkId("1027"),
    recall_after_s=20.0,
)


def envelope(**changes: object) -> str:
    said = {
        "v": 1,
        "seq": 17,
        "epoch": "e",
        "id": "e-17",
        "at": AT,
        "cause": "k",
        "type": "ticket.called",
        "data": msgspec.to_builtins(CALLED),
    }
    return msgspec.json.encode({**said, **changes}).decode()


def test_an_event_is_read_as_the_value_it_was_written_from() -> None:
    assert parse_stream_item("hall", envelope()) == Recorded(
        seq=17, epoch="e", id="e-17", at=AT, cause="k", event=CALLED
    )


def test_an_unknown_field_is_ignored_and_an_unknown_event_skipped() -> None:
    newer = {**msgspec.to_builtins(CALLED), "colour": "amber"}
    item = parse_stream_item("hall", envelope(data=newer, shape="round"))
    assert isinstance(item, Recorded)
    assert item.event == CALLED
    assert parse_stream_item("hall", envelope(type="ticket.painted", data={})) is None
    assert parse_stream_item("weather", "{}") is None


def test_beats_and_resets_are_told_apart() -> None:
    assert parse_stream_item("beat", msgspec.json.encode({"seq": 5, "at": AT}).decode()) == Beat(5, AT)
    told = msgspec.json.encode({"seq": 5, "at": AT, "revision": "ab"}).decode()
    assert parse_stream_item("beat", told) == Beat(5, AT, "ab")
    waits = {"A": {"low_min": 5, "high_min": 15, "resumes_at": None}, "B": {"low_min": 80, "high_min": 95}}
    told = msgspec.json.encode({"seq": 5, "at": AT, "waits": waits}).decode()
    beat = parse_stream_item("beat", told)
    assert isinstance(beat, Beat)
    assert beat.waits == {"A": WaitRange(5, 15), "B": WaitRange(80, 95)}
    assert parse_stream_item("reset", "") == Reset()


@given(st.sampled_from(["hall", "beat"]), st.text(max_size=60))
def test_garbage_on_the_stream_is_a_link_error_and_nothing_else(kind: str, data: str) -> None:
    with pytest.raises(LinkError):
        parse_stream_item(kind, "{" + data)


@pytest.mark.parametrize(
    ("status", "body", "kind", "code"),
    [
        (409, b'{"code":"queue.empty","fields":{"counter":3}}', Refused, "queue.empty"),
        (503, b'{"code":"storage.disk_full"}', StorageError, "storage.disk_full"),
        (500, b"<html>oops", LinkError, "link.server_error"),
        (418, b'{"code":"tea.pot"}', LinkError, "link.server_error"),
        (409, b'{"code":"queue.empty","fields":{"x":[1]}}', Refused, "queue.empty"),
    ],
)
def test_an_error_answer_is_the_error_it_names(status: int, body: bytes, kind: type[Exception], code: str) -> None:
    error = error_from(status, body)
    assert isinstance(error, kind)
    assert error.code == code


@pytest.mark.feature("F036")
def test_nothing_secret_stands_in_a_text_form() -> None:
    document = Document(kind=DocumentKind.RESIDENT, number="11010519491231002X", name="王小明", verified=True)
    said = repr(document) + repr(LinkSettings(url="http://x", token="s3cret"))
    said += repr(Session(token="s3cret", clerk=ClerkId("1027"), name="李四", counter=CounterNumber(1)))
    said += repr(Pairing(token="s3cret", role="kiosk", device="K1"))
    assert not any(secret in said for secret in ("1949", "小明", "s3cret", "李四"))
