"""The server's threads share two heaps."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_PROGRAM = """
import ctypes, sys, threading
from hallcall.server.heap import keep_two_heaps
if sys.argv[1] == "shared":
    keep_two_heaps()
kept, met = [], threading.Barrier(4)
def allocate():
    met.wait()
    kept.append([bytearray(1000 + step) for step in range(2000)])
threads = [threading.Thread(target=allocate) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
ctypes.CDLL(None).malloc_stats()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
@pytest.mark.parametrize(("how", "is_small"), [("shared", True), ("own", False)])
def test_threads_keep_two_heaps(how: str, is_small: bool) -> None:
    ended = subprocess.run([sys.executable, "-c", _PROGRAM, how], capture_output=True, text=True, check=True)
    assert (ended.stderr.count("Arena ") <= 2) is is_small
