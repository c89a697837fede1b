"""The machine's file: what it may say, and how every mistake in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from hallcall.assets import LANGUAGES, load_texts
from hallcall.core.errors import ConfigError, Finding
from hallcall.hal import DeviceId, load_machine, parse_machine
from hallcall.hal.transport import FilePort, SerialPort, TcpPort

pytestmark = pytest.mark.feature("F210")

_GOOD = """schema = 1
[machine]
id = "f1-kiosk-03"

[[device]]
id = "idcard"
driver = "idcard.sdt"
transport = { kind = "serial", match = { ID_PATH = "pci-0000:00:14.0-usb-0:3:1.0" }, baud = 115200 }
poll_ms = 200

[[device]]
id = "ticket"
driver = "printer.escpos"
enabled = false
transport = { kind = "serial", port = "/dev/ttyUSB0", baud = 9600 }
width_dots = 384
mode = "text"
status = "asb"
"""


def _findings(text: str) -> list[Finding]:
    with pytest.raises(ConfigError, match=r"config\.invalid") as refused:
        parse_machine(text, "kiosk.toml")
    return list(refused.value.findings)


def test_a_good_file_is_read_with_defaults_filled_in() -> None:
    machine = parse_machine(_GOOD)
    reader, printer = machine.devices
    assert machine.id == "f1-kiosk-03"
    assert reader.port == SerialPort(
        device=DeviceId("idcard"), match=(("ID_PATH", "pci-0000:00:14.0-usb-0:3:1.0"),), baud=115200
    )
    assert reader.options == {"poll_ms": 200, "timeout_ms": 500, "removed_after_ms": 1500}
    assert reader.enabled
    assert not printer.enabled
    assert printer.port == SerialPort(device=DeviceId("ticket"), port="/dev/ttyUSB0", baud=9600)
    assert (printer.options["width_dots"], printer.options["mode"], printer.options["status"]) == (384, "text", "asb")


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "code"),
    [
        ("schema = 1", "schema = 2", 1, "schema", "machine.value"),
        ("schema = 1", "schema = 1\nsurprise = 1", 2, "surprise", "machine.unknown_key"),
        ('id = "f1-kiosk-03"', 'id = "F1 Kiosk"', 3, "machine.id", "machine.value"),
        ('id = "f1-kiosk-03"\n', "\n", 2, "machine.id", "machine.missing"),
        ('"idcard.sdt"', '"idcard.magic"', 7, "device[0].driver", "machine.value"),
        ('"idcard.sdt"', '["idcard.sdt"]', 7, "device[0].driver", "machine.value"),
        ('driver = "idcard.sdt"\n', "\n", 5, "device[0].driver", "machine.missing"),
        ("poll_ms = 200", "poll_ms = 5", 9, "device[0].poll_ms", "machine.value"),
        ("poll_ms = 200", 'poll_ms = "200"', 9, "device[0].poll_ms", "machine.value"),
        ("poll_ms = 200", "poll_ms = true", 9, "device[0].poll_ms", "machine.value"),
        ("poll_ms = 200", "width_dots = 576", 9, "device[0].width_dots", "machine.unknown_key"),
        ('kind = "serial", match', 'kind = "sim", match', 8, "device[0].transport.kind", "machine.value"),
        ("baud = 115200", "baud = 115201", 8, "device[0].transport.baud", "machine.value"),
        ("ID_PATH", "ID_MAGIC", 8, "device[0].transport.match", "machine.value"),
        ('port = "/dev/ttyUSB0", ', "", 15, "device[1].transport", "machine.one_of"),
        ('port = "/dev/ttyUSB0"', "port = 7", 15, "device[1].transport.port", "machine.value"),
        ("enabled = false", 'enabled = "no"', 14, "device[1].enabled", "machine.value"),
        ('mode = "text"', 'mode = "fancy"', 17, "device[1].mode", "machine.value"),
        ('id = "ticket"', 'id = "idcard"', 12, "device[1].id", "machine.duplicate"),
        ('[machine]\nid = "f1-kiosk-03"', "", 0, "machine", "machine.missing"),
        ("id = ", "id : ", 3, "", "machine.syntax"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_key(old: str, new: str, line: int, key: str, code: str) -> None:
    assert old in _GOOD
    findings = _findings(_GOOD.replace(old, new, 1))
    assert (findings[0].file, findings[0].key, findings[0].code) == ("kiosk.toml", key, code)
    assert findings[0].line == line


def test_every_mistake_is_named_at_once() -> None:
    text = (
        _GOOD.replace("schema = 1", "schema = 7").replace("9600", "9601").replace("= 200", "= 1").replace("text", "x")
    )
    assert [(finding.line, finding.key) for finding in _findings(text)] == [
        (1, "schema"),
        (9, "device[0].poll_ms"),
        (15, "device[1].transport.baud"),
        (17, "device[1].mode"),
    ]


def test_devices_that_are_no_tables_are_refused() -> None:
    assert _findings('schema = 1\ndevice = ["idcard"]\n[machine]\nid = "k"\n')[0].code == "machine.type"


def test_a_missing_and_an_unreadable_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"config\.missing"):
        load_machine(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"config\.unreadable"):
        load_machine(tmp_path / "bad.toml")
    (tmp_path / "good.toml").write_text(_GOOD, encoding="utf-8")
    assert load_machine(tmp_path / "good.toml").id == "f1-kiosk-03"


def _one_device(transport: str, driver: str = "printer.escpos", options: str = "") -> str:
    return f"""schema = 1
