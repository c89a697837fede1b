"""A report printer in the network, byte for byte: HTTP with IPP in it, sheets that come out one after the other."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from hallcall.hal.codec.ipp import (
    Attribute,
    Group,
    IppDamage,
    IppStatus,
    Message,
    Operation,
    PageJobState,
    PrinterState,
    Tag,
    decode,
    encode,
)

_OVER = frozenset({PageJobState.COMPLETED, PageJobState.CANCELED, PageJobState.ABORTED})
_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)


@dataclass(slots=True)
class PageJob:
    """One document at the printer."""

    number: int
    name: str
    document: bytes = field(repr=False)
    copies: int = 1
    state: PageJobState = PageJobState.PENDING
    done_at: float = 0.0


class SimIppPrinter:
    """The printer behind the counter. Implements ``SimDevice``."""

    def __init__(
        self, *, job_s: float = 0.05, versions: tuple[tuple[int, int], ...] = ((1, 1), (2, 0)), keeps_open: bool = True
    ) -> None:
        """A printer full of paper.

        Args:
            job_s: how long a document takes.
            versions: of the protocol that it understands.
            keeps_open: whether more than one question goes over a connection.
        """
        self.refuses: IppStatus | None = None
        """Answers every job so."""
        self.http_status = 200
        self.loses_answers = 0
        """So many next documents are taken, and the answer to that is lost on the way."""
        self._job_s, self._versions, self._keeps_open = job_s, versions, keeps_open
        self._lock = threading.RLock()
        self._wake: Callable[[], None] = lambda: None
        self._jobs: list[PageJob] = []
        self._words: tuple[str, ...] = ()
        self._aborts = False
        self._dies_midway = ""
        self.power_on()

    @property
    def jobs(self) -> tuple[PageJob, ...]:
        """Every document so far."""
        with self._lock:
            return tuple(self._jobs)

    @property
    def printed(self) -> tuple[bytes, ...]:
        """The documents that came out."""
        return tuple(job.document for job in self.jobs if job.state is PageJobState.COMPLETED)

    def say(self, *words: str, midway: bool = False) -> None:
        """Have reasons, ``media-empty``, from now on or from the middle of the next document."""
        with self._lock:
            if midway:
                self._dies_midway = words[0]
            else:
                self._words = words
                for job in self._jobs:
                    if job.state is PageJobState.STOPPED and not words:
                        job.state, job.done_at = PageJobState.PROCESSING, time.monotonic()
        self._wake()

    def abort_next(self) -> None:
        """Let the next document be one that it cannot print."""
        self._aborts = True

    def power_on(self) -> None:
        """The printer gets power; what lay in its memory is gone."""
        with self._lock:
            self._buffer = bytearray()
            self._jobs = [job for job in self._jobs if job.state in _OVER]

    def on_change(self, wake: Callable[[], None]) -> None:
        """Take what makes the wire look at the printer."""
        self._wake = wake

    def receive(self, data: bytes) -> list[bytes]:
        """Take bytes; every whole question is answered."""
        replies: list[bytes] = []
        with self._lock:
            if data.startswith(b"POST "):
                # A new caller begins; half a question of the last one is none.
                self._buffer.clear()
            self._buffer += data
            while (asked := self._next_question()) is not None:
                taken = len(self._jobs)
                answer = self._answer(asked)
                if self.loses_answers and len(self._jobs) > taken:
                    self.loses_answers -= 1
                else:
                    replies.append(answer)
        return replies

    def work(self, now: float) -> tuple[list[bytes], float | None]:
        """Let sheets come out."""
        with self._lock:
            busy = [job for job in self._jobs if job.state in {PageJobState.PENDING, PageJobState.PROCESSING}]
            for job in busy[:1]:
                self._advance(job, now)
            return [], next((job.done_at for job in busy if job.state is PageJobState.PROCESSING), None)

    def _advance(self, job: PageJob, now: float) -> None:
        if job.state is PageJobState.PENDING:
            job.state, job.done_at = PageJobState.PROCESSING, now + self._job_s
        elif self._words_stop() or self._dies_midway:
            self._words = (self._dies_midway,) if self._dies_midway else self._words
            self._dies_midway = ""
            job.state = PageJobState.STOPPED
        elif now >= job.done_at:
            job.state = PageJobState.ABORTED if self._aborts else PageJobState.COMPLETED
            self._aborts = False

    def _words_stop(self) -> bool:
        return any(not word.endswith(("-low", "-warning", "-report")) for word in self._words)

    def _next_question(self) -> bytes | None:
        head, found, rest = bytes(self._buffer).partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not found or length is None or len(rest) < int(length[1]):
            return None
        size = int(length[1])
        del self._buffer[: len(head) + len(found) + size]
        return rest[:size]

    def _answer(self, body: bytes) -> bytes:
        if self.http_status != 200:
            return f"HTTP/1.1 {self.http_status} No\r\nContent-Length: 0\r\n\r\n".encode()
        try:
            content = self._reply(decode(body))
        except IppDamage:
            content = encode(IppStatus.BAD_REQUEST, 0, ())
        close = "" if self._keeps_open else "Connection: close\r\n"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n{close}Content-Length: {len(content)}\r\n\r\n"
        return head.encode() + content

    def _reply(self, asked: Message) -> bytes:
        first = (
            Attribute("attributes-charset", Tag.CHARSET, ("utf-8",)),
            Attribute("attributes-natural-language", Tag.LANGUAGE, ("en",)),
        )
        status, groups = IppStatus.OK, list[tuple[Group, list[Attribute]]]()
        if asked.version not in self._versions:
            status = IppStatus.VERSION_NOT_SUPPORTED
        else:
            status, groups = self._carry_out(asked)
        return encode(
            status, asked.number, [(Group.OPERATION, first), *groups], version=min(asked.version, self._versions[-1])
        )

    def _carry_out(self, asked: Message) -> tuple[IppStatus, list[tuple[Group, list[Attribute]]]]:
        about = asked.of(Group.OPERATION)[0]
        match asked.code:
            case Operation.GET_PRINTER_ATTRIBUTES:
                return IppStatus.OK, [(Group.PRINTER, self._about_printer())]
            case Operation.PRINT_JOB:
                if self.refuses is not None:
                    return self.refuses, []
                return IppStatus.OK, [(Group.JOB, _about_job(self._take(asked)))]
            case Operation.GET_JOBS:
                is_over = about["which-jobs"] == ("completed",)
                chosen = [job for job in self._jobs if (job.state in _OVER) == is_over]
                return IppStatus.OK, [(Group.JOB, _about_job(job)) for job in chosen]
            case Operation.GET_JOB_ATTRIBUTES | Operation.CANCEL_JOB:
                found = [job for job in self._jobs if (job.number,) == about["job-id"]]
                for job in found:
                    if asked.code == Operation.CANCEL_JOB and job.state not in _OVER:
                        job.state = PageJobState.CANCELED
                status = IppStatus.OK if found else IppStatus.NOT_FOUND
                return status, [(Group.JOB, _about_job(job)) for job in found]
            case _:
                return IppStatus.BAD_REQUEST, []

    def _take(self, asked: Message) -> PageJob:
        wanted = asked.of(Group.JOB)[0] if asked.of(Group.JOB) else {}
        name = str(asked.of(Group.OPERATION)[0]["job-name"][0])
        job = PageJob(len(self._jobs) + 1, name, asked.document, int(wanted.get("copies", (1,))[0]))
        self._jobs.append(job)
        return job

    def _about_printer(self) -> list[Attribute]:
        is_busy = any(job.state not in _OVER for job in self._jobs)
        state = (
            PrinterState.STOPPED if self._words_stop() else PrinterState.PROCESSING if is_busy else PrinterState.IDLE
        )
        return [
            Attribute("printer-state", Tag.ENUM, (state,)),
            Attribute("printer-state-reasons", Tag.KEYWORD, self._words or ("none",)),
            Attribute("printer-is-accepting-jobs", Tag.BOOLEAN, (True,)),
        ]


def _about_job(job: PageJob) -> list[Attribute]:
    return [
        Attribute("job-id", Tag.INTEGER, (job.number,)),
        Attribute("job-name", Tag.NAME, (job.name,)),
        Attribute("job-state", Tag.ENUM, (job.state,)),
    ]
