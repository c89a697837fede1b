"""The life of one device, with a driver that does as it is told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from hallcall.core.errors import DeviceAbsent, DeviceBusy, DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal import (
    Capabilities,
    CardLaid,
    DeviceId,
    Hal,
    Health,
    Reason,
    StatusChanged,
    parse_machine,
)
from hallcall.hal.document import Slip, Text
from hallcall.hal.jobs import PrintJobs
from hallcall.hal.model import ONLINE, Condition, JobState, PrintJobChanged
from hallcall.hal.ports import Driver, Emit
from hallcall.hal.supervisor import Patience, Supervisor
from helpers.device_rigs import PATIENT_S, Diary

pytestmark = pytest.mark.feature("F210")

_QUICK = Patience(first_s=0.01, longest_s=0.04, after_miss_s=0.001)


class ObedientDriver:
    """Raises, returns or blocks as the test says."""

    id = DeviceId("thing")
    capabilities = Capabilities()
    pause_s = 0.005

    def __init__(self) -> None:
        self.trouble: Exception | None = None
        self.open_trouble: Exception | None = None
        self.condition = ONLINE
        self.present = True
        self.opened: list[float] = []
        self.closed = 0
        self.gate = threading.Event()
        self.gate.set()

    def is_present(self) -> bool:
        return self.present

    def open(self) -> None:
        self.opened.append(time.monotonic())
        if self.open_trouble:
            raise self.open_trouble

    def step(self, emit: Emit) -> Condition:  # noqa: ARG002 - fake
        self.gate.wait(PATIENT_S)
        if self.trouble:
            raise self.trouble
        return self.condition

    def close(self) -> None:
        self.closed += 1


class Errand:
    """A task that notes what became of it."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.trouble = trouble
        self.outcome = ""
        self.over = threading.Event()

    def run(self, driver: Driver) -> None:  # noqa: ARG002 - fake
        self.outcome = "done"
        self.over.set()
        if self.trouble:
            raise self.trouble

    def refuse(self, code: str) -> None:
        self.outcome = code
        self.over.set()


@pytest.fixture
def driver() -> ObedientDriver:
    return ObedientDriver()


@pytest.fixture
def diary() -> Diary:
    return Diary()


_started: list[Supervisor] = []


@pytest.fixture(autouse=True)
def every_thread_ends(driver: ObedientDriver) -> Iterator[None]:
    """Also when a test fails half-way: the threads are no daemons."""
    yield
    driver.gate.set()
    while _started:
        _started.pop().stop()


def _run(driver: ObedientDriver, diary: Diary, patience: Patience = _QUICK) -> Supervisor:
    supervisor = Supervisor(driver, diary, patience)
    _started.append(supervisor)
    supervisor.start()
    return supervisor


def _health(diary: Diary, health: Health, reason: Reason | None = None, after: int = 0) -> StatusChanged:
    return diary.wait(
        StatusChanged,
        lambda event: event.status.health is health and (reason is None or event.status.reasons == {reason}),
        after=after,
    )


def test_a_device_begins_as_starting_and_is_then_online(driver: ObedientDriver, diary: Diary) -> None:
    supervisor = Supervisor(driver, diary, _QUICK)
    assert supervisor.status.health is Health.STARTING
    supervisor.start()
    changed = _health(diary, Health.ONLINE)
    supervisor.stop()
    assert changed.before.health is Health.STARTING
    assert supervisor.status.since == changed.at
    assert supervisor.status.since.tzinfo is not None
    assert driver.closed == 1


@pytest.mark.parametrize(
    ("error", "health", "reason"),
    [
        (DeviceAbsent("device.absent"), Health.OFFLINE, Reason.NOT_FOUND),
        (DeviceBusy("device.busy"), Health.OFFLINE, Reason.BUSY),
        (DeviceTimeout("device.timeout"), Health.OFFLINE, Reason.NO_RESPONSE),
        (DeviceProtocol("device.bad_frame"), Health.OFFLINE, Reason.BAD_FRAMES),
        (DeviceFault("reader.unauthorised"), Health.FAULT, Reason.SAM_UNAUTHORISED),
    ],
)
def test_why_a_device_cannot_be_opened_is_told_and_it_is_tried_again(
    driver: ObedientDriver, diary: Diary, error: Exception, health: Health, reason: Reason
) -> None:
    driver.open_trouble = error
    supervisor = _run(driver, diary)
    _health(diary, health, reason)
    driver.open_trouble = None
    _health(diary, Health.ONLINE)
    supervisor.stop()


