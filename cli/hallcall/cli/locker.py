"""``hallcall locker ...``: documents that wait in the locker of this machine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

from cyclopts import Parameter

from hallcall.cli.language import say, texts
from hallcall.core.errors import Refused
from hallcall.hal.codec.scancode import parcel_text

if TYPE_CHECKING:
    from hallcall.client.lockers import Cabinet

DONE, REFUSED = 0, 1

MachineOption: TypeAlias = "Annotated[Path, Parameter(help=say('cli-option-locker-machine'))]"
DataOption: TypeAlias = "Annotated[Path, Parameter(help=say('cli-option-locker-data'))]"
BoxOption: TypeAlias = "Annotated[int, Parameter(help=say('cli-option-locker-box'))]"
DATA = Path("/var/lib/hallcall-locker")


def put(
    *,
    machine: MachineOption,
    document: Annotated[str, Parameter(help=say("cli-option-locker-document"))],
    people: Annotated[int, Parameter(help=say("cli-option-locker-people"))] = 1,
    data: DataOption = DATA,
) -> int:
    """Put a document into a free box; returns when its door is closed."""

    def do(cabinet: Cabinet) -> None:
        placed = cabinet.put(document, people)
        print(say("locker-placed", box=placed.box))
        _tell_codes(placed.codes, placed.box)

    return _at_locker(machine, data, do)


def get(
    *,
    machine: MachineOption,
    box: BoxOption,
    code: Annotated[list[str], Parameter(help=say("cli-option-locker-code"))],
    data: DataOption = DATA,
) -> int:
    """Open a box with its code."""

    def do(cabinet: Cabinet) -> None:
        cabinet.get(box, code)
        print(say("locker-fetched", box=box))

    return _at_locker(machine, data, do)


def clear(*, machine: MachineOption, box: BoxOption, data: DataOption = DATA) -> int:
    """Open a box without a code: what nobody fetched is taken back."""

    def do(cabinet: Cabinet) -> None:
        cabinet.clear(box)
        print(say("locker-fetched", box=box))

    return _at_locker(machine, data, do)


def renew(*, machine: MachineOption, box: BoxOption, data: DataOption = DATA) -> int:
    """New codes for a box."""
    return _at_locker(machine, data, lambda cabinet: _tell_codes(cabinet.renew(box), box))


def list_(*, machine: MachineOption, data: DataOption = DATA) -> int:
    """What waits in which box."""

    def do(cabinet: Cabinet) -> None:
        for parcel in cabinet.parcels():
            state = "locked" if parcel.is_locked else parcel.state.value
            state_words = say(f"locker-state-{state}")
            print(say("locker-line", box=parcel.box, document=parcel.document, state=state_words))
        if not cabinet.parcels():
            print(say("locker-nothing"))

    return _at_locker(machine, data, do)


def _tell_codes(codes: tuple[str, ...], box: int) -> None:
    for person, code in enumerate(codes, start=1):
        print(say("locker-code", person=person, code=code))
        print(say("locker-scan", text=parcel_text(box, code)))


def _at_locker(machine: Path, data: Path, do: Callable[[Cabinet], None]) -> int:
    try:
        with _cabinet(machine, data) as cabinet:
            do(cabinet)
    except Refused as refusal:
        print(texts().error(refusal.code, refusal.fields), file=sys.stderr)
        return REFUSED
    return DONE


@contextmanager
def _cabinet(machine: Path, data: Path) -> Generator[Cabinet]:
    from hallcall.client.lockers import FILE, Cabinet, HalDoors, LockerStore
    from hallcall.config.logs import log_to_stderr
    from hallcall.hal import load_machine

    log_to_stderr()
    with HalDoors.of_machine(load_machine(machine)) as doors, LockerStore(data / FILE) as store:
        yield Cabinet(store, doors, lambda: datetime.now(UTC))
