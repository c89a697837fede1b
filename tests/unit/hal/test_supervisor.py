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
    Status,
    StatusChanged,
    parse_machine,
)
from hallcall.hal.bus import Bus
from hallcall.hal.document import Slip, Text
from hallcall.hal.jobs import Jobs
from hallcall.hal.model import ONLINE, Condition, JobChanged, JobState
from hallcall.hal.ports import Driver, Emit
from hallcall.hal.ports.idcard import CardReaderCapabilities
from hallcall.hal.ports.printer import PrintSlip
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

    def __init__(self, trouble: Exception | None = None, expires_at: float | None = None) -> None:
        self.trouble = trouble
        self.expires_at = expires_at
        self.outcome = ""
        self.over = threading.Event()

    def is_late(self, now: float) -> bool:
        return self.expires_at is not None and now >= self.expires_at

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


class Life:
    """One device alone on its bus."""

    def __init__(self, driver: Driver, diary: Diary, patience: Patience) -> None:
        self._supervisor = Supervisor(driver, diary, patience, {"reader.unauthorised": Reason.SAM_UNAUTHORISED})
        self._bus = Bus([self._supervisor])
        self.start, self.stop, self.check = self._bus.start, self._bus.stop, self._bus.check
        self.post = self._supervisor.post

    @property
    def status(self) -> Status:
        return self._supervisor.status


_started: list[Life] = []


@pytest.fixture(autouse=True)
def every_thread_ends(driver: ObedientDriver) -> Iterator[None]:
    """Also when a test fails half-way: the threads are no daemons."""
    yield
    driver.gate.set()
    while _started:
        _started.pop().stop()


def _run(driver: ObedientDriver, diary: Diary, patience: Patience = _QUICK) -> Life:
    life = Life(driver, diary, patience)
    _started.append(life)
    life.start()
    return life


def _health(diary: Diary, health: Health, reason: Reason | None = None, after: int = 0) -> StatusChanged:
    return diary.wait(
        StatusChanged,
        lambda event: event.status.health is health and (reason is None or event.status.reasons == {reason}),
        after=after,
    )


def test_a_device_begins_as_starting_and_is_then_online(driver: ObedientDriver, diary: Diary) -> None:
    life = Life(driver, diary, _QUICK)
    assert life.status.health is Health.STARTING
    life.start()
    changed = _health(diary, Health.ONLINE)
    life.stop()
    assert changed.before.health is Health.STARTING
    assert life.status.since == changed.at
    assert life.status.since.tzinfo is not None
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
    life = _run(driver, diary)
    _health(diary, health, reason)
    driver.open_trouble = None
    _health(diary, Health.ONLINE)
    life.stop()


def test_one_and_two_misses_are_degraded_and_the_third_is_offline(driver: ObedientDriver, diary: Diary) -> None:
    life = _run(driver, diary)
    _health(diary, Health.ONLINE)
    closed = driver.closed
    driver.trouble = DeviceTimeout("device.timeout")
    _health(diary, Health.DEGRADED, Reason.NO_RESPONSE)
    _health(diary, Health.OFFLINE, Reason.NO_RESPONSE)
    assert driver.closed > closed
    driver.trouble = None
    _health(diary, Health.ONLINE, after=3)
    life.stop()
    assert [event.status.health for event in diary.of(StatusChanged)] == [
        Health.ONLINE,
        Health.DEGRADED,
        Health.OFFLINE,
        Health.ONLINE,
    ]


def test_a_device_that_was_there_and_is_gone_is_unplugged_not_unknown(driver: ObedientDriver, diary: Diary) -> None:
    life = _run(driver, diary)
    _health(diary, Health.ONLINE)
    driver.open_trouble = driver.trouble = DeviceAbsent("device.absent")
    _health(diary, Health.OFFLINE, Reason.UNPLUGGED)
    life.stop()


def test_attempts_become_rarer(driver: ObedientDriver, diary: Diary) -> None:
    driver.open_trouble = DeviceAbsent("device.absent")
    life = _run(driver, diary, Patience(first_s=0.02, longest_s=0.16, jitter=0.0))
    deadline = time.monotonic() + PATIENT_S
    while len(driver.opened) < 6 and time.monotonic() < deadline:
        time.sleep(0.01)
    life.stop()
    gaps = [later - earlier for earlier, later in zip(driver.opened, driver.opened[1:], strict=False)]
    assert all(gap >= wait for gap, wait in zip(gaps, (0.02, 0.04, 0.08, 0.16, 0.16), strict=False))


def test_a_port_that_appears_ends_the_waiting(driver: ObedientDriver, diary: Diary) -> None:
    driver.open_trouble, driver.present = DeviceAbsent("device.absent"), False
    life = _run(driver, diary, Patience(first_s=600))
    _health(diary, Health.OFFLINE)
    driver.open_trouble, driver.present = None, True
    _health(diary, Health.ONLINE)
    life.stop()


def test_only_changes_are_logged_and_told(driver: ObedientDriver, diary: Diary) -> None:
    with structlog.testing.capture_logs() as logs:
        life = _run(driver, diary)
        _health(diary, Health.ONLINE)
        time.sleep(0.1)
        driver.condition = Condition(health=Health.DEGRADED, reasons=frozenset({Reason.PAPER_LOW}))
        _health(diary, Health.DEGRADED)
        life.stop()
    assert [(log["event"], log["log_level"], log["health"]) for log in logs] == [
        ("device.status", "info", "online"),
        ("device.status", "info", "degraded"),
    ]
    assert len(diary.events) == 2