def test_one_and_two_misses_are_degraded_and_the_third_is_offline(driver: ObedientDriver, diary: Diary) -> None:
    supervisor = _run(driver, diary)
    _health(diary, Health.ONLINE)
    closed = driver.closed
    driver.trouble = DeviceTimeout("device.timeout")
    _health(diary, Health.DEGRADED, Reason.NO_RESPONSE)
    _health(diary, Health.OFFLINE, Reason.NO_RESPONSE)
    assert driver.closed > closed
    driver.trouble = None
    _health(diary, Health.ONLINE, after=3)
    supervisor.stop()
    assert [event.status.health for event in diary.of(StatusChanged)] == [
        Health.ONLINE,
        Health.DEGRADED,
        Health.OFFLINE,
        Health.ONLINE,
    ]


def test_a_device_that_was_there_and_is_gone_is_unplugged_not_unknown(driver: ObedientDriver, diary: Diary) -> None:
    supervisor = _run(driver, diary)
    _health(diary, Health.ONLINE)
    driver.open_trouble = driver.trouble = DeviceAbsent("device.absent")
    _health(diary, Health.OFFLINE, Reason.UNPLUGGED)
    supervisor.stop()


def test_attempts_become_rarer(driver: ObedientDriver, diary: Diary) -> None:
    driver.open_trouble = DeviceAbsent("device.absent")
    supervisor = _run(driver, diary, Patience(first_s=0.02, longest_s=0.16, jitter=0.0))
    deadline = time.monotonic() + PATIENT_S
    while len(driver.opened) < 6 and time.monotonic() < deadline:
        time.sleep(0.01)
    supervisor.stop()
    gaps = [later - earlier for earlier, later in zip(driver.opened, driver.opened[1:], strict=False)]
    assert all(gap >= wait for gap, wait in zip(gaps, (0.02, 0.04, 0.08, 0.16, 0.16), strict=False))


def test_a_port_that_appears_ends_the_waiting(driver: ObedientDriver, diary: Diary) -> None:
    driver.open_trouble, driver.present = DeviceAbsent("device.absent"), False
    supervisor = _run(driver, diary, Patience(first_s=600))
    _health(diary, Health.OFFLINE)
    driver.open_trouble, driver.present = None, True
    _health(diary, Health.ONLINE)
    supervisor.stop()


def test_only_changes_are_logged_and_told(driver: ObedientDriver, diary: Diary) -> None:
    with structlog.testing.capture_logs() as logs:
        supervisor = _run(driver, diary)
        _health(diary, Health.ONLINE)
        time.sleep(0.1)
        driver.condition = Condition(health=Health.DEGRADED, reasons=frozenset({Reason.PAPER_LOW}))
        _health(diary, Health.DEGRADED)
        supervisor.stop()
    assert [(log["event"], log["log_level"], log["health"]) for log in logs] == [
        ("device.status", "info", "online"),
        ("device.status", "info", "degraded"),
    ]
    assert len(diary.events) == 2


def test_a_defect_in_a_driver_does_not_end_its_thread(driver: ObedientDriver, diary: Diary) -> None:
    with structlog.testing.capture_logs() as logs:
        driver.trouble = ZeroDivisionError("a defect")
        supervisor = _run(driver, diary)
        _health(diary, Health.FAULT, Reason.INTERNAL)
        driver.trouble = None
        _health(diary, Health.ONLINE)
        supervisor.stop()
    assert any(log["event"] == "device.defect" and log["log_level"] == "error" for log in logs)


def test_a_thread_that_hangs_is_found_by_its_heartbeat(driver: ObedientDriver, diary: Diary) -> None:
    supervisor = _run(driver, diary, Patience(heartbeat_s=0.05))
    _health(diary, Health.ONLINE)
    supervisor.check_heartbeat()
    assert supervisor.status.health is Health.ONLINE
    driver.gate.clear()
    time.sleep(0.15)
    supervisor.check_heartbeat()
    assert supervisor.status.reasons == {Reason.NO_HEARTBEAT}
    driver.gate.set()
    _health(diary, Health.ONLINE, after=2)
    supervisor.stop()


def test_a_task_is_done_at_once_though_the_next_round_is_far(driver: ObedientDriver, diary: Diary) -> None:
    driver.pause_s = 600
    supervisor = _run(driver, diary)
    _health(diary, Health.ONLINE)
    errands = [Errand(), Errand()]
    for errand in errands:
        supervisor.post(errand)
    assert all(errand.over.wait(PATIENT_S) for errand in errands)
    supervisor.stop()
    assert [errand.outcome for errand in errands] == ["done", "done"]


