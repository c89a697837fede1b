"""Changed copies of frozen values."""

from __future__ import annotations

import dataclasses
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from hallcall.core import snapshot, tickets
from hallcall.core.events import EVENTS
from hallcall.core.values import changed


def _frozen(module: Any) -> list[type[Any]]:
    kinds = [kind for kind in vars(module).values() if isinstance(kind, type) and dataclasses.is_dataclass(kind)]
    return [kind for kind in kinds if kind.__module__ == module.__name__]


KINDS = [*_frozen(snapshot), *_frozen(tickets), *EVENTS.values()]


def _filled(kind: type[Any]) -> Any:
    return kind(**{field.name: f"old {field.name}" for field in fields(kind)})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_changed_copy_is_what_the_slow_way_makes_and_the_value_stays_as_it_was(kind: type[Any]) -> None:
    value = _filled(kind)
    for field in fields(kind):
        copy = changed(value, **{field.name: "new"})
        assert type(copy) is kind
        assert copy == replace(value, **{field.name: "new"})
        assert getattr(value, field.name) == f"old {field.name}"


def test_a_changed_copy_is_frozen_too() -> None:
    copy = changed(_filled(tickets.Ticket), number="A002")
    with pytest.raises(FrozenInstanceError):
        copy.number = "A003"


def test_a_name_that_is_no_field_is_a_defect_of_the_caller() -> None:
    with pytest.raises(AttributeError):
        changed(_filled(tickets.Ticket), nunber="A002")
