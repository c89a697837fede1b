"""Text messages through the site's gateway, asked by HTTP.

What the gateway wants is data of the machine's file::

    [[device]]
    id = "sms"
    driver = "sms.http"
    transport = { kind = "http", url = "https://sms.example.gov.cn/v2/send" }
    book = "/var/lib/hallcall/sms.book"
    secret = "/etc/hallcall/sms.secret"
    fields = { mobile = "{number}", content = "{text}", requestId = "{id}", ts = "{time}", sign = "{sign}" }
    signing = "hmac-sha256"
    signed = "{id}{time}{number}"
    code = "/code"
    good = ["0"]
    troubles = { "4010" = "no-credit", "4021" = "blacklisted" }

The message's id goes with every try, so a gateway that knows ids drops what comes twice. An answer with status 200 and
an error inside is a failure; an answer that cannot be understood says nothing, and the message is sent again.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import cast

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from hallcall.core.errors import DeviceAbsent, DeviceFault, DeviceProtocol, DeviceTimeout
from hallcall.hal.codec.smsgateway import TEMPLATE, Encoding, Rule, Signing, Template, read_number
from hallcall.hal.model import ONLINE, Condition, DeviceId, Health, Reason
from hallcall.hal.options import Choice, Expression, Flag, Secret, Text, Texts, TextTable, Whole
from hallcall.hal.ports import Emit
from hallcall.hal.ports.sms import Receipt, Sms, SmsCapabilities, SmsTrouble, refusal
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.sentbook import BOOK_OPTIONS, BrokeOffError, OnTheWay, SentBook, Unsure
from hallcall.hal.transport import Transport
from hallcall.hal.transport.ends import HttpPort
from hallcall.hal.transport.http import HttpAnswer, HttpTransport

_LOST = (DeviceAbsent, DeviceTimeout, DeviceProtocol)
_LOOK_S = 0.2
"""Between two rounds; most of them do nothing."""


class HttpSmsSender:
    """Sends by the site's gateway."""

    def __init__(self, config: DeviceConfig, service: HttpTransport, book: SentBook) -> None:
        self.id: DeviceId = config.id
        self.pause_s = _LOOK_S
        self.capabilities = SmsCapabilities(knows_ids=config.text("unsure") == "again")
        self._service = service
        self._book = book
        self._method = config.text("method")
        self._template = _template(config)
        self._rule = _rule(config)
        self._secret_path = config.text("secret")
        self._secret = ""
        self._timeout_s = config.seconds("timeout_ms")
        self._tries = config.whole("tries") if self.capabilities.knows_ids else 1
        self._backoff_s = config.seconds("backoff_ms")
        self._check = config.text("check")
        self._check_s = config.seconds("check_ms")
        self._credit = config.text("credit")
        self._checked_at = 0.0
        self._condition = ONLINE

    def is_present(self) -> bool:
        """Whether the gateway listens."""
        return self._service.is_present()

    def open(self) -> None:
        """Open the book, read the secret, and see that the gateway answers."""
        self._book.open()
        try:
            self._secret = Path(self._secret_path).read_text(encoding="utf-8").strip() if self._secret_path else ""
        except (OSError, UnicodeDecodeError) as error:
            raise DeviceFault("device.fault", device=self.id, reason=Reason.UNAUTHORISED.value) from error
        self._service.open()
        self._condition = ONLINE
        self._look()

    def close(self) -> None:
        """Hang up and let go of the book."""
        self._service.close()
        self._book.close()
        self._secret = ""

    def step(self, emit: Emit) -> Condition:
        """Ask the gateway how it is, now and then."""
        del emit  # a gateway is asked; it tells nothing by itself
        if time.monotonic() - self._checked_at >= self._check_s:
            self._look()
        return self._condition

    def send(self, sms: Sms) -> Receipt:
        """Hand a message over.

        Raises:
            DeviceFault: ``sms.refused | sms.unsure | device.fault``.
            DeviceError: the gateway did not answer, or not in a way that can be understood.
        """
        try:
            receipt = self._book.send(sms, self._submit)
        except DeviceFault as fault:
            if fault.code == "device.fault":
                reason = Reason(str(fault.fields["reason"]))
                self._condition = Condition(
                    health=Health.DEGRADED, reasons=frozenset({reason}), detail=str(fault.fields["detail"])
                )
            raise
        self._condition = ONLINE
        return receipt

    def _submit(self, sms: Sms, on_the_way: OnTheWay) -> tuple[str, ...]:
        on_the_way("")
        tries = Retrying(
            retry=retry_if_exception_type(_LOST),
            stop=stop_after_attempt(self._tries),
            wait=wait_exponential(multiplier=self._backoff_s),
            reraise=True,
        )
        has_left = False
        for attempt in tries:
            with attempt:
                try:
                    answer = self._ask(sms)
                except DeviceAbsent as error:
                    if error.code == "device.absent" and not has_left:
                        raise BrokeOffError(error, has_left=False) from error
                    has_left = True
                    raise
                except (DeviceTimeout, DeviceProtocol):
                    has_left = True
                    raise
                return self._judged(answer)
        raise AssertionError("the last try raises")

    def _ask(self, sms: Sms) -> HttpAnswer:
        request = self._template.fill(sms, self._secret, datetime.now().astimezone())
        return self._service.ask(
            self._method,
            timeout_s=self._timeout_s,
            headers=request.headers,
            query=request.query,
            content=request.content,
        )

    def _judged(self, answer: HttpAnswer) -> tuple[str, ...]:
        verdict = self._rule.judge(answer.status, answer.text)
        if verdict is None:
            raise DeviceProtocol("device.unexpected", device=self.id, status=answer.status)
        if not verdict.is_accepted:
            raise refusal(verdict.trouble, verdict.detail)
        return (verdict.reference,) if verdict.reference else ()

    def _look(self) -> None:
        """Ask how the gateway is, where it can be asked; once more when the answer was lost."""
        self._checked_at = time.monotonic()
        if not self._check:
            return
        try:
            answer = self._service.ask("GET", self._check, timeout_s=self._timeout_s)
        except _LOST:  # also a connection that was kept for too long
            answer = self._service.ask("GET", self._check, timeout_s=self._timeout_s)
        if answer.status >= 400:
            raise DeviceProtocol("device.unexpected", device=self.id, status=answer.status)
        if self._credit:
            left = read_number(answer.text, self._credit)
            if left is None:
                raise DeviceProtocol("device.unexpected", device=self.id, detail="credit")
            is_out = left <= 0
            if is_out or Reason.NO_CREDIT in self._condition.reasons:
                self._condition = (
                    Condition(health=Health.DEGRADED, reasons=frozenset({Reason.NO_CREDIT})) if is_out else ONLINE
                )