def test_a_task_for_a_device_that_is_away_is_refused_at_once(driver: ObedientDriver, diary: Diary) -> None:
    driver.open_trouble = DeviceBusy("device.busy")
    supervisor = _run(driver, diary, Patience(first_s=600))
    _health(diary, Health.OFFLINE)
    errand = Errand()
    supervisor.post(errand)
    assert errand.over.wait(PATIENT_S)
    supervisor.stop()
    assert errand.outcome == "device.busy"


def test_a_task_that_loses_the_device_makes_it_offline(driver: ObedientDriver, diary: Diary) -> None:
    supervisor = _run(driver, diary)
    _health(diary, Health.ONLINE)
    supervisor.post(Errand(DeviceAbsent("device.unplugged")))
    _health(diary, Health.OFFLINE, Reason.UNPLUGGED)
    supervisor.stop()


def test_tasks_before_the_start_and_after_the_end_are_refused(driver: ObedientDriver, diary: Diary) -> None:
    supervisor = Supervisor(driver, diary, _QUICK)
    early, late = Errand(), Errand()
    supervisor.post(early)
    supervisor.start()
    supervisor.stop()
    supervisor.post(late)
    assert (early.outcome, late.outcome) == ("device.absent", "device.absent")


def test_a_stopped_device_can_be_started_again(driver: ObedientDriver, diary: Diary) -> None:
    supervisor = _run(driver, diary)
    _health(diary, Health.ONLINE)
    supervisor.stop()
    supervisor.start()
    errand = Errand()
    supervisor.post(errand)
    assert errand.over.wait(PATIENT_S)
    supervisor.stop()
    assert errand.outcome == "done"
    assert len(driver.opened) == 2


def test_jobs_are_remembered_until_256_others_are_over() -> None:
    diary = Diary()
    jobs = PrintJobs(DeviceId("ticket"), diary)
    jobs.admit("waiting")
    jobs.admit("over")
    jobs.advance("over", JobState.CONFIRMED)
    for number in range(255):
        jobs.admit(f"r{number}")
        jobs.advance(f"r{number}", JobState.CONFIRMED)
    waiting = jobs.get("waiting")
    assert waiting is not None
    assert waiting.state is JobState.QUEUED
    assert jobs.get("over") is None
    assert jobs.admit("over")[1]
    assert len(diary.of(PrintJobChanged)) == 2 + 1 + 2 * 255 + 1


def _hal(tmp_path: Path) -> Hal:
    return Hal(
        parse_machine(
            f'schema = 1\n[machine]\nid = "m"\n[[device]]\nid = "idcard"\ndriver = "idcard.sdt"\n'
            f'transport = {{ kind = "serial", port = "{tmp_path}/none" }}\n'
        ),
        patience=_QUICK,
    )


def test_a_subscriber_that_fails_stops_neither_the_device_nor_the_others(tmp_path: Path) -> None:
    hal, diary = _hal(tmp_path), Diary()

    def fail(event: object) -> None:
        raise RuntimeError("a defect")

    hal.subscribe(fail)
    hal.subscribe(diary)
    with structlog.testing.capture_logs() as logs, hal:
        _health(diary, Health.OFFLINE, Reason.NOT_FOUND)
    assert any(log["event"] == "subscriber.defect" for log in logs)


def test_who_unsubscribed_hears_nothing_more(tmp_path: Path) -> None:
    hal, first, second = _hal(tmp_path), Diary(), Diary()
    unsubscribe: Callable[[], None] = hal.subscribe(first)
    hal.subscribe(second)
    unsubscribe()
    unsubscribe()
    with hal:
        second.wait(StatusChanged)
    assert first.of(StatusChanged) == []
    assert second.of(CardLaid) == []


def test_unknown_devices_are_a_mistake_of_the_caller(tmp_path: Path) -> None:
    hal = _hal(tmp_path)
    with pytest.raises(KeyError):
        hal.get(DeviceId("nothing"))
    with pytest.raises(KeyError):
        hal.print_slip(DeviceId("idcard"), Slip(blocks=(Text(text="x"),)), "r1")
    assert hal.get(DeviceId("idcard")).driver == "idcard.sdt"
    assert not hal.get(DeviceId("idcard")).capabilities.photo
