"""Synthetic items, to bring a hall to the size of a real catalogue. Made, not copied: no such item exists.

Subjects of the departments of a Chinese district, each with the five actions a catalogue has for a permit. The same
call always gives the same items.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from hallcall.core.catalogue import DayUnit, Department, DepartmentKind, ServiceItem, TimeLimit
from hallcall.core.hall import Hall
from hallcall.core.terms import ItemCode, Minutes, Name, QueuePrefix

SYNTHETIC_PREFIX = "ZZ-"
"""Codes of synthetic items begin with it."""
_ACTIONS = (
    ("新办", "new", 14.0, 20, 10),
    ("变更", "change", 9.0, 15, 5),
    ("延续", "renewal", 8.0, 15, 5),
    ("注销", "cancellation", 6.0, 10, 3),
    ("补证", "replacement", 5.0, 10, 1),
)
"""Chinese and English word, mean service time in minutes, legal and promised limit in working days."""
_LEVELS = (("", ""), ("(街道)", " (street)"), ("(社区)", " (community)"), ("(园区)", " (park)"))
_QUEUES = {
    "D03": "C",
    "D04": "E",
    "D05": "A",
    "D06": "B",
    "D07": "F",
    "D08": "G",
    "D09": "G",
    "D10": "G",
    "D18": "J",
    "D19": "J",
    "D20": "J",
    "D28": "H",
}
"""Queues of the sample hall's departments; the others are served at the general counters."""
_MATERIALS = (("id",), ("lic", "id"), ("id", "photo2"), ("agent",), ("lic",))
_SUBJECTS = Path(__file__).parent / "synthetic_subjects.csv"


def generate_items(hall: Hall, total: int) -> tuple[ServiceItem, ...]:
    """The synthetic items that bring ``hall`` to ``total`` items; its own synthetic items are not counted.

    Raises:
        ValueError: there are not enough subjects for so many; see :func:`largest_total`.
    """
    if total > largest_total(hall):
        raise ValueError(total)
    return tuple(islice(_all(hall), max(0, total - _real(hall))))


def largest_total(hall: Hall) -> int:
    """How many items, real and synthetic, ``hall`` can have at most."""
    subjects = sum(len(of) for department, of in _subjects().items() if department in hall.department_by_id)
    return _real(hall) + subjects * len(_ACTIONS) * len(_LEVELS)


def _real(hall: Hall) -> int:
    return sum(not item.synthetic for item in hall.items)


def _all(hall: Hall) -> Iterator[ServiceItem]:
    subjects = _subjects()
    departments = [one for one in hall.departments if one.kind is not DepartmentKind.PARTNER and one.id in subjects]
    rounds = max((len(of) for of in subjects.values()), default=0)
    serial = 0
    for level_zh, level_en in _LEVELS:
        for turn in range(rounds):
            for department in departments:
                zh, en = subjects[department.id][turn]
                for action in range(len(_ACTIONS)):
                    serial += 1
                    yield _item(hall, department, serial, Name(zh=zh + level_zh, en=en + level_en), action)


def _subjects() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    with _SUBJECTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["department"], []).append((row["zh"], row["en"]))
    return found


def _item(hall: Hall, department: Department, serial: int, subject: Name, action: int) -> ServiceItem:
    zh, en, mean_min, legal, promised = _ACTIONS[action]
    queue = QueuePrefix(_QUEUES.get(department.id, "D"))
    known = hall.material_by_id
    return ServiceItem(
        code=ItemCode(f"{SYNTHETIC_PREFIX}{department.id}-{serial:04}"),
        name=Name(zh=subject.zh + zh, en=f"{subject.en}, {en}"),
        department=department.id,
        queue=queue if queue in hall.queue_by_prefix else hall.queues[0].prefix,
        audience=("person", "company", "both")[serial % 3],
        keywords=(subject.zh,),
        materials=tuple(one for one in _MATERIALS[action] if one in known),
        service_mean_min=Minutes(mean_min),
        service_cv=0.6,
        legal_limit=TimeLimit(n=legal, unit=DayUnit.WORKING),
        promised_limit=TimeLimit(n=promised, unit=DayUnit.WORKING),
        fee_cny=0.0,
        conditions="示例合成数据,没有这个事项。",
        channels=("counter",),
        complaint_phone="12345",
        note="示例合成数据",
        synthetic=True,
    )
