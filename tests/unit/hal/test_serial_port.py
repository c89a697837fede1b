"""Finding a port among those of the machine, and losing it."""

from __future__ import annotations

import os
import time
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from hallcall.core.errors import DeviceAbsent, DeviceBusy, DeviceTimeout
from hallcall.hal import DeviceId
from hallcall.hal.transport import SerialPort, SerialTransport

pytestmark = pytest.mark.feature("F210")

_ID = DeviceId("idcard")


@pytest.fixture
def udev(tmp_path: Path) -> Path:
    """Links as udev makes them: one adapter with two ports, one with a single port."""
    links = {
        "by-path/pci-0000:00:14.0-usb-0:3:1.0-port0": "ttyUSB0",
        "by-path/pci-0000:00:14.0-usb-0:3:1.1-port0": "ttyUSB1",
        "by-path/pci-0000:00:14.0-usb-0:4:1.0-port0": "ttyUSB2",
        "by-id/usb-FTDI_Quad_A1-if00-port0": "ttyUSB0",
        "by-id/usb-FTDI_Quad_A1-if01-port0": "ttyUSB1",
        "by-id/usb-1a86_Serial_77-if00-port0": "ttyUSB2",
    }
    for link, port in links.items():
        (tmp_path / port).touch()
        (tmp_path / link).parent.mkdir(exist_ok=True)
        (tmp_path / link).symlink_to(tmp_path / port)
    return tmp_path


@pytest.fixture
def pty(tmp_path: Path) -> Iterator[tuple[int, str]]:
    """The near end of a line that nobody answers on, and its path."""
    master, slave = os.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(slave)
    try:
        os.close(master)
    except OSError:
        return


def _line(path: str) -> SerialTransport:
    return SerialTransport(SerialPort(device=_ID, port=path))


@pytest.mark.parametrize(
    ("match", "port"),
    [
        ((("ID_PATH", "pci-0000:00:14.0-usb-0:3:1.1"),), "ttyUSB1"),
        ((("ID_SERIAL", "1a86_Serial_77"),), "ttyUSB2"),
        ((("ID_PATH", "pci-0000:00:14.0-usb-0:3:1.0"), ("ID_SERIAL", "FTDI_Quad_A1")), "ttyUSB0"),
    ],
)
def test_a_port_is_found_by_what_udev_says_of_it(udev: Path, match: tuple[tuple[str, str], ...], port: str) -> None:
    assert SerialPort(device=_ID, match=match).locate(udev) == str(udev / port)


@pytest.mark.parametrize(
    ("match", "matches"),
    [
        ((("ID_SERIAL", "FTDI_Quad_A1"),), 2),
        ((("ID_PATH", "pci-0000:00:14.0-usb-0:9:1.0"),), 0),
        ((("ID_SERIAL", "1a86_Serial_7"),), 0),
    ],
)
def test_no_port_and_two_ports_are_not_guessed_at(udev: Path, match: tuple[tuple[str, str], ...], matches: int) -> None:
    with pytest.raises(DeviceAbsent) as absent:
        SerialPort(device=_ID, match=match).locate(udev)
    assert absent.value.fields == {"device": "idcard", "matches": matches}


def test_a_line_without_a_port_is_not_present() -> None:
    assert not SerialTransport(SerialPort(device=_ID, match=(("ID_PATH", "nowhere"),))).is_present()
    assert not _line("/dev/no-such-port").is_present()
    assert _line("socket://127.0.0.1:9").is_present()


def test_bytes_go_both_ways_and_a_trace_sees_them(pty: tuple[int, str]) -> None:
    master, path = pty
    seen: list[tuple[str, bytes]] = []
    line = SerialTransport(SerialPort(device=_ID, port=path), lambda way, data: seen.append((way, data)))
    line.open()
    line.write(b"ask")
    assert os.read(master, 10) == b"ask"
    os.write(master, b"answer")
    assert line.read_exact(3, time.monotonic() + 5) == b"ans"
    assert line.read_pending() == b"wer"
    assert line.read_pending() == b""
    line.close()
    assert seen == [("out", b"ask"), ("in", b"ans"), ("in", b"wer")]


def test_an_answer_that_is_too_short_is_a_timeout(pty: tuple[int, str]) -> None:
    master, path = pty
    line = _line(path)
    line.open()
    os.write(master, b"ab")
    begin = time.monotonic()
    with pytest.raises(DeviceTimeout):
        line.read_exact(3, time.monotonic() + 0.05)
    line.close()
    assert time.monotonic() - begin < 2


def test_what_came_before_opening_is_forgotten(pty: tuple[int, str]) -> None:
    master, path = pty
    os.write(master, b"old")
    line = _line(path)
    line.open()
    assert line.read_pending() == b""
    line.close()


def test_a_port_has_one_holder(pty: tuple[int, str]) -> None:
    first, second = _line(pty[1]), _line(pty[1])
    first.open()
    with pytest.raises(DeviceBusy):
        second.open()
    first.close()
    second.open()
    second.close()


def test_every_way_of_using_a_dead_line_says_unplugged(pty: tuple[int, str]) -> None:
    master, path = pty
    line = _line(path)
    line.open()
    os.close(master)
    for use in (
        lambda: line.write(b"x"),
        lambda: line.read_exact(1, time.monotonic() + 1),
        line.read_pending,
        line.discard_input,
    ):
        with pytest.raises(DeviceAbsent, match="unplugged"):
            use()
    line.close()
    line.close()


def test_a_closed_line_is_absent() -> None:
    with pytest.raises(DeviceAbsent):
        _line("/dev/null").read_pending()


def test_what_is_no_serial_port_is_absent(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DeviceAbsent, match="absent"):
        _line(str(tmp_path / "file")).open()