def test_a_defect_in_a_driver_does_not_end_its_thread(driver: ObedientDriver, diary: Diary) -> None:
    with structlog.testing.capture_logs() as logs:
        driver.trouble = ZeroDivisionError("a defect")
        life = _run(driver, diary)
        _health(diary, Health.FAULT, Reason.INTERNAL)
        driver.trouble = None
        _health(diary, Health.ONLINE)
        life.stop()
    assert any(log["event"] == "device.defect" and log["log_level"] == "error" for log in logs)


def test_a_thread_that_hangs_is_found_by_its_heartbeat(driver: ObedientDriver, diary: Diary) -> None:
    # Longer than a busy machine keeps a thread waiting that does not hang.
    life = _run(driver, diary, Patience(heartbeat_s=1.0))
    _health(diary, Health.ONLINE)
    life.check()
    assert life.status.health is Health.ONLINE
    driver.gate.clear()
    deadline = time.monotonic() + PATIENT_S
    while Reason.NO_HEARTBEAT not in life.status.reasons:
        assert time.monotonic() < deadline
        time.sleep(0.01)
        life.check()
    driver.gate.set()
    _health(diary, Health.ONLINE, after=2)
    life.stop()


def test_a_task_is_done_at_once_though_the_next_round_is_far(driver: ObedientDriver, diary: Diary) -> None:
    driver.pause_s = 600
    life = _run(driver, diary)
    _health(diary, Health.ONLINE)
    errands = [Errand(), Errand()]
    for errand in errands:
        life.post(errand)
    assert all(errand.over.wait(PATIENT_S) for errand in errands)
    life.stop()
    assert [errand.outcome for errand in errands] == ["done", "done"]


def test_a_task_for_a_device_that_is_away_is_refused_at_once(driver: ObedientDriver, diary: Diary) -> None:
    driver.open_trouble = DeviceBusy("device.busy")
    life = _run(driver, diary, Patience(first_s=600))
    _health(diary, Health.OFFLINE)
    errand = Errand()
    life.post(errand)
    assert errand.over.wait(PATIENT_S)
    life.stop()
    assert errand.outcome == "device.busy"


def test_a_task_that_loses_the_device_makes_it_offline(driver: ObedientDriver, diary: Diary) -> None:
    life = _run(driver, diary)
    _health(diary, Health.ONLINE)
    life.post(Errand(DeviceAbsent("device.unplugged")))
    _health(diary, Health.OFFLINE, Reason.UNPLUGGED)
    life.stop()


def test_tasks_before_the_start_and_after_the_end_are_refused(driver: ObedientDriver, diary: Diary) -> None:
    life = Life(driver, diary, _QUICK)
    early, late = Errand(), Errand()
    life.post(early)
    life.start()
    life.stop()
    life.post(late)
    assert (early.outcome, late.outcome) == ("device.absent", "device.absent")


def test_a_stopped_device_can_be_started_again(driver: ObedientDriver, diary: Diary) -> None:
    life = _run(driver, diary)
    _health(diary, Health.ONLINE)
    life.stop()
    life.start()
    errand = Errand()
    life.post(errand)
    assert errand.over.wait(PATIENT_S)
    life.stop()
    assert errand.outcome == "done"
    assert len(driver.opened) == 2


def test_a_task_whose_deadline_has_passed_is_not_begun_even_when_the_bus_hangs(
    driver: ObedientDriver, diary: Diary
) -> None:
    life = _run(driver, diary)
    _health(diary, Health.ONLINE)
    driver.gate.clear()
    late, patient = Errand(expires_at=time.monotonic()), Errand(expires_at=time.monotonic() + PATIENT_S)
    life.post(late)
    life.post(patient)
    life.check()
    driver.gate.set()
    assert patient.over.wait(PATIENT_S)
    assert late.over.wait(PATIENT_S)
    life.stop()
    assert patient.outcome == "done"


def test_devices_on_one_line_take_turns_and_one_that_is_lost_leaves_the_others_alone(diary: Diary) -> None:
    first, second = ObedientDriver(), ObedientDriver()
    second.id = DeviceId("other")
    first.trouble = DeviceTimeout("device.timeout")
    bus = Bus([Supervisor(driver, diary, _QUICK) for driver in (first, second)])
    bus.start()
    _health(diary, Health.OFFLINE, Reason.NO_RESPONSE)
    bus.stop()
    told = [(event.device, event.status.health) for event in diary.of(StatusChanged)]
    assert told.count(("other", Health.ONLINE)) == 1
    assert ("other", Health.OFFLINE) not in told


def test_an_error_may_name_its_reason_itself(driver: ObedientDriver, diary: Diary) -> None:
    driver.open_trouble = DeviceFault("device.fault", reason=Reason.NO_CREDIT.value)
    life = _run(driver, diary)
    _health(diary, Health.FAULT, Reason.NO_CREDIT)
    life.stop()


def test_jobs_are_remembered_until_256_others_are_over() -> None:
    diary = Diary()
    jobs = Jobs(DeviceId("ticket"), diary)
    slip = PrintSlip(slip=Slip(blocks=()))
    jobs.admit("waiting", slip)
    jobs.admit("over", slip)
    jobs.confirm("over")
    for number in range(255):
        jobs.admit(f"r{number}", slip)
        jobs.confirm(f"r{number}")
    waiting = jobs.get("waiting")
    assert waiting is not None
    assert waiting.state is JobState.QUEUED
    assert jobs.get("over") is None
    assert jobs.admit("over", slip)[1]
    assert len(diary.of(JobChanged)) == 2 + 1 + 2 * 255 + 1


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
    assert hal.get(DeviceId("idcard")).capabilities == CardReaderCapabilities(photo=False)
    with pytest.raises(TypeError, match="TicketPrinter"):
        hal.do(DeviceId("idcard"), PrintSlip(slip=Slip(blocks=())), "r2")
