"""What a visitor is told when a device fails: the real kiosk, the real drivers, the devices at the end of the wire."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from hallcall.assets import load_texts
from hallcall.kiosk.model.pages import card_problem
from hallcall.sim.actor import Actor, ActorError
from hallcall.sim.demo import OFFSCREEN, OPENS_AT
from hallcall.sim.hall_processes import HallPlan, HallProcesses

SAY = load_texts("zh-CN")


class Front:
    """Somebody in front of the kiosk, and hands at its devices."""

    def __init__(self, hall: HallProcesses) -> None:
        self.kiosk: Actor = hall.kiosks["K1"]
        self.devices: Actor = hall.devices
        self.server = hall.server

    def do(self, deed: str) -> None:
        self.devices.call(deed, kiosk="K1")

    def ask(self, path: str) -> Any:
        """What somebody who works here may know."""
        token = (self.server.data / "admin.token").read_text(encoding="utf-8").strip()
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.get(self.server.url + path, headers=headers, trust_env=False).raise_for_status().json()

    def desk_hears(self, device: str, reason: str) -> None:
        """The desk is told that a device needs somebody."""
        self.kiosk.wait_until(
            lambda: any(one["device"] == device and reason in one["reasons"] for one in self.ask("/v1/devices")),
            f"{device}: {reason} at the desk",
        )

    def waiting(self) -> list[str]:
        """Numbers that wait."""
        return [ticket["number"] for ticket in self.ask("/v1/snapshot")["tickets"]]

    def lay_card(self, **fault: object) -> None:
        person = self.devices.call("person")["person"]
        self.devices.call("lay", kiosk="K1", person=person, **fault)

    def sees(self, name: str) -> None:
        self.kiosk.wait_until(lambda: self.kiosk.has(name), f"{name} on the screen")

    def reads(self, name: str) -> str:
        return str(self.kiosk.call("text", name=name)["text"])

    def is_told(self, sentence: str) -> None:
        self.kiosk.wait_until(
            lambda: any(sentence in text for text in self.kiosk.call("texts")["texts"]), f"«{sentence}» on the screen"
        )

    def touches(self, name: str) -> None:
        """Touch until it has worked: a page that has just come takes no touch for a moment."""
        self.sees(name)

        def has_worked() -> bool:
            # It may be gone between the look and the touch: then the touch before has worked.
            if self.kiosk.has(name):
                with contextlib.suppress(ActorError):
                    self.kiosk.call("tap", name=name)
            return not self.kiosk.has(name)

        self.kiosk.wait_until(has_worked, f"an effect of touching {name}")

    def takes_number(self) -> str:
        self.lay_card()
        self.touches("tile.0")
        self.sees("ticket.number")
        self.takes_card()
        return self.reads("ticket.number")

    def takes_card(self) -> None:
        """No hand changes cards between two looks of the reader."""
        self.do("lift")
        self.devices.wait_until(
            lambda: bool(self.devices.call("is_missed", kiosk="K1")["is_missed"]), "a look of the reader at no card"
        )


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcesses]:
    plan = HallPlan(folder=tmp_path_factory.mktemp("hall"), walls=(), opens_at=OPENS_AT, environment=OFFSCREEN, seed=3)
    with HallProcesses(plan) as running:
        yield running


@pytest.fixture
def front(hall: HallProcesses) -> Front:
    return Front(hall)


@pytest.mark.system
@pytest.mark.feature("F021")
@pytest.mark.parametrize(
    ("fault", "code"), [({"lift_at": "read"}, "card.removed"), ({"unreadable": True}, "card.unreadable")]
)
def test_a_card_that_cannot_be_read_gets_a_plain_sentence_and_a_second_try_works(
    front: Front, fault: dict[str, object], code: str
) -> None:
    front.lay_card(**fault)
    front.is_told(SAY.text(card_problem(code)))
    front.takes_card()
    number = front.takes_number()
    assert number.startswith("G")
    front.touches("done")
    front.sees("card.action")


@pytest.mark.system
@pytest.mark.feature("F021")
def test_a_reader_that_is_unplugged_and_replugged_reads_the_next_card(front: Front) -> None:
    front.do("unplug_reader")
    front.do("plug_reader")
    assert front.takes_number()
    front.touches("done")
    front.sees("card.action")


@pytest.mark.system
@pytest.mark.feature("F062", "F076", "F082")
@pytest.mark.parametrize("fault", ["paper_out_soon", "paper_out"])
def test_without_paper_the_number_stays_valid_and_large_on_the_screen(front: Front, fault: str) -> None:
    front.do(fault)
    number = front.takes_number()
    front.sees("paper.more")
    assert front.reads("ticket.number") == number
    front.sees("ticket.code")
    front.desk_hears("K1/ticket", "paper-out")
    assert number in front.waiting()
    front.do("refill")
    front.touches("done")
    front.sees("card.action")
