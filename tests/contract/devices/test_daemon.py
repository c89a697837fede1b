"""The devices in a daemon's hands: the same to an application as its own, and they come back by themselves."""

from __future__ import annotations

import socket
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from hallcall.core.errors import DeviceBusy, DeviceFault
from hallcall.hal import Health, JobChanged, JobState, Reason, StatusChanged, open_devices, parse_machine
from hallcall.hal.document import Align, Bitmap, Cell, Columns, Cut, Gap, Qr, Row, Rule, Slip, Span, Text
from hallcall.hal.hald import Hald
from hallcall.hal.messages import Do, decode_do, encode, pack, unpack_command
from hallcall.hal.ports.printer import PrinterCapabilities, PrintSlip
from hallcall.hal.remote import RemoteHal
from hallcall.sim.devices import PtyWire, SimIdReader, SimTicketPrinter, fictional_card
from helpers.device_rigs import HASTY, PATIENT_S, PRINTER, READER, TODAY, Diary
from helpers.sample_slip import sample_slip

pytestmark = pytest.mark.feature("F210")

_SLIP = Slip(blocks=(Text(text="A001"),))


class House:
    """A machine with a reader and a printer, and a daemon that can be started and stopped."""

    def __init__(self, folder: Path) -> None:
        self.reader, self.printer = SimIdReader(), SimTicketPrinter()
        self.wires = [
            PtyWire(folder / "reader", self.reader, baud=None),
            PtyWire(folder / "printer", self.printer, baud=None),
        ]
        self.path = folder / "hald.sock"
        self.machine = parse_machine(
            f"""schema = 1
[machine]
id = "k1"
[hal]
socket = "{self.path}"
[[device]]
id = "{READER}"
driver = "idcard.sdt"
transport = {{ kind = "serial", port = "{folder}/reader", baud = 921600 }}
poll_ms = 50
timeout_ms = 2000
[[device]]
id = "{PRINTER}"
driver = "printer.escpos"
transport = {{ kind = "serial", port = "{folder}/printer", baud = 921600 }}
poll_ms = 100
timeout_ms = 2000
width_dots = 384
"""
        )
        self.daemon: Hald | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self.daemon = Hald(self.machine, self.path, patience=HASTY)
        self._thread = threading.Thread(target=self.daemon.run)
        self._thread.start()
        _until(self.path.exists)

    def stop(self) -> None:
        if self.daemon is not None and self._thread is not None:
            self.daemon.stop()
            self._thread.join()
            self.daemon = None


