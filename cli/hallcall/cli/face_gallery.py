"""``hallcall face consent``, ``enroll``, ``withdraw``, ``gallery``: whom a camera may know today, at the help desk."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo

from cyclopts import Parameter

from hallcall.cli.booking import ASK, IdOption, document_body
from hallcall.cli.language import say, texts
from hallcall.cli.server import DATA, DataOption, ask_server, hall_zone
from hallcall.core.errors import FaceError
from hallcall.core.identity import parse_document_number
from hallcall.face.settings import FaceSettings, load_face_settings, require_enabled
from hallcall.hal.config import load_machine

BookingArgument: TypeAlias = "Annotated[str, Parameter(help=say('booking-option-code'))]"
MachineOption: TypeAlias = "Annotated[Path, Parameter(help=say('cli-option-face-machine'))]"
JsonOption: TypeAlias = "Annotated[bool, Parameter(name='--json', negative='', help=say('cli-option-json'))]"


def consent(
    booking: BookingArgument,
    /,
    *,
    number: IdOption = ASK,
    guardian: Annotated[str, Parameter(help=say("cli-option-face-guardian"))] = "",
    operator: Annotated[str, Parameter(help=say("cli-option-face-operator"))] = "",
    machine: MachineOption,
    data: DataOption = DATA,
) -> int:
    """Read the notice to somebody who has a booking today, and record whether they agree."""
    from hallcall.face.consent import record_consent
    from hallcall.face.gallery import FaceStore
    from hallcall.face.model import Mode
    from hallcall.face.notice import write_notice

    settings = _settings(machine)
    if settings.handling is None:
        raise FaceError("face.notice_incomplete", missing="handler contact ticket_days")
    document = document_body(number)
    zone = hall_zone(data)
    now = _now()
    day = now.astimezone(zone).date()
    answer = ask_server(data, "/v1/visitor/bookings", {"document": document})
    if not any(_is_of(found, booking, day, zone) for found in answer["bookings"]):
        raise FaceError("face.booking_not_today", booking=booking)
    store = FaceStore(settings)
    notice = write_notice(Mode.ONE_TO_MANY, settings.handling, texts())
    record = record_consent(
        notice,
        store.subject(booking),
        birth=parse_document_number(document["number"], day).birth,
        day=day,
        at=now,
        machine=load_machine(machine).id,
        operator=store.vault.pseudonym(f"staff:{operator}") if operator else "",
        guardian=store.vault.pseudonym(f"card:{document_body(guardian)['number']}") if guardian else "",
    )
    print(notice.text)
    if input(say("face-consent-ask")).strip() != say("face-consent-yes"):
        print(say("face-consent-refused"))
        return 1
    store.consents.give(record, notice)
    print(say("face-consent-given", booking=booking))
    return 0


def enroll(
    booking: BookingArgument,
    picture: Annotated[Path, Parameter(help=say("cli-option-face-one"))],
    /,
    *,
    machine: MachineOption,
) -> int:
    """Let today's cameras know somebody who has a booking and has agreed."""
    from hallcall.face.gallery import FaceStore, Gallery
    from hallcall.face.images import read_picture
    from hallcall.face.looking import template_of
    from hallcall.face.registry import start_engine

    settings = _settings(machine)
    engine = start_engine(settings)
    gallery = Gallery(FaceStore(settings), engine, settings, _today)
    gallery.enroll(booking, template_of(engine, read_picture(picture)))
    print(say("face-enrolled", booking=booking, picture=str(picture)))
    return 0


def withdraw(booking: BookingArgument, /, *, machine: MachineOption) -> int:
    """Delete somebody's face at once, and record that they no longer agree."""
    from hallcall.face.gallery import FaceStore

    store = FaceStore(load_face_settings(machine))
    was_there = store.withdraw(booking, day=_today(), at=_now(), machine=load_machine(machine).id)
    print(say("face-withdrawn" if was_there else "face-withdrawn-nothing", booking=booking))
    return 0


def gallery(*, machine: MachineOption, as_json: JsonOption = False) -> int:
    """End the days that are over, and say how many people are known today; exit code 1 when the site must file."""
    from hallcall.face.gallery import STORED_FILING, STORED_WARNING, FaceStore

    store = FaceStore(load_face_settings(machine))
    ended = store.end_days_before(_today())
    counts = store.counts(_today())
    if as_json:
        facts = {"day": counts.day.isoformat(), "stored": counts.stored, "today": counts.today}
        facts |= {"consenting": counts.consenting, "warning": counts.is_warning, "must_file": counts.must_file}
        print(json.dumps(facts | {"ended": [day.isoformat() for day in ended]}, indent=1))
        return 1 if counts.must_file else 0
    for day in ended:
        print(say("face-gallery-ended", day=day.isoformat()))
    print(
        say(
            "face-gallery",
            day=counts.day.isoformat(),
            today=counts.today,
            consenting=counts.consenting,
            stored=counts.stored,
        )
    )
    if counts.is_warning:
        print(say("face-gallery-warning", stored=counts.stored, warning=STORED_WARNING, filing=STORED_FILING))
    return 1 if counts.must_file else 0


def _settings(machine: Path) -> FaceSettings:
    settings = load_face_settings(machine)
    require_enabled(settings)
    return settings


def _is_of(found: dict[str, str], booking: str, day: date, zone: ZoneInfo) -> bool:
    start = datetime.fromisoformat(found["start"]).astimezone(zone).date()
    return found["code"] == booking and start == day and found["state"] == "booked"


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    """The hall's date: machines of a hall keep its time."""
    return _now().astimezone().date()
