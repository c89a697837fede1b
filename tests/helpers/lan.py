"""A local network of machines that share this kernel, each in a network namespace of its own behind one router.

The router can lose packets without a word to anybody: no connection is reset, no link goes down, nobody is told.
Nothing outside takes part: the namespaces have no way out, and are gone with the test.
"""

from __future__ import annotations

import contextlib
import ctypes
import ipaddress
import os
import shutil
import subprocess
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Self

import pytest

_HERE = Path("/proc/thread-self/ns/net")
_CLONE_NEWNET = 0x40000000
_BEFORE_ROUTES = "10"
"""Place of a rule in the router's table."""


def present_network() -> str:
    """Which network this thread is in."""
    return str(_HERE.readlink())


HOME_NETWORK = present_network()
"""The one in which the tests are started."""


class Lan:
    """The machines by name; a context manager."""

    def __init__(self, machines: Sequence[str]) -> None:
        self._prefix = f"hallcall-{os.getpid()}"
        self._place = {name: number for number, name in enumerate(machines, 1)}
        self._router = f"{self._prefix}-router"
        self._lost: list[tuple[str, ...]] = []
        """Rules by which packets vanish now."""

    def __enter__(self) -> Self:
        try:
            self._make()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for name in (*(self._namespace(machine) for machine in self._place), self._router):
            subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)

    def address(self, machine: str) -> str:
        return f"10.213.{self._place[machine]}.2"

    @contextlib.contextmanager
    def at(self, machine: str) -> Generator[None]:
        """This thread, and all that it starts, is on a machine."""
        before = os.open(_HERE, os.O_RDONLY)
        there = os.open(f"/run/netns/{self._namespace(machine)}", os.O_RDONLY)
        try:
            _enter(there)
            yield
        finally:
            _enter(before)
            os.close(there)
            os.close(before)

    def cut(self) -> None:
        """From now on every packet between two machines vanishes."""
        self._lose()

    def mute(self, machine: str) -> None:
        """What a machine sends vanishes; what is sent to it arrives."""
        self._lose("iif", self._port(machine))

    def heal(self) -> None:
        """All packets arrive again."""
        while self._lost:
            _ip("-n", self._router, "rule", "del", *self._lost.pop())

    def has_unread(self, machine: str, sender: str) -> bool:
        """Whether something from another machine has arrived that no program on this one has read yet.

        Source:
            proc_pid_net(5), ``tcp``: ``rem_address`` in the machine's byte order, ``tx_queue:rx_queue``.
        """
        with self.at(machine):
            lines = Path("/proc/thread-self/net/tcp").read_text(encoding="ascii").splitlines()[1:]
        begin = ipaddress.ip_address(self.address(sender)).packed[::-1].hex().upper() + ":"
        rows = [line.split() for line in lines]
        return any(row[2].startswith(begin) and int(row[4].partition(":")[2], 16) > 0 for row in rows)

    def connections_taken(self, machine: str) -> int:
        """How many connections others have made to a machine so far.

        Source:
            RFC 4022, tcpPassiveOpens.
        """
        with self.at(machine):
            lines = Path("/proc/thread-self/net/snmp").read_text(encoding="ascii").splitlines()
        names, values = (line.split() for line in lines if line.startswith("Tcp:"))
        return int(values[names.index("PassiveOpens")])

    # -- how it is made --------------------------------------------------------------------------------------------

    def _make(self) -> None:
        _ip("netns", "add", self._router)
        _ip("-n", self._router, "link", "set", "lo", "up")
        for machine, place in self._place.items():
            namespace, port = self._namespace(machine), self._port(machine)
            _ip("netns", "add", namespace)
            _ip("-n", self._router, "link", "add", port, "type", "veth", "peer", "name", "lan", "netns", namespace)
            _ip("-n", self._router, "address", "add", f"10.213.{place}.1/24", "dev", port)
            _ip("-n", self._router, "link", "set", port, "up")
            _ip("-n", namespace, "link", "set", "lo", "up")
            _ip("-n", namespace, "address", "add", f"10.213.{place}.2/24", "dev", "lan")
            _ip("-n", namespace, "link", "set", "lan", "up")
            _ip("-n", namespace, "route", "add", "default", "via", f"10.213.{place}.1")
        forward = "echo 1 > /proc/sys/net/ipv4/ip_forward"
        subprocess.run(["ip", "netns", "exec", self._router, "sh", "-c", forward], check=True)

    def _lose(self, *which: str) -> None:
        rule = ("pref", _BEFORE_ROUTES, *which, "blackhole")
        _ip("-n", self._router, "rule", "add", *rule)
        self._lost.append(rule)

    def _namespace(self, machine: str) -> str:
        return f"{self._prefix}-{machine}"

    def _port(self, machine: str) -> str:
        return f"port{self._place[machine]}"


@contextlib.contextmanager
def lan_of(*machines: str) -> Generator[Lan]:
    """A network, where one may be made; else the test is skipped and says why."""
    if shutil.which("ip") is None:
        pytest.skip("iproute2 is not installed")
    if os.geteuid():
        pytest.skip("only root makes networks")
    with contextlib.ExitStack() as stack:
        try:
            lan = stack.enter_context(Lan(machines))
        except subprocess.CalledProcessError as refused:
            pytest.skip(f"no network can be made here: {refused.stderr.strip()}")
        yield lan


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True)


def _enter(namespace: int) -> None:
    """Move this thread alone.

    Source:
        setns(2).
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(namespace, _CLONE_NEWNET):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