def _template(config: DeviceConfig) -> Template:
    return Template(
        encoding=cast("Encoding", config.text("encoding")),
        fields=config.text_table("fields"),
        headers=config.text_table("headers"),
        signing=cast("Signing", config.text("signing")),
        signed=config.text("signed"),
        is_base64=config.flag("sign_base64"),
    )


def _rule(config: DeviceConfig) -> Rule:
    troubles: Mapping[str, str] = config.text_table("troubles")
    return Rule(
        code=config.text("code"),
        good=config.texts("good"),
        pattern=config.text("pattern"),
        reference=config.text("reference"),
        troubles={code: SmsTrouble(word) for code, word in troubles.items()},
    )


def _make(config: DeviceConfig, wire: Transport, services: Services) -> HttpSmsSender:
    del wire, services  # it speaks HTTP
    if not isinstance(config.port, HttpPort):
        raise TypeError(f"{config.id} is at no HTTP service")
    book = SentBook(config.id, Path(config.text("book")), cast("Unsure", config.text("unsure")))
    return HttpSmsSender(config, HttpTransport(config.port), book)


_POINTER = Text("", r"(?:/[^/\n]+)*", "/data/code")

SPEC = DriverSpec(
    name="sms.http",
    ports=frozenset({"http"}),
    options={
        **BOOK_OPTIONS,
        "method": Choice("POST", ("GET", "POST", "PUT")),
        "encoding": Choice("json", ("json", "form", "query")),
        "fields": TextTable(None, TEMPLATE, '{ mobile = "{number}", content = "{text}", id = "{id}" }'),
        "headers": TextTable(pattern=TEMPLATE, example='{ Authorization = "Bearer {secret}" }'),
        "secret": Secret(""),
        "signing": Choice("none", ("none", "md5", "hmac-sha1", "hmac-sha256")),
        "signed": Text("", TEMPLATE, "{id}{time}{number}"),
        "sign_base64": Flag(default=False),
        "code": _POINTER,
        "good": Texts(("0",)),
        "pattern": Expression(),
        "reference": _POINTER,
        "troubles": TextTable(pattern="|".join(SmsTrouble), example='{ "4010" = "no-credit" }'),
        "timeout_ms": Whole(5000, 100, 8000),
        "tries": Whole(3, 1, 3),
        "backoff_ms": Whole(300, 10, 1000),
        "check": Text("", r"\S*", "/balance"),
        "check_ms": Whole(30_000, 100, 600_000),
        "credit": _POINTER,
    },
    make=_make,
    reasons={"device.unexpected": Reason.GATEWAY_REFUSED, "device.absent": Reason.GATEWAY_UNREACHABLE},
)
