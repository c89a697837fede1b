"""The ports of a machine, and whose they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from hallcall.hal import parse_machine
from hallcall.hal.discovery import find_ports

pytestmark = pytest.mark.feature("F210")

_ONE, _TWO = "pci-0000:00:14.0-usb-0:3:1.0-port0", "pci-0000:00:14.0-usb-0:4:1.0-port0"


@pytest.fixture
def dev(tmp_path: Path) -> Path:
    """Two serial adapters, one of which has a serial number, and a printer at USB."""
    for name in ("ttyUSB0", "ttyUSB1", "usb/lp0"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    links = {f"by-path/{_ONE}": "ttyUSB0", f"by-path/{_TWO}": "ttyUSB1", "by-id/usb-1a86_Serial_77": "ttyUSB1"}
    for link, port in links.items():
        (tmp_path / "serial" / link).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "serial" / link).symlink_to(tmp_path / port)
    return tmp_path


def test_every_port_is_found_with_what_to_write_into_the_machines_file(dev: Path) -> None:
    found = {port.path.name: port for port in find_ports(dev=dev)}
    assert set(found) == {"ttyUSB0", "ttyUSB1", "lp0"}
    assert found["ttyUSB0"].match == (("ID_PATH", _ONE),)
    assert found["ttyUSB1"].match == (("ID_PATH", _TWO), ("ID_SERIAL", "1a86_Serial_77"))
    assert (found["lp0"].kind, found["lp0"].match) == ("usb-file", ())


def test_a_port_of_the_machines_file_belongs_to_its_device_and_the_others_are_unknown(dev: Path) -> None:
    machine = parse_machine(f"""schema = 1
[machine]
id = "m"
[[device]]
id = "idcard"
driver = "idcard.sdt"
transport = {{ kind = "serial", match = {{ ID_SERIAL = "1a86_Serial_77" }} }}
[[device]]
id = "ticket"
driver = "printer.escpos"
transport = {{ kind = "usb-file", path = "{dev}/usb/lp0" }}
[[device]]
id = "far"
driver = "printer.escpos"
transport = {{ kind = "tcp", host = "192.168.8.20", port = 9100 }}
[[device]]
id = "lost"
driver = "idcard.sdt"
transport = {{ kind = "serial", match = {{ ID_SERIAL = "gone" }} }}
""")
    owners = {port.path.name: port.device for port in find_ports(machine, dev)}
    assert owners == {"ttyUSB0": None, "ttyUSB1": "idcard", "lp0": "ticket"}