def _until(fits: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENT_S
    while not fits():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    for wire in made.wires:
        wire.plug()
    made.start()
    yield made
    made.stop()
    for wire in made.wires:
        wire.unplug()


@pytest.fixture
def diary() -> Diary:
    return Diary()


@pytest.fixture
def remote(house: House, diary: Diary) -> Iterator[RemoteHal]:
    made = RemoteHal(house.machine, house.path)
    made.subscribe(diary)
    made.start()
    for device in (READER, PRINTER):
        _wait(diary, device, Health.ONLINE)
    yield made
    made.stop()


def _wait(diary: Diary, device: str, health: Health, reason: Reason | None = None, after: int = 0) -> StatusChanged:
    return diary.wait(
        StatusChanged,
        lambda event: (
            event.device == device
            and event.status.health is health
            and (reason is None or reason in event.status.reasons)
        ),
        after=after,
    )


def test_the_machines_file_says_who_owns_the_devices(house: House, remote: RemoteHal) -> None:
    assert isinstance(open_devices(house.machine), RemoteHal)
    printer = remote.get(PRINTER)
    assert printer.driver == "printer.escpos"
    assert isinstance(printer.capabilities, PrinterCapabilities)
    assert printer.capabilities.width_dots == 384
    assert remote.status()[READER].health is Health.ONLINE
    with pytest.raises(KeyError):
        remote.get(READER + "x")  # type: ignore[arg-type]


def test_a_card_laid_on_the_reader_is_told_whole(house: House, remote: RemoteHal, diary: Diary) -> None:
    from random import Random

    from hallcall.core.identity import DocumentKind
    from hallcall.hal import CardLaid

    card = fictional_card(Random(3), DocumentKind.RESIDENT, today=TODAY)
    house.reader.lay(card)
    laid = diary.wait(CardLaid)
    assert (laid.card.name, laid.card.number, laid.card.birth) == (card.name, card.number, card.birth)
    assert laid.device == READER


def test_a_slip_goes_from_queued_to_confirmed_and_a_repeated_one_prints_once(
    house: House, remote: RemoteHal, diary: Diary
) -> None:
    assert remote.print_slip(PRINTER, sample_slip(), "r1").state is JobState.QUEUED
    diary.wait(JobChanged, lambda event: event.job.is_over)
    remote.print_slip(PRINTER, sample_slip(), "r1")
    assert [event.job.state for event in diary.of(JobChanged)] == [
        JobState.QUEUED,
        JobState.SENT,
        JobState.CONFIRMED,
    ]
    assert len(house.printer.tickets) == 1
    job = remote.job(PRINTER, "r1")
    assert job is not None
    assert job.state is JobState.CONFIRMED


def test_why_a_slip_was_not_printed_is_told_with_its_code(house: House, remote: RemoteHal, diary: Diary) -> None:
    house.printer.open_cover()
    future = remote.do(PRINTER, PrintSlip(slip=_SLIP), "r1")
    with pytest.raises(DeviceFault, match=r"printer\.cover_open"):
        future.result(PATIENT_S)
    _wait(diary, PRINTER, Health.FAULT, Reason.COVER_OPEN)


def test_a_mistake_of_the_caller_is_told_at_once(remote: RemoteHal) -> None:
    with pytest.raises(TypeError, match="TicketPrinter"):
        remote.do(READER, PrintSlip(slip=_SLIP), "r1")
    with pytest.raises(KeyError):
        remote.print_slip(READER, _SLIP, "r2")


def test_a_daemon_that_is_away_is_told_and_come_back_to(house: House, remote: RemoteHal, diary: Diary) -> None:
    before = len(diary.events)
    house.stop()
    _wait(diary, READER, Health.OFFLINE, Reason.SERVICE_AWAY, after=before)
    began = time.monotonic()
    house.start()
    for device in (READER, PRINTER):
        _wait(diary, device, Health.ONLINE, after=before)
    assert time.monotonic() - began < 5
    remote.do(PRINTER, PrintSlip(slip=_SLIP), "r1").result(PATIENT_S)
    assert len(house.printer.tickets) == 1


def test_a_slip_asked_for_while_the_daemon_is_away_is_printed_when_it_is_back(
    house: House, remote: RemoteHal, diary: Diary
) -> None:
    house.stop()
    _wait(diary, PRINTER, Health.OFFLINE, Reason.SERVICE_AWAY)
    future = remote.do(PRINTER, PrintSlip(slip=_SLIP), "r1")
    house.start()
    future.result(PATIENT_S)
    assert len(house.printer.tickets) == 1


def test_a_slip_that_was_printed_is_not_printed_again_by_the_next_daemon(house: House, remote: RemoteHal) -> None:
    remote.do(PRINTER, PrintSlip(slip=_SLIP), "r1").result(PATIENT_S)
    house.stop()
    house.start()
    again = RemoteHal(house.machine, house.path)
    again.start()
    again.do(PRINTER, PrintSlip(slip=_SLIP), "r1").result(PATIENT_S)
    again.stop()
    assert len(house.printer.tickets) == 1


def test_a_slip_for_a_daemon_that_never_comes_back_fails_in_the_end(
    house: House, remote: RemoteHal, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hallcall.hal.remote._GRACE_S", 0.3)
    house.stop()
    _wait(diary, PRINTER, Health.OFFLINE, Reason.SERVICE_AWAY)
    remote.print_slip(PRINTER, _SLIP, "r1")
    ended = diary.wait(JobChanged, lambda event: event.job.is_over)
    assert ended.job.reason == "device.absent"


def test_the_socket_is_for_its_own_user_alone_and_has_one_daemon(house: House) -> None:
    assert stat.S_IMODE(house.path.stat().st_mode) == 0o600
    with pytest.raises(DeviceBusy):
        Hald(house.machine, house.path).run()


@pytest.mark.logs_warnings
@pytest.mark.parametrize("said", [b"{}\n", b"\xff\xfe\n", b'{"type":"do"}\n', b"[" * 10000 + b"\n"])
def test_a_client_that_talks_nonsense_is_hung_up_on_and_the_others_go_on(
    house: House, remote: RemoteHal, said: bytes
) -> None:
    with socket.socket(socket.AF_UNIX) as rude:
        rude.settimeout(PATIENT_S)
        rude.connect(str(house.path))
        rude.sendall(said)
        with suppress(ConnectionResetError):
            while rude.recv(65536):
                pass
    remote.do(PRINTER, PrintSlip(slip=_SLIP), "r1").result(PATIENT_S)


def test_every_kind_of_block_goes_over_the_wire_unchanged() -> None:
    line = (Span(text="左", bold=True),)
    blocks = (
        Text(text="䶮", align=Align.CENTRE),
        Row(left=line, right=line),
        Columns(cells=(Cell(lines=(line, line), share=2),), divided=True),
        Rule(),
        Qr(data="x", beside=(Text(text="y"),)),
        Bitmap(width_px=9, height_px=1, rows=b"\xff\x80"),
        Gap(dots=3),
        Cut(),
    )
    asked = Do(device=PRINTER, request_id="r", command=pack(PrintSlip(slip=Slip(blocks=blocks))))
    assert unpack_command(decode_do(encode(asked)).command) == PrintSlip(slip=Slip(blocks=blocks))
    assert unpack_command(pack(PrintSlip(slip=sample_slip()))) == PrintSlip(slip=sample_slip())
    assert msgspec.json.decode(encode(asked))["type"] == "do"
