"""The callers that measure a server: they read every answer whole, however it comes, and cheat nowhere."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import pairwise
from typing import Any

import pytest

from hallcall.sim.busy_hall import BusyPlan, spread
from hallcall.sim.load import Line, Press, connect, figures_ms, follow, without_pause
from hallcall.sim.loadtest import DAY_S, _time_of_day
from hallcall.sim.pressing import Pressed
from helpers.sample_halls import sample_hall

ANSWER = b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{"seq":1}'


async def with_server(
    parts: list[bytes], ask: Callable[[str], Awaitable[Any]], *, gap_s: float = 0.01, ends: bool = False
) -> Any:
    """``ask`` a server that answers every request with these parts, one after the other."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not reader.at_eof() and await reader.read(4096):
            for part in parts:
                writer.write(part)
                await writer.drain()
                await asyncio.sleep(gap_s)
            if ends:
                break
        writer.close()
        gone.set()

    gone = asyncio.Event()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        said = await ask(f"http://{host}:{port}")
        await gone.wait()
        return said


async def ask_twice(url: str) -> list[tuple[int, bytes]]:
    line = await connect(url)
    replies = [tuple(await line.ask(b"GET / HTTP/1.1\r\n\r\n")) for _ in range(2)]
    line.close()
    return replies  # type: ignore[return-value]


@pytest.mark.parametrize("cut", [len(ANSWER), 5, ANSWER.index(b"9\r\n"), ANSWER.index(b"{"), len(ANSWER) - 1])
def test_an_answer_is_whole_wherever_the_network_has_cut_it(cut: int) -> None:
    parts = [part for part in (ANSWER[:cut], ANSWER[cut:]) if part]
    assert asyncio.run(with_server(parts, ask_twice)) == [(200, b'{"seq":1}')] * 2


def test_an_answer_without_a_body_is_one() -> None:
    assert asyncio.run(with_server([b"HTTP/1.1 304 Not Modified\r\n\r\n"], ask_twice)) == [(304, b"")] * 2


def test_a_server_that_goes_away_is_an_error_and_no_endless_wait() -> None:
    async def ask(url: str) -> None:
        line: Line = await connect(url)
        with pytest.raises(ConnectionResetError):
            await line.ask(b"GET / HTTP/1.1\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            await line.ask(b"GET / HTTP/1.1\r\n\r\n")

    asyncio.run(with_server([b"HTTP/1.1 200"], ask, ends=True))


def test_each_press_has_a_key_of_its_own() -> None:
    press = Press("call.next", "secret", {"counter": 27}, mark="1-27-")
    first, second = press.next(), press.next()
    assert first != second
    assert first.startswith(b"POST /v1/commands/call.next HTTP/1.1\r\n")
    assert b"Authorization: Bearer secret\r\n" in first
    assert b"Idempotency-Key: 1-27-00000001\r\n\r\n" in first
    assert first.endswith(b'{"counter":27}')
    assert b"Content-Length: 14\r\n" in first


def test_a_screen_knows_when_it_heard_of_each_place() -> None:
    def event(seq: int) -> bytes:
        return f"40\r\nid: E:{seq}\nevent: hall\ndata: {{}}\n\n\r\n".encode()

    async def watch(url: str) -> tuple[list[int], float | None, float | None, float | None]:
        screen = await follow(url, "token")
        await asyncio.sleep(0.1)
        screen.close()
        return screen.seqs, screen.heard(7), screen.heard(8), screen.heard(10)

    head = b"HTTP/1.1 200 OK\r\n\r\n"
    seqs, seven, eight, ten = asyncio.run(with_server([head, event(7), event(8) + event(9)], watch))
    assert seqs == [7, 9]
    assert seven is not None
    assert eight is not None
    assert seven < eight
    assert ten is None


def test_pressing_without_a_pause_ends_in_time() -> None:
    counted = [0, 0]

    def caller(at: int) -> Callable[[], Awaitable[None]]:
        async def call() -> None:
            counted[at] += 1
            await asyncio.sleep(0.001)

        return call

    lasted = asyncio.run(without_pause([caller(0), caller(1)], 0.05))
    assert lasted >= 0.05
    assert min(counted) > 1


def test_figures_are_milliseconds_and_a_single_value_has_no_hundredths() -> None:
    assert figures_ms([0.001, 0.003])["max"] == 3.0
    assert figures_ms([0.001]) == {"count": 1}


def test_what_is_given_twice_is_counted() -> None:
    def said(number: str) -> bytes:
        return f'{{"seq":1,"ticket":{{"id":"d/{number}","number":"{number}","state":"called"}}}}'.encode()

    pressed = Pressed(calls_s=[0.1] * 3, issues_s=[0.1] * 3, seconds=1.0)
    pressed.called = [said("A001"), said("A002"), said("A001")]
    pressed.issued = [said("A001"), said("A002"), said("A003")]
    assert (pressed.double_calls, pressed.duplicate_numbers) == (1, 0)
    pressed.issued.append(said("A003"))
    assert pressed.figures()["duplicate_numbers"] == 1


@pytest.mark.feature("F219")
def test_people_come_all_day_and_a_hundred_of_three_thousand_wait_at_the_doors() -> None:
    times = [_time_of_day(at / 3000) for at in range(3000)]
    assert all(before <= after for before, after in pairwise(times))
    assert 0.0 <= times[0] <= times[-1] <= DAY_S
    assert 95 <= sum(at <= 63 for at in times) <= 105


def test_counters_are_chosen_from_all_queues(tmp_path: Any) -> None:

    hall = sample_hall(BusyPlan(folder=tmp_path).hall)
    chosen = spread(hall, 11)
    assert len({counter.queues[0] for counter in chosen}) == 11
    assert len({counter.number for counter in spread(hall, 101)}) == 101
