"""Somebody else's code in a process of its own: its crash and its silence are its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hallcall.core.errors import DeviceAbsent, DeviceFault, DeviceTimeout
from hallcall.hal import DeviceId
from hallcall.hal.vendor import VendorProcess

pytestmark = pytest.mark.feature("F210")

_LIBRARY = """
import os, sys, time
from hallcall.hal.vendor import serve

def add(a, b):
    print("noise of the vendor's library")
    return a + b

def fail():
    raise RuntimeError("no licence")

serve({"add": add, "fail": fail, "hang": lambda: time.sleep(600), "crash": lambda: os._exit(3), "who": os.getpid})
"""
_LONG_S = 20.0


@pytest.fixture
def vendor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[VendorProcess]:
    (tmp_path / "acme_library.py").write_text(_LIBRARY, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    process = VendorProcess(DeviceId("camera"), "acme_library")
    process.start()
    yield process
    process.stop()
    assert not process.is_running


def test_a_result_comes_back_whatever_the_library_prints(vendor: VendorProcess) -> None:
    assert vendor.call("add", timeout_s=_LONG_S, a=1, b=2) == 3


def test_what_the_library_refuses_is_a_fault_with_its_words(vendor: VendorProcess) -> None:
    with pytest.raises(DeviceFault) as refused:
        vendor.call("fail", timeout_s=_LONG_S)
    assert refused.value.fields["detail"] == "RuntimeError: no licence"
    assert vendor.call("add", timeout_s=_LONG_S, a=1, b=1) == 2


def test_a_library_that_hangs_is_killed_and_can_be_started_again(vendor: VendorProcess) -> None:
    vendor.call("add", timeout_s=_LONG_S, a=1, b=1)
    began = time.monotonic()
    with pytest.raises(DeviceTimeout):
        vendor.call("hang", timeout_s=0.1)
    assert time.monotonic() - began < _LONG_S
    assert not vendor.is_running
    vendor.start()
    assert vendor.call("add", timeout_s=_LONG_S, a=2, b=2) == 4


def test_a_library_that_crashes_is_away_for_that_reason(vendor: VendorProcess) -> None:
    with pytest.raises(DeviceAbsent) as gone:
        vendor.call("crash", timeout_s=_LONG_S)
    assert gone.value.fields["reason"] == "crashed"
    with pytest.raises(DeviceAbsent):
        vendor.call("add", timeout_s=_LONG_S, a=1, b=1)


def test_each_start_is_a_new_process(vendor: VendorProcess) -> None:
    first = vendor.call("who", timeout_s=_LONG_S)
    vendor.start()
    assert vendor.call("who", timeout_s=_LONG_S) != first
