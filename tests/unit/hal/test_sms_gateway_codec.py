"""Requests to message gateways, filled in from the site's own templates, and what their answers mean."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.hal.codec.smsgateway import TEMPLATE, Rule, Template, read_number
from hallcall.hal.ports.sms import Sms, SmsTrouble

pytestmark = pytest.mark.feature("F168")

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
FIELDS = {"mobile": "{number}", "content": "{text}", "id": "{id}"}


def template(**more: Any) -> Template:
    return Template(**{"encoding": "json", "fields": FIELDS, "headers": {}, **more})


def sms(text: str = "A001 请到 3 号窗口") -> Sms:
    return Sms.checked("13812345678", text, "E-1")


def test_fields_of_json_may_lie_as_deep_as_a_gateway_wants() -> None:
    fields = {"to": "{international}", "/message/body/text": "{text}", "/message/id": "{id}"}
    made = template(fields=fields).fill(sms(), "", NOON)
    assert json.loads(made.content) == {
        "to": "+8613812345678",
        "message": {"body": {"text": "A001 请到 3 号窗口"}, "id": "E-1"},
    }


_SAFE = st.text(st.characters(exclude_categories=("Cs", "Nd")), min_size=1, max_size=60).filter(str.strip)


@given(_SAFE)
def test_no_text_breaks_out_of_its_place(text: str) -> None:
    message = sms(text)
    assert json.loads(template().fill(message, "", NOON).content)["content"] == text
    form = template(encoding="form").fill(message, "", NOON).content.decode()
    assert parse_qs(form, keep_blank_values=True)["content"] == [text]
    assert template(encoding="query").fill(message, "", NOON).query["content"] == text


def test_what_looks_like_a_place_inside_a_text_is_left_alone() -> None:
    assert json.loads(template().fill(sms("{secret} {text}"), "key", NOON).content)["content"] == "{secret} {text}"


def test_requests_are_signed_as_the_published_vectors() -> None:
    # RFC 4231, test case 2; RFC 2202 (HMAC-SHA1), test case 2; RFC 1321, A.5
    vectors = [
        (
            "hmac-sha256",
            "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        ("hmac-sha1", "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
        ("md5", "message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    ]
    for kind, text, digest in vectors:
        made = template(headers={"X-Sign": "{sign}"}, signing=kind, signed=text).fill(sms(), "Jefe", NOON)
        assert made.headers["X-Sign"] == digest
    base64 = template(headers={"X-Sign": "{sign}"}, signing="md5", signed="message digest", is_base64=True)
    assert base64.fill(sms(), "", NOON).headers["X-Sign"] == "+WtpfXy3k41SWi8xqvFh0A=="


def test_a_signature_may_cover_what_is_sent() -> None:
    made = template(signing="hmac-sha256", signed="{id}{time}{number}", headers={"S": "{sign}", "T": "{time}"})
    one, other = made.fill(sms(), "a", NOON), made.fill(sms(), "b", NOON)
    assert one.headers["S"] != other.headers["S"]
    assert one.headers["T"] == "20261127120000"


@pytest.mark.parametrize("text", ["{number}", "Bearer {secret}", "plain", ""])
def test_places_that_exist_are_taken(text: str) -> None:
    assert re.fullmatch(TEMPLATE, text)


@pytest.mark.parametrize("text", ["{phone}", "{number", "}", "{0}", "{text.__class__}"])
def test_places_that_do_not_exist_are_refused(text: str) -> None:
    assert not re.fullmatch(TEMPLATE, text)


RULE = Rule(
    code="/result/code", good=("0", "DUPLICATE"), reference="/result/id", troubles={"4021": SmsTrouble.BLACKLISTED}
)


@pytest.mark.parametrize("code", ['"0"', "0", '"DUPLICATE"'])
def test_a_good_code_is_a_yes_with_the_gateways_name_of_the_message(code: str) -> None:
    verdict = RULE.judge(200, f'{{"result": {{"code": {code}, "id": 77}}}}')
    assert verdict is not None
    assert (verdict.is_accepted, verdict.reference) == (True, "77")


def test_200_with_an_error_inside_is_a_failure_with_its_reason() -> None:
    verdict = RULE.judge(200, '{"result": {"code": 4021}}')
    assert verdict is not None
    assert (verdict.is_accepted, verdict.trouble, verdict.detail) == (False, SmsTrouble.BLACKLISTED, "4021")


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (200, "<html>sign in</html>"),
        (200, '{"result"'),
        (200, "{}"),
        (200, ""),
        (500, '{"result": {"code": 0}}'),
        (302, ""),
        (200, '{"result": {"code": {}}}'),
        (200, "[" * 5000),
    ],
)
def test_an_answer_that_cannot_be_relied_on_says_nothing(status: int, text: str) -> None:
    assert RULE.judge(status, text) is None


@pytest.mark.parametrize(
    ("status", "trouble"), [(401, "unauthorised"), (403, "unauthorised"), (402, "no-credit"), (429, "throttled")]
)
def test_a_status_with_a_meaning_needs_no_body(status: int, trouble: str) -> None:
    verdict = RULE.judge(status, "")
    assert verdict is not None
    assert not verdict.is_accepted
    assert verdict.trouble == trouble


def test_gateways_that_answer_in_plain_text_are_read_by_a_pattern() -> None:
    rule = Rule(pattern=r"^OK:", troubles={"ERR:3": SmsTrouble.NUMBER})
    good, bad = rule.judge(200, "OK:123"), rule.judge(200, "ERR:3\n")
    assert good is not None
    assert good.is_accepted
    assert bad is not None
    assert bad.trouble is SmsTrouble.NUMBER


def test_without_a_rule_the_status_alone_decides() -> None:
    yes, no = Rule().judge(204, ""), Rule().judge(400, "")
    assert yes is not None
    assert yes.is_accepted
    assert no is not None
    assert (no.is_accepted, no.detail) == (False, "400")


@given(st.integers(100, 599), st.text(max_size=200))
def test_whatever_a_gateway_answers_there_is_a_verdict_or_none(status: int, text: str) -> None:
    verdict = RULE.judge(status, text)
    assert verdict is None or not verdict.is_accepted


@pytest.mark.parametrize(("text", "left"), [('{"d": [{"n": "3.5"}]}', 3.5), ('{"d": []}', None), ("?", None)])
def test_what_is_left_of_the_credit_is_read(text: str, left: float | None) -> None:
    assert read_number(text, "/d/0/n") == left
