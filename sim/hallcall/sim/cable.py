"""The cable between an application and its server: it can be pulled out, and put in again."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from typing import Self

_CHUNK = 65536


class Cable:
    """Forwards connections to a server while it is plugged in. A context manager.

    ``pull`` breaks every connection and lets new ones come to nothing.
    """

    def __init__(self, url: str) -> None:
        host, _, port = url.removeprefix("http://").rpartition(":")
        self._server = (host, int(port))
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)  # noqa: FBT003 - the library's own signature
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._plugged = threading.Event()
        self._plugged.set()
        self._ending = threading.Event()
        self._wake_here, self._wake_there = socket.socketpair()
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._thread = threading.Thread(target=self._run, name="cable")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._wake()
        self._thread.join()
        for end in (self._socket, self._wake_here, self._wake_there):
            end.close()

    def pull(self) -> None:
        """Out."""
        self._plugged.clear()
        self._wake()

    def plug(self) -> None:
        """In again."""
        self._plugged.set()
        self._wake()

    def _wake(self) -> None:
        self._wake_there.send(b"!")

    def _run(self) -> None:
        with selectors.DefaultSelector() as selector:
            for end in (self._socket, self._wake_here):
                selector.register(end, selectors.EVENT_READ)
            while not self._ending.is_set():
                for key, _ in selector.select():
                    end = key.fileobj
                    if end is self._socket:
                        self._accept(selector)
                    elif end is self._wake_here:
                        self._wake_here.recv(_CHUNK)
                    elif isinstance(end, socket.socket) and end in self._pairs:
                        self._forward(selector, end)
                if not self._plugged.is_set():
                    self._break_all(selector)
            self._break_all(selector)

    def _accept(self, selector: selectors.BaseSelector) -> None:
        here, _ = self._socket.accept()
        if not self._plugged.is_set():
            here.close()
            return
        try:
            there = socket.create_connection(self._server, timeout=5)
        except OSError:
            here.close()
            return
        self._pairs[here], self._pairs[there] = there, here
        for end in (here, there):
            end.settimeout(5)
            selector.register(end, selectors.EVENT_READ)

    def _forward(self, selector: selectors.BaseSelector, end: socket.socket) -> None:
        try:
            said = end.recv(_CHUNK)
            if said:
                self._pairs[end].sendall(said)
                return
        except OSError:
            pass
        self._break(selector, end)

    def _break(self, selector: selectors.BaseSelector, end: socket.socket) -> None:
        other = self._pairs.pop(end)
        self._pairs.pop(other)
        for one in (end, other):
            selector.unregister(one)
            with contextlib.suppress(OSError):
                one.close()

    def _break_all(self, selector: selectors.BaseSelector) -> None:
        while self._pairs:
            self._break(selector, next(iter(self._pairs)))
