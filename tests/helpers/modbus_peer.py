"""A Modbus board of another implementation, so that ours cannot be wrong at both ends of the wire."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from pymodbus import FramerType
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

from helpers.device_rigs import PATIENT_S


@contextmanager
def independent_board(inputs: tuple[bool, ...] = (False,) * 16) -> Iterator[int]:
    """A server with 16 coils and these inputs, in a thread of its own; yields its port."""
    coils = [SimData(0, values=[False] * 16, datatype=DataType.BITS)]
    contacts = [SimData(0, values=list(inputs), datatype=DataType.BITS)]
    registers = [SimData(0, count=16, datatype=DataType.REGISTERS)]
    ready, ports = threading.Event(), list[int]()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        board = SimDevice(1, (coils, contacts, registers, registers))
        server = ModbusTcpServer(board, framer=FramerType.RTU, address=("127.0.0.1", 0))
        await server.serve_forever(background=True)
        ports.append(server.transport.sockets[0].getsockname()[1])
        ready.set()
        await stop.wait()
        await server.shutdown()

    stop = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        assert ready.wait(PATIENT_S)
        yield ports[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
