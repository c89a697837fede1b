"""What the page shows, as plain values with every sentence in the page's language."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias

from hallcall.assets import Texts, load_texts
from hallcall.core.masking import mask_phone
from hallcall.sim.demo import OPENS_AT
from hallcall.sim.theatre.faults import DEVICES
from hallcall.sim.theatre.led_picture import LED_COLOURS
from hallcall.sim.theatre.people import KIOSK
from hallcall.sim.theatre.theatre import Theatre

Document: TypeAlias = dict[str, Any]
_MESSAGES = 4
"""Text messages that a phone shows."""
_LINES = 5
"""Lines of what happened last."""
_IN_SERVER = {"printer": f"{KIOSK}/ticket", "reader": f"{KIOSK}/idcard"}
"""Devices whose state the server is told by their machine."""


def document(theatre: Theatre, language: str) -> Document:
    """Everything on the page that may change."""
    texts = load_texts(language)
    pictures = theatre.eyes.pictures
    slips = theatre.slips.slips
    states = {device: _state(theatre, texts, device) for device in DEVICES}
    return {
        "offset_ms": round(theatre.offset_s * 1000),
        "is_playing": theatre.gate.is_open,
        "is_still": theatre.gate.is_still,
        "people": texts.text(_people(theatre)),
        "scene": theatre.scenes.now.value,
        "screens": {
            name: {"mark": picture.mark, "width": picture.width, "height": picture.height}
            for name, picture in pictures.items()
        },
        "took": _took(theatre, texts),
        "slip": slips[-1].number if slips else 0,
        "slip_at": texts.text("theatre-printed", time=_clock(theatre, slips[-1].at)) if slips else "",
        "messages": _messages(theatre),
        "led": {"text": theatre.furniture.led.shown, "colour": LED_COLOURS.get(theatre.furniture.led.colour, "amber")},
        "is_clear": theatre.furniture.is_clear,
        "glass": texts.text("theatre-glass-clear" if theatre.furniture.is_clear else "theatre-glass-private"),
        "has_card": theatre.has_card,
        "devices": {device: {"state": state, "is_bad": is_bad} for device, (state, is_bad) in states.items()},
        "pressed": list(theatre.faults.pressed),
        "told": _told(theatre, texts),
        "happened": _happened(theatre, texts),
    }


def _took(theatre: Theatre, texts: Texts) -> Mapping[str, str]:
    """By screen, how long the last call that was measured took to it."""
    reading = theatre.stopwatch.reading
    if reading is None:
        return {}
    return {screen: texts.text("theatre-after-call", number=reading.number, ms=ms) for screen, ms in reading.ms.items()}


def _people(theatre: Theatre) -> str:
    if theatre.gate.is_open:
        return "theatre-people-move"
    return "theatre-people-still" if theatre.gate.is_still else "theatre-people-stopping"


def _messages(theatre: Theatre) -> list[Mapping[str, str]]:
    now, steady = time.time(), time.monotonic()
    return [
        {"at": _clock(theatre, now - (steady - sent.at)), "to": mask_phone(sent.number), "text": sent.text}
        for sent in theatre.furniture.gateway.sent[-_MESSAGES:]
    ]


def _state(theatre: Theatre, texts: Texts, device: str) -> tuple[str, bool]:
    """A device's state in words, and whether it is a bad one."""
    furniture, hall = theatre.furniture, theatre.hall
    states: dict[str, Callable[[], tuple[str, bool]]] = {
        "printer": lambda: _told_state(theatre, texts, "printer"),
        "reader": lambda: _told_state(theatre, texts, "reader"),
        "hald": lambda: _running(
            texts, is_running=hall.daemons[KIOSK].is_running, again=hall.daemons[KIOSK].starts - 1
        ),
        "server": lambda: _running(texts, is_running=_is_server_there(theatre), again=theatre.server_starts - 1),
        "network": lambda: _network(theatre, texts),
        "led": lambda: (furniture.led.shown or texts.text("theatre-state-dark"), not furniture.led_wire.is_plugged),
        "glass": lambda: (
            texts.text("theatre-state-clear" if furniture.is_clear else "theatre-state-private"),
            not furniture.glass_wire.is_plugged or "glass.weld" in theatre.faults.pressed,
        ),
        "sms": lambda: (
            texts.text("theatre-state-sent", count=len(furniture.gateway.sent)),
            not furniture.gateway_wire.is_plugged or furniture.gateway.credit <= 0,
        ),
    }
    states |= {"camera": lambda: _camera(theatre, texts), "door": lambda: _door(theatre, texts)}
    return states[device]()


