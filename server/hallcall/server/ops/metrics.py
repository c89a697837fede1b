"""``/metrics``: the server in numbers, in the text form that Prometheus reads.

Nothing here is on the hot path: a scrape reads plain numbers (``Counts``) and what the event loop holds.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version

from prometheus_client import (
    CollectorRegistry,
    GCCollector,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from hallcall.core.errors import StorageError
from hallcall.core.events import AlarmKind
from hallcall.core.promise import Wait
from hallcall.core.snapshot import CounterStatus
from hallcall.server.ops.backups import newest_backup
from hallcall.server.ops.checks import Findings
from hallcall.server.ops.counts import Counts
from hallcall.server.ops.live import QueueNow, queues_now
from hallcall.server.parts import Parts
from hallcall.server.storage import Connection, visits
from hallcall.server.storage.figures import Figures, figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What one scrape has found beside the counts."""

    waiting: Mapping[str, int] = field(default_factory=dict[str, int])
    """Tickets by queue."""
    counters: Mapping[str, int] = field(default_factory=dict[str, int])
    """Counters by status."""
    queues: Sequence[QueueNow] = ()
    """How long people wait; none when the database does not answer."""
    listeners: int = 0
    leases: int = 0
    seq: int = 0
    oldest_notice_s: float = 0.0
    """Age of the oldest message that waits to leave; 0 when none does."""
    figures: Figures | None = None
    """None when the database does not answer."""
    backup_age_s: float | None = None
    disk_free: int | None = None
    disk_total: int | None = None
    jumps: int = 0
    findings: Findings = field(default_factory=Findings)


