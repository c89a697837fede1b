"""Whatever comes down the stream, the link reads what stands there or says that it cannot; it makes nothing up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import msgspec
from httpx_sse import EventSource
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hallcall.client import Beat, Reset, StreamItem, parse_stream_item
from hallcall.core.errors import LinkError
from hallcall.core.events import EVENTS, Recorded, TicketCalled
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import ClerkId, TicketId

AT = datetime(2026, 11, 23, 1, 41, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
PIECES = st.sampled_from(
    [
        b"\n",
        b"\n\n",
        b"\r",
        b"\r\n",
        b"data:",
        b"data: {",
        b"event: hall\n",
        b"event: reset\n\n",
        b"id: x\n",
        b"retry: 9\n",
    ]
) | st.binary(max_size=6)


def called(seq: int) -> Recorded:
    number = f"A{seq:03}"
    event = TicketCalled(
        ticket=TicketId(f"2026-11-23/{number}"),
        number=number,
        counter=CounterNumber(seq % 9),
        clerk=ClerkId("1027"),
        recall_after_s=20.0,
    )
    return Recorded(seq=seq, epoch="e", id=f"e-{seq}", at=AT + timedelta(seconds=seq), cause=f"k{seq}", event=event)


LOG = [called(seq) for seq in range(1, 6)]


def written(recorded: Recorded) -> bytes:
    """As the server writes it."""
    envelope = {
        "v": 1,
        "seq": recorded.seq,
        "epoch": recorded.epoch,
        "id": recorded.id,
        "at": recorded.at,
        "cause": recorded.cause,
        "type": recorded.event.name,
        "data": msgspec.to_builtins(recorded.event),
    }
    return b"id: e:%d\nevent: hall\ndata: %b\n\n" % (recorded.seq, msgspec.json.encode(envelope))


STREAM = b"".join(written(recorded) for recorded in LOG)


def read(content: bytes) -> Iterator[tuple[str, StreamItem | None]]:
    """What the link would take, with the data it came from; ends where the link would give the stream up."""
    answer = httpx.Response(200, headers={"content-type": "text/event-stream"}, content=content)
    for message in EventSource(answer).iter_sse():
        try:
            yield message.data, parse_stream_item(message.event, message.data)
        except LinkError:
            return


def says(said: Any, value: Any) -> bool:
    """Whether the value holds nothing that was not said, but defaults."""
    if isinstance(value, dict) and isinstance(said, dict):
        return all(name not in said or says(said[name], inner) for name, inner in value.items())
    if isinstance(value, list) and isinstance(said, list):
        return len(value) <= len(said)
    return value == said or str(value) == str(said) or isinstance(value, float) or _instant(value) == _instant(said)


def _instant(text: Any) -> datetime | str:
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return repr(text)


def test_an_undisturbed_stream_is_read_as_it_was_written() -> None:
    assert [item for _, item in read(STREAM)] == LOG


@given(at=st.integers(0, len(STREAM)))
def test_a_stream_that_is_cut_gives_the_events_before_the_cut_and_no_part_of_one(at: int) -> None:
    whole = STREAM[:at].count(b"\n\n")
    assert [item for _, item in read(STREAM[:at])] == LOG[:whole]


@given(sizes=st.lists(st.integers(1, 60), min_size=1, max_size=60))
def test_it_does_not_matter_how_the_network_cuts_the_stream_into_pieces(sizes: list[int]) -> None:
    def pieces() -> Iterator[bytes]:
        at = 0
        for size in [*sizes, len(STREAM)]:
            yield STREAM[at : at + size]
            at += size

    answer = httpx.Response(200, headers={"content-type": "text/event-stream"}, content=pieces())
    found = [parse_stream_item(message.event, message.data) for message in EventSource(answer).iter_sse()]
    assert found == LOG


@settings(max_examples=400)
@given(edits=st.lists(st.tuples(st.integers(0, len(STREAM)), PIECES, st.integers(0, 12)), min_size=1, max_size=4))
def test_a_disturbed_stream_gives_what_stands_in_it_and_nothing_else(edits: list[tuple[int, bytes, int]]) -> None:
    content = STREAM
    for at, piece, length in edits:
        content = content[:at] + piece + content[at + length :]
    for data, item in read(content):
        if isinstance(item, Recorded):
            said = json.loads(data)
            assert (item.seq, item.epoch, item.id, item.cause) == (
                said["seq"],
                said["epoch"],
                said["id"],
                said["cause"],
            )
            assert item.event.name == said["type"]
            assert says(said["data"], msgspec.to_builtins(item.event))


@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_given_up(content: bytes) -> None:
    assert not any(isinstance(item, Recorded) for _, item in read(content))


@given(kind=st.sampled_from(["hall", "beat", "reset", "", "message"]), data=st.text(st.characters(), max_size=80))
@example(kind="hall", data="[" * 100_000)
@example(kind="hall", data='{"a":' * 10_000)
@example(kind="hall", data='"\ud800"')
@example(kind="beat", data='{"seq":' + "9" * 5000 + ',"at":"2026-11-23T00:00:00Z"}')
@example(kind="beat", data='{"seq":1,"at":"9999-99-99"}')
def test_any_text_is_read_or_a_link_error(kind: str, data: str) -> None:
    try:
        item = parse_stream_item(kind, data)
    except LinkError:
        return
    assert item is None or isinstance(item, Reset | Beat)


@settings(max_examples=300)
@given(
    kind=st.sampled_from([*sorted(EVENTS), "ticket.painted"]),
    data=JSON,
    changes=st.dictionaries(st.sampled_from(["v", "seq", "epoch", "id", "at", "cause", "type"]), JSON, max_size=2),
)
def test_an_envelope_around_anything_is_an_event_only_when_the_event_stands_there(
    kind: str, data: Any, changes: dict[str, Any]
) -> None:
    envelope = {"v": 1, "seq": 1, "epoch": "e", "id": "e-1", "at": AT.isoformat(), "cause": "k", "type": kind}
    text = json.dumps({**envelope, "data": data, **changes})
    try:
        item = parse_stream_item("hall", text)
    except LinkError:
        return
    if item is not None:
        assert isinstance(item, Recorded)
        assert says(data, msgspec.to_builtins(item.event))
        assert item.event.name in EVENTS
