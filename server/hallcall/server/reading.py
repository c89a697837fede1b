"""Reads from the database outside the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from hallcall.server.storage import Connection, Store

_Result = TypeVar("_Result")
_THREADS = 2


class Reads:
    """A few threads that read; each read sees one committed moment."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="hallcall-read")

    async def run(self, read: Callable[[Connection], _Result]) -> _Result:
        """What ``read`` finds.

        Raises:
            StorageError: the database does not answer.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, read)

    def close(self) -> None:
        """Stop the threads."""
        self._threads.shutdown()

    def _run(self, read: Callable[[Connection], _Result]) -> _Result:
        with self._store.reading() as connection:
            return read(connection)