class Metrics:
    """The numbers of one server; each has a registry of its own."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._collector = _HallCollector(parts.ops.counts)
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self._collector)
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self._registry)

    async def scrape(self) -> bytes:
        """All numbers as they are now."""
        now, day = self._parts.clock(), self._parts.business_day()

        def read(connection: Connection) -> tuple[Figures, list[Wait]]:
            return figures(connection), visits.waits(connection, day, now)

        try:
            found, waits = await self._parts.reads.run(read)
        except StorageError:
            return await asyncio.to_thread(self._write, self._hall())
        queues = queues_now(self._parts.estimator, self._parts.feed.state, waits, now)
        oldest = found.oldest_notice_at
        age_s = 0.0 if oldest is None else max((now - oldest).total_seconds(), 0.0)
        hall = replace(self._hall(), figures=found, queues=queues, oldest_notice_s=age_s)
        return await asyncio.to_thread(self._write, hall)

    def _hall(self) -> Readings:
        """What the event loop holds; it must be read there."""
        state, hall = self._parts.feed.state, self._parts.hall
        statuses = Counter(counter.status for counter in state.counters.values())
        statuses[CounterStatus.CLOSED] += len(hall.counters) - statuses.total()
        return Readings(
            waiting={queue.prefix: len(state.waiting.get(queue.prefix, ())) for queue in hall.queues},
            counters={status.value: statuses[status] for status in CounterStatus},
            listeners=self._parts.feed.listeners,
            leases=len(state.leases),
            seq=state.seq,
        )

    def _write(self, hall: Readings) -> bytes:
        settings, ops = self._parts.settings, self._parts.ops
        newest = newest_backup(settings.backup_folder)
        try:
            usage = shutil.disk_usage(settings.data)
        except OSError:
            usage = None
        self._collector.readings = replace(
            hall,
            backup_age_s=None if newest is None else time.time() - newest,
            disk_free=None if usage is None else usage.free,
            disk_total=None if usage is None else usage.total,
            jumps=ops.clock_watch.jumps,
            findings=ops.checks.look(),
        )
        return generate_latest(self._registry)


class _HallCollector(Collector):
    """Writes counts and readings as metrics."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self.readings = Readings()

    def collect(self) -> Iterator[Metric]:
        """All metrics of the hall."""
        yield from self._engine()
        yield from self._hall()
        yield from self._machine()

    def _engine(self) -> Iterator[Metric]:
        counts = self._counts
        commands = CounterMetricFamily(
            "hallcall_commands", "Commands settled, by name and outcome", labels=["command", "outcome"]
        )
        for (name, outcome), histogram in list(counts.commands.items()):
            commands.add_metric([name, outcome], histogram.count)
        yield commands
        latency = HistogramMetricFamily(
            "hallcall_command_seconds", "From a command's submission to its answer", labels=["command"]
        )
        for name, histogram in counts.latency().items():
            latency.add_metric([name], *histogram.read())
        yield latency
        batches, jobs = counts.batches.read()
        yield HistogramMetricFamily("hallcall_writer_batch_jobs", "Jobs of one transaction", batches, jobs)
        commits, seconds = counts.commits.read()
        yield HistogramMetricFamily("hallcall_writer_commit_seconds", "COMMIT until the disk has it", commits, seconds)
        yield CounterMetricFamily("hallcall_writer_busy_seconds", "Time inside transactions", counts.busy_s)
        yield GaugeMetricFamily("hallcall_writer_waiting_jobs", "Jobs that wait for the writer", counts.waiting())
        refusals = CounterMetricFamily("hallcall_refusals", "Requests answered with an error code", labels=["code"])
        for code, number in list(counts.refusals.items()):
            refusals.add_metric([code], number)
        yield refusals
        yield CounterMetricFamily("hallcall_listeners_cut_off", "Listeners that read too slowly", counts.slow_listeners)

    def _hall(self) -> Iterator[Metric]:
        now = self.readings
        yield _labelled("hallcall_tickets_waiting", "Waiting tickets by queue", "queue", now.waiting)
        yield _labelled("hallcall_counters", "Counters by what they do", "status", now.counters)
        yield from self._waits()
        yield GaugeMetricFamily("hallcall_listeners", "Screens that follow the hall", now.listeners)
        yield GaugeMetricFamily("hallcall_leases", "Blocks of numbers that kiosks hold today", now.leases)
        yield GaugeMetricFamily("hallcall_event_seq", "Place of the newest event in the log", now.seq)
        if now.figures is not None:
            yield _labelled("hallcall_outbox_messages", "Messages to visitors by state", "state", now.figures.notices)
            age_s = now.oldest_notice_s
            yield GaugeMetricFamily("hallcall_outbox_oldest_seconds", "Age of the oldest message that waits", age_s)
            if now.figures.signed_seq is not None:
                signed = now.figures.signed_seq
                yield GaugeMetricFamily("hallcall_chain_signed_seq", "Place of the last signed head of the log", signed)

    def _waits(self) -> Iterator[Metric]:
        queues = self.readings.queues
        predicted = {str(queue.queue): queue.predicted_min * 60 for queue in queues if queue.predicted_min is not None}
        shares = {str(queue.queue): queue.today.share for queue in queues if queue.today.share is not None}
        yield _labelled("hallcall_wait_predicted_seconds", "P90 of the wait of who comes now", "queue", predicted)
        yield _labelled("hallcall_waits_within_promise_ratio", "Called in time, of today's visits", "queue", shares)
        alarms = GaugeMetricFamily("hallcall_alarm", "Waits that have grown too long", labels=["kind", "queue"])
        for queue in queues:
            raised = {alarm.kind for alarm in queue.alarms}
            for kind in AlarmKind:
                alarms.add_metric([kind.value, queue.queue], int(kind in raised))
        yield alarms

    def _machine(self) -> Iterator[Metric]:
        now = self.readings
        yield _labelled("hallcall_build_info", "The running version", "version", {version("hallcall"): 1})
        yield GaugeMetricFamily("hallcall_ready", "1 when commands are taken", int(not now.findings.reasons))
        reasons = GaugeMetricFamily("hallcall_reason", "What is wrong, as /readyz tells", labels=["code", "severity"])
        for code in now.findings.reasons:
            reasons.add_metric([code, "fault"], 1)
        for code in now.findings.warnings:
            reasons.add_metric([code, "warning"], 1)
        yield reasons
        yield CounterMetricFamily("hallcall_clock_jumps", "Times somebody set the machine's clock", now.jumps)
        if now.backup_age_s is not None:
            yield GaugeMetricFamily("hallcall_backup_age_seconds", "Age of the newest backup", now.backup_age_s)
        if now.disk_free is not None and now.disk_total is not None:
            yield GaugeMetricFamily("hallcall_disk_free_bytes", "Free on the disk of the data", now.disk_free)
            yield GaugeMetricFamily("hallcall_disk_bytes", "Size of the disk of the data", now.disk_total)


def _labelled(name: str, text: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family
