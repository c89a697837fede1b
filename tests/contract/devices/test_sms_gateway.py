"""The driver of a message gateway, against one that behaves as gateways do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hallcall.core.errors import DeviceError, DeviceFault
from hallcall.hal import Health, Reason, parse_machine
from hallcall.hal.building import make_driver
from helpers.device_rigs import wait_status
from helpers.device_rigs.base import PATIENT_S, machine_text
from helpers.device_rigs.sms_http import OPTIONS, PHONE, SMS, HttpSmsRig, http_sms_rig

pytestmark = pytest.mark.feature("F168")


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[HttpSmsRig]:
    with http_sms_rig(tmp_path) as made:
        yield made


def refusal_of(rig: HttpSmsRig, message_id: str = "E-1") -> DeviceFault:
    with pytest.raises(DeviceFault) as refused:
        rig.send("A001", message_id)
    return refused.value


def test_the_gateways_name_of_a_message_is_on_the_receipt(rig: HttpSmsRig) -> None:
    assert rig.send("A001", "E-1").references == ("G1",)


@pytest.mark.feature("F172")
@pytest.mark.parametrize("mood", ["500", "html", "not-json"])
def test_a_message_that_was_taken_and_badly_answered_is_sent_again_by_the_same_id_and_leaves_once(
    rig: HttpSmsRig, mood: str
) -> None:
    rig.device.answer_next(mood)  # type: ignore[arg-type]
    rig.send("A001", "E-1")
    assert len(rig.device.requests) == 2
    assert [sent.id for sent in rig.device.sent] == ["E-1"]


@pytest.mark.feature("F172")
def test_a_message_that_has_left_is_not_even_asked_about_again(rig: HttpSmsRig) -> None:
    assert rig.send("A001", "E-1") == rig.send("A001", "E-1")
    assert len(rig.device.requests) == 1


def test_200_with_an_error_inside_is_a_failure_and_tells_its_reason(rig: HttpSmsRig) -> None:
    rig.device.answer_next("error-in-200", code="4021")
    refused = refusal_of(rig)
    assert (refused.code, refused.fields["reason"]) == ("sms.refused", "blacklisted")
    assert rig.hal.get(rig.id).status.health is Health.ONLINE


def test_an_error_that_nobody_has_explained_is_not_for_ever(rig: HttpSmsRig) -> None:
    rig.device.answer_next("error-in-200", code="4999")
    refused = refusal_of(rig)
    assert (refused.code, refused.fields["reason"], refused.fields["detail"]) == (
        "device.fault",
        "gateway-refused",
        "4999",
    )
    wait_status(rig, Health.DEGRADED, Reason.GATEWAY_REFUSED)
    before = len(rig.diary.events)
    rig.send("A001", "E-1")
    wait_status(rig, Health.ONLINE, after=before)


def test_an_empty_account_is_seen_before_and_after_somebody_is_to_be_told(rig: HttpSmsRig) -> None:
    rig.device.credit = 0
    wait_status(rig, Health.DEGRADED, Reason.NO_CREDIT)
    assert refusal_of(rig).fields["reason"] == "no-credit"
    before = len(rig.diary.events)
    rig.device.credit = 5
    wait_status(rig, Health.ONLINE, after=before)
    rig.send("A001", "E-1")


def test_a_refused_password_is_told(rig: HttpSmsRig) -> None:
    rig.device.answer_next("401")
    assert refusal_of(rig).fields["reason"] == "unauthorised"
    wait_status(rig, Health.DEGRADED, Reason.UNAUTHORISED)


def test_a_number_that_cannot_be_reached_and_a_document_in_the_text_never_get_to_the_gateway(rig: HttpSmsRig) -> None:
    with pytest.raises(DeviceFault, match=r"sms\.number"):
        rig.send("A001", "E-1", number="12345")
    with pytest.raises(DeviceFault, match=r"sms\.text"):
        rig.send("11010519491231002X 请到窗口", "E-2")
    assert rig.device.requests == []


@pytest.mark.feature("F172")
def test_a_gateway_that_hangs_up_in_the_middle_gets_the_message_again_and_sends_it_once(rig: HttpSmsRig) -> None:
    rig.wire.faults.silence(times=10**6)
    taken = rig.begin("A001", "E-1")
    with pytest.raises(DeviceError):
        taken.result(PATIENT_S)
    rig.wire.unplug()
    before = len(rig.diary.events)
    rig.wire.faults.clear()
    rig.wire.plug()
    wait_status(rig, Health.ONLINE, after=before)
    rig.send("A001", "E-1")
    assert [sent.id for sent in rig.device.sent] == ["E-1"]


@pytest.mark.feature("F172")
def test_a_gateway_that_knows_no_ids_gets_an_unsure_message_no_second_time(tmp_path: Path) -> None:
    with http_sms_rig(tmp_path, options=f'{OPTIONS}unsure = "leave"\n') as rig:
        rig.device.answer_next("500")
        with pytest.raises(DeviceError):
            rig.send("A001", "E-1")
        assert refusal_of(rig).code == "sms.unsure"
        assert len(rig.device.sent) == 1


def test_the_secret_is_in_its_file_and_goes_into_header_and_signature(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("opensesame\n")
    options = f"""{OPTIONS}secret = "{tmp_path}/secret"
signing = "hmac-sha256"
signed = "{{id}}{{number}}"
headers = {{ Authorization = "Bearer {{secret}}", X-Sign = "{{sign}}" }}
"""
    with http_sms_rig(tmp_path, options=options) as rig:
        rig.send("A001", "E-1")
        (request,) = rig.device.requests
    assert request["header:authorization"] == "Bearer opensesame"
    assert len(request["header:x-sign"]) == 64
    assert "opensesame" not in repr({name: value for name, value in request.items() if name != "header:authorization"})


@pytest.mark.parametrize("encoding", ["form", "query"])
def test_a_gateway_may_want_a_form_or_a_query(tmp_path: Path, encoding: str) -> None:
    method = "GET" if encoding == "query" else "POST"
    with http_sms_rig(tmp_path, options=f'{OPTIONS}encoding = "{encoding}"\nmethod = "{method}"\n') as rig:
        rig.send("请到 3 号窗口 & 谢谢", "E-1")
        assert [(sent.number, sent.text) for sent in rig.device.sent] == [(PHONE, "请到 3 号窗口 & 谢谢")]


def test_a_secret_that_cannot_be_read_needs_a_person(tmp_path: Path) -> None:
    transport = 'kind = "http", url = "http://127.0.0.1:9/send"'
    options = f'book = "{tmp_path}/sms.book"\n{OPTIONS}secret = "{tmp_path}/missing"\n'
    driver = make_driver(parse_machine(machine_text(SMS, "sms.http", transport, options)).devices[0])
    with pytest.raises(DeviceFault) as refused:
        driver.open()
    driver.close()
    assert refused.value.fields["reason"] == Reason.UNAUTHORISED