def _camera(theatre: Theatre, texts: Texts) -> tuple[str, bool]:
    camera = theatre.hall.cameras[KIOSK]
    is_bad = not camera.is_plugged or "camera.freeze" in theatre.faults.pressed
    return texts.text("theatre-state-open" if camera.is_lit else "theatre-state-closed"), is_bad


def _door(theatre: Theatre, texts: Texts) -> tuple[str, bool]:
    camera, gate = theatre.entrance.camera, theatre.entrance.gate
    if gate is None or not gate.is_running:
        return texts.text("theatre-state-away"), True
    is_bad = not camera.is_plugged or "door.freeze" in theatre.faults.pressed
    return texts.text("theatre-state-expecting" if camera.is_lit else "theatre-state-nobody-expected"), is_bad


def _network(theatre: Theatre, texts: Texts) -> tuple[str, bool]:
    is_cut = "network.cut" in theatre.faults.pressed
    return texts.text("theatre-state-cut" if is_cut else "theatre-state-connected"), is_cut


def _is_server_there(theatre: Theatre) -> bool:
    return theatre.hall.server.is_running and "server.freeze" not in theatre.faults.pressed


def _told_state(theatre: Theatre, texts: Texts, device: str) -> tuple[str, bool]:
    """As the kiosk has told the server."""
    told = theatre.observer.device(_IN_SERVER[device])
    if told is None:
        return texts.text("device-health-starting"), False
    is_bad = told.health not in {"online", "starting"}
    if told.reasons:
        return texts.text(f"device-reason-{told.reasons[0]}"), is_bad
    if device == "reader" and theatre.has_card:
        return texts.text("theatre-state-card"), False
    return texts.text(f"device-health-{told.health}"), is_bad


def _running(texts: Texts, *, is_running: bool, again: int) -> tuple[str, bool]:
    if not is_running:
        return texts.text("theatre-state-away"), True
    return texts.text("theatre-state-again" if again else "theatre-state-running", count=again), False


def _told(theatre: Theatre, texts: Texts) -> str:
    """What the hall does about what is wrong."""
    if theatre.observer.is_emergency:
        return texts.text("theatre-told-evacuation")
    pressed = theatre.faults.pressed
    if not pressed:
        return texts.text("theatre-told-nothing")
    last = theatre.faults.all[pressed[-1]]
    return texts.text("theatre-told", count=len(pressed), told=texts.text(f"theatre-told-{last.message}"))


def _happened(theatre: Theatre, texts: Texts) -> list[str]:
    """The last steps of anybody's visit, the newest first."""
    said: list[str] = []
    for one in reversed(theatre.observer.happenings[-_LINES:]):
        words = texts.text(f"theatre-happened-{one.step}", number=one.number, counter=one.counter or 0)
        said.append(f"{_local(one.at):%H:%M:%S}  {words}")
    return said


def _clock(theatre: Theatre, machine_s: float) -> str:
    """A moment of this machine's clock, by the hall's."""
    return f"{_local(datetime.fromtimestamp(machine_s + theatre.offset_s, UTC)):%H:%M}"


def _local(at: datetime) -> datetime:
    return at.astimezone(OPENS_AT.tzinfo)
