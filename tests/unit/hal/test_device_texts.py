"""Everything a device can say of itself has a plain sentence in every language."""

from __future__ import annotations

import pytest

from hallcall.assets import LANGUAGES, load_texts
from hallcall.core.errors import DeviceAbsent, DeviceBusy, DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal import Health, Reason

_CODES = sorted(DeviceAbsent.codes | DeviceBusy.codes | DeviceFault.codes | DeviceProtocol.codes | DeviceTimeout.codes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", _CODES)
def test_every_device_error_has_a_sentence_without_values(language: str, code: str) -> None:
    assert load_texts(language).error(code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_health_has_words(language: str) -> None:
    texts = load_texts(language)
    assert all(texts.text(f"device-reason-{reason.value}") for reason in Reason)
    assert all(texts.text(f"device-health-{health.value}") for health in Health)
