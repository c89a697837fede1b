"""Passwords of clerks: argon2id, two at a time, and a lock after too many tries.

Source:
    OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

COST = {"time_cost": 2, "memory_cost": 19 * 1024, "parallelism": 1}
"""Passes, KiB, lanes."""
_SLOTS = 2
"""So many passwords are checked at once; more would starve the server of processor and memory."""


class Passwords:
    """Hashes and checks outside the event loop."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(
            time_cost=COST["time_cost"], memory_cost=COST["memory_cost"], parallelism=COST["parallelism"]
        )
        self._slots = ThreadPoolExecutor(_SLOTS, thread_name_prefix="hallcall-argon2")
        self._nobody = ""

    def close(self) -> None:
        """Stop the threads."""
        self._slots.shutdown()

    async def hash(self, password: str) -> str:
        """What is stored of a password."""
        return await asyncio.get_running_loop().run_in_executor(self._slots, self._hasher.hash, password)

    async def verify(self, stored: str | None, password: str) -> bool:
        """Whether the password is the stored one. An unknown clerk (None) takes as long as a wrong password."""
        return await asyncio.get_running_loop().run_in_executor(self._slots, self._verify, stored, password)

    def _verify(self, stored: str | None, password: str) -> bool:
        if stored is None and not self._nobody:
            self._nobody = self._hasher.hash("")
        try:
            return self._hasher.verify(stored or self._nobody, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False