[machine]
id = "m"
[[device]]
id = "ticket"
driver = "{driver}"
transport = {{ {transport} }}
{options}
"""


def test_a_printer_may_hang_in_the_network_or_at_a_usb_file() -> None:
    network = parse_machine(_one_device('kind = "tcp", host = "192.168.8.20", port = 9100')).devices[0]
    assert network.port == TcpPort(device=DeviceId("ticket"), host="192.168.8.20", port=9100)
    usb = parse_machine(_one_device('kind = "usb-file", path = "/dev/usb/lp0"')).devices[0]
    assert usb.port == FilePort(device=DeviceId("ticket"), path="/dev/usb/lp0")


@pytest.mark.parametrize(
    ("transport", "key", "code"),
    [
        ('kind = "tcp", host = "printer"', "device[0].transport.port", "machine.missing"),
        ('kind = "tcp", host = "a b", port = 9100', "device[0].transport.host", "machine.value"),
        ('kind = "tcp", host = "a", port = 91000', "device[0].transport.port", "machine.value"),
        ('kind = "usb-file", path = "lp0"', "device[0].transport.path", "machine.value"),
        ('kind = "evdev", path = "/dev/input/event3"', "device[0].transport.kind", "machine.value"),
        ('kind = "serial", match = { port_number = 1 }', "device[0].transport.match", "machine.value"),
        (
            'kind = "serial", match = { ID_PATH = "x", port_number = "1" }',
            "device[0].transport.match",
            "machine.value",
        ),
    ],
)
def test_a_mistake_at_a_port_is_named(transport: str, key: str, code: str) -> None:
    finding = _findings(_one_device(transport))[0]
    assert (finding.key, finding.code, finding.line) == (key, code, 7)


def test_one_port_of_an_adapter_with_several_is_named_by_its_number() -> None:
    text = _one_device('kind = "serial", match = { ID_SERIAL = "1a86_Quad", port_number = 2 }')
    port = parse_machine(text).devices[0].port
    assert port == SerialPort(device=DeviceId("ticket"), match=(("ID_SERIAL", "1a86_Quad"),), port_number=2)


def test_two_devices_at_one_port_are_a_mistake_unless_one_is_switched_off() -> None:
    second = _GOOD.replace("enabled = false", "enabled = true").replace('port = "/dev/ttyUSB0", baud = 9600', "{}")
    same = 'match = { ID_PATH = "pci-0000:00:14.0-usb-0:3:1.0" }'
    text = second.replace("{}", same)
    finding = _findings(text)[0]
    assert (finding.key, finding.code, finding.fields) == (
        "device[1].transport",
        "machine.line_taken",
        (("allowed", "device[0]"),),
    )
    assert len(parse_machine(text.replace("enabled = true", "enabled = false")).devices) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_sentence(language: str) -> None:
    texts = load_texts(language)
    codes = "syntax missing type value unknown-key duplicate one-of line-taken address-taken"
    for code in codes.split():
        assert texts.text(f"finding-machine-{code}", allowed="x")
