"""Which drivers there are, and what holds for the spec of each."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import structlog

from hallcall.core.errors import ConfigError
from hallcall.hal import parse_machine
from hallcall.hal.drivers import BUILT_IN
from hallcall.hal.failing import error_of
from hallcall.hal.registry import driver_names, find_driver
from hallcall.hal.transport.ends import PORT_KINDS

pytestmark = pytest.mark.feature("F210")

_SCALE = """
from hallcall.hal.options import Whole
from hallcall.hal.registry import DriverSpec

def make(config, wire, services):
    raise NotImplementedError

SPEC = DriverSpec(
    name="scale.acme", ports=frozenset({"serial"}), options={"address": Whole(1, 1, 9)}, make=make, address="address"
)
"""
_TWO_SCALES = """schema = 1
[machine]
id = "m"
[[device]]
id = "left"
driver = "scale.acme"
transport = { kind = "serial", port = "/dev/ttyS0" }
[[device]]
id = "right"
driver = "scale.acme"
transport = { kind = "serial", port = "/dev/ttyS0" }
address = 2
"""


@pytest.fixture
def foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody else's package, installed."""
    (tmp_path / "acme_scale.py").write_text(_SCALE, encoding="utf-8")
    info = tmp_path / "acme_scale-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-scale\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[hallcall.drivers]\nscale.acme = acme_scale:SPEC\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "acme_scale", raising=False)
    return tmp_path / "acme_scale.py"


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_spec_names_itself_and_only_what_there_is(name: str) -> None:
    spec = find_driver(name)
    assert spec.name == name
    assert spec.ports <= set(PORT_KINDS)
    assert not spec.address or spec.address in spec.options
    assert all(error_of(code).code == code for code in spec.reasons)
    for option in spec.options.values():
        assert option.default is None or option.default in ("", (), {}) or not option.problem(option.default)


def test_the_built_in_drivers_stand_in_order() -> None:
    assert list(BUILT_IN) == sorted(BUILT_IN)


def test_a_driver_of_another_package_is_used_like_any_other(foreign: Path) -> None:
    assert "scale.acme" in driver_names()
    machine = parse_machine(_TWO_SCALES)
    assert [device.whole("address") for device in machine.devices] == [1, 2]


def test_two_devices_on_a_line_with_one_address_are_a_mistake(foreign: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        parse_machine(_TWO_SCALES.replace("address = 2", "address = 1"))
    (finding,) = refused.value.findings
    assert (finding.line, finding.key, finding.code) == (12, "device[1].address", "machine.address_taken")


def test_two_devices_on_a_line_must_agree_on_its_speed(foreign: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        parse_machine(_TWO_SCALES.replace('"/dev/ttyS0" }\n[[', '"/dev/ttyS0", baud = 9600 }\n[['))
    assert [finding.code for finding in refused.value.findings] == ["machine.line_taken"]


@pytest.mark.parametrize("code", ["import nothing_of_that_name", "SPEC = 1"])
def test_a_broken_package_is_logged_and_its_driver_is_not_there(foreign: Path, code: str) -> None:
    foreign.write_text(code, encoding="utf-8")
    with structlog.testing.capture_logs() as logs, pytest.raises(ConfigError):
        parse_machine(_TWO_SCALES)
    assert logs[0]["event"] == "driver.broken"
    assert logs[0]["package"] == "acme_scale:SPEC"
