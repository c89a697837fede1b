"""The server in numbers, and that what watches it asks only for numbers that are there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from hallcall.server.ops.checks import Check
from hallcall.server.ops.counts import BATCH_JOBS, Counts, Histogram
from hallcall.server.ops.watching import DONE, EngineWatch, FanoutWatch
from helpers.live_server import LiveServer

pytestmark = pytest.mark.feature("F241")

DEPLOY = Path(__file__).parents[3] / "deploy"
NAME = re.compile(r"\b(?:hallcall|process)_[a-z_]+\b")


def scrape(server: LiveServer) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """All samples by name and labels."""
    answer = server.caller().get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def value(samples: dict[tuple[str, frozenset[tuple[str, str]]], float], name: str, **labels: str) -> float:
    return samples[name, frozenset(labels.items())]


def press(counts: Counts) -> None:
    """What the writer tells of one press."""
    watch: EngineWatch = counts
    watch.settled("call.next", DONE, 0.004)
    watch.settled("call.next", "queue.empty", 0.0006)
    watch.batch(2, 0.003, 0.0015)


def test_the_hall_is_told_in_numbers(server: LiveServer) -> None:
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
    for _ in range(3):
        kiosk.do("ticket.issue", item="a1")
    kiosk.send("ticket.issue", item="none")
    clerk.do("call.next", counter=1)
    samples = scrape(server)
    assert value(samples, "hallcall_tickets_waiting", queue="A") == 2
    assert value(samples, "hallcall_tickets_waiting", queue="B") == 0
    assert value(samples, "hallcall_counters", status="calling") == 1
    assert value(samples, "hallcall_counters", status="closed") == 3
    assert value(samples, "hallcall_refusals_total", code="item.unknown") == 1
    assert value(samples, "hallcall_event_seq") == server.parts.feed.state.seq
    assert value(samples, "hallcall_outbox_messages", state="queued") == 0
    assert value(samples, "hallcall_ready") == 1
    assert value(samples, "process_resident_memory_bytes") > 1e6


def test_what_the_writer_and_the_feed_tell_is_counted(server: LiveServer) -> None:
    counts, before = server.parts.ops.counts, scrape(server)
    key = "hallcall_writer_batch_jobs_sum"
    press(counts)
    watch: FanoutWatch = counts
    watch.cut_off()
    samples = scrape(server)
    assert value(samples, "hallcall_commands_total", command="call.next", outcome=DONE) == 1
    assert value(samples, "hallcall_commands_total", command="call.next", outcome="queue.empty") == 1
    assert value(samples, "hallcall_command_seconds_bucket", command="call.next", le="0.001") == 1
    assert value(samples, "hallcall_command_seconds_bucket", command="call.next", le="0.005") == 2
    assert value(samples, "hallcall_command_seconds_count", command="call.next") == 2
    assert value(samples, key) - value(before, key) == 2
    assert value(samples, "hallcall_listeners_cut_off_total") == 1


def test_reasons_are_numbers_too(server: LiveServer) -> None:
    server.parts.ops.checks.add(Check(name="disk", run=lambda: ("disk.low",)))
    samples = scrape(server)
    assert value(samples, "hallcall_ready") == 0
    assert value(samples, "hallcall_reason", code="disk.low", severity="fault") == 1


def test_each_server_counts_for_itself(server: LiveServer, tmp_path: Path) -> None:
    press(server.parts.ops.counts)
    with LiveServer(tmp_path / "other") as other:
        assert ("hallcall_commands_total", frozenset({("command", "call.next"), ("outcome", DONE)})) not in scrape(
            other
        )


def test_a_value_on_a_bound_counts_below_it() -> None:
    histogram = Histogram(BATCH_JOBS)
    for jobs in (1, 2, 3, 256, 257):
        histogram.add(jobs)
    buckets, total = histogram.read()
    assert dict(buckets)["1.0"] == 1
    assert dict(buckets)["2.0"] == 2
    assert dict(buckets)["4.0"] == 3
    assert dict(buckets)["256.0"] == 4
    assert dict(buckets)["+Inf"] == 5
    assert total == 519


def test_only_a_program_on_the_same_machine_needs_no_token(server: LiveServer) -> None:
    behind_a_proxy = {"X-Forwarded-For": "192.168.8.20"}
    http = server.caller().http
    assert http.get("/metrics").status_code == 200
    assert http.get("/metrics", headers=behind_a_proxy).status_code == 401
    kiosk = {"Authorization": f"Bearer {server.pair('kiosk', 'K1').token}"}
    assert http.get("/metrics", headers={**behind_a_proxy, **kiosk}).status_code == 403
    admin = {"Authorization": f"Bearer {server.admin.token}"}
    assert http.get("/metrics", headers={**behind_a_proxy, **admin}).status_code == 200


@pytest.mark.parametrize("path", ["grafana/hallcall.json", "prometheus/hallcall.yml"])
def test_dashboard_and_alerts_ask_only_for_numbers_that_are_there(path: str, server: LiveServer) -> None:
    text = (DEPLOY / path).read_text(encoding="utf-8")
    if path.endswith(".json"):
        panels = json.loads(text)["panels"]
        text = "\n".join(target["expr"] for panel in panels for target in panel.get("targets", ()))
    else:
        text = "\n".join(line for line in text.splitlines() if line.strip().startswith("expr:"))
    asked = set(NAME.findall(text))
    press(server.parts.ops.counts)
    server.caller().get("/v1/hall")
    server.settings.backup_folder.mkdir(exist_ok=True)
    (server.settings.backup_folder / "hall.db").touch()
    server.parts.writer.write(sign_something).result(10)
    there = {name for name, _ in scrape(server)} | {"hallcall_reason"}
    assert len(asked) > 10
    assert asked <= there, asked - there


def sign_something(connection: object, now: object) -> None:
    from hallcall.server.storage.schema import signed_head

    row = {"seq": 1, "hash": b"h", "at": now, "signature": b"s"}
    connection.execute(signed_head.insert().values(**row))  # type: ignore[attr-defined]
