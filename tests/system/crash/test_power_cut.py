"""The power fails under the real store, at any moment: nothing that was promised is lost, nothing is half done."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from hallcall.core.commands import IssueTicket
from hallcall.core.terms import ItemCode
from hallcall.server.engine import Done, Writer
from hallcall.server.storage import Once, Store
from hallcall.sim.powercut import (
    DATABASE,
    OPENS,
    Disk,
    Load,
    Promised,
    Tuning,
    cut_power,
    read_truth,
    record_load,
    start_writer,
    street_hall,
    try_trace,
    write_files,
)
from hallcall.sim.powercut.trace import Step, Synced

pytestmark = pytest.mark.system

TRACES, CUTS = 4, 250
SERVERS_OWN = Tuning(checkpoint_pages=None)


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Load:
    """Some days of a busy hall."""
    return record_load(tmp_path_factory.mktemp("load"), 7, Tuning())


@pytest.mark.feature("F212", "F245")
@pytest.mark.parametrize("seed", range(TRACES))
def test_no_promise_is_broken_by_a_power_cut(seed: int, tmp_path: Path) -> None:
    # One of them with nothing set otherwise than the server sets it: its checkpoints are rare.
    report = try_trace(tmp_path, CUTS, seed, Tuning() if seed else SERVERS_OWN)
    assert report.cuts == CUTS
    assert report.kept > 20 * CUTS
    assert (report.lost, report.losing, report.corrupt) == (0, 0, {})


@pytest.mark.feature("F245")
def test_the_simulator_finds_promises_that_were_not_synced(tmp_path: Path) -> None:
    report = try_trace(tmp_path, 120, 1, Tuning(synchronous="NORMAL"))
    assert report.losing > 5
    assert report.lost > report.losing
    assert not report.corrupt


@pytest.mark.feature("F245")
def test_the_simulator_finds_a_database_that_was_never_synced(tmp_path: Path) -> None:
    report = try_trace(tmp_path, 120, 1, Tuning(synchronous="OFF"))
    assert report.corrupt.total() > 20


@pytest.mark.feature("F245")
def test_it_finds_a_promise_that_was_never_written(load: Load, tmp_path: Path) -> None:
    steps = list(load.steps)
    first = next(place for place, step in enumerate(steps) if isinstance(step, Promised))
    steps.insert(first, Promised("nobody wrote this"))
    report = cut_power(replace(load, steps=steps), read_truth(load.database), tmp_path, 40, 1)
    assert report.losing >= 30
    assert report.lost == report.losing


def told_too_early(steps: Sequence[Step]) -> list[Step]:
    """Each promise one sync before it was given."""
    early: list[Step] = []
    for step in steps:
        if isinstance(step, Promised):
            early.insert(max(place for place, before in enumerate(early) if isinstance(before, Synced)), step)
        else:
            early.append(step)
    return early


@pytest.mark.feature("F245")
def test_it_finds_promises_that_were_given_before_the_sync(load: Load, tmp_path: Path) -> None:
    early = replace(load, steps=told_too_early(load.steps))
    assert cut_power(early, read_truth(load.database), tmp_path, 150, 1).losing > 5


@pytest.mark.feature("F212", "F245")
def test_after_a_power_cut_the_hall_goes_on_and_repeats_its_answers(load: Load, tmp_path: Path) -> None:
    dice, disk, promised = random.Random(5), Disk(), list[str]()
    answers = read_truth(load.database).answers
    moments = dice.sample(range(len(load.steps) // 3, len(load.steps)), 5)
    for place, step in enumerate(load.steps):
        if place in moments:
            image = tmp_path / str(place)
            image.mkdir()
            write_files(image, disk.cut(dice))
            go_on(image / DATABASE, {key: answers[key][1] for key in promised if key in answers})
        disk.follow(step)
        if isinstance(step, Promised):
            promised.append(step.key)


def go_on(database: Path, answers: Mapping[str, str]) -> None:
    """Start on what is left, ask everything again that was promised, and give one number more."""
    assert answers
    hall, store = street_hall(), Store(database)
    item = next(item.code for item in hall.items if not item.appointment_only)
    store.open()
    writer = start_writer(store, hall, lambda: OPENS)
    try:
        given: set[str] = set()
        for key, answer in answers.items():
            again = ask(writer, key, item)
            assert again == msgspec.json.decode(answer, type=Done)
            given |= {again.ticket.id} if again.ticket is not None else set()
        new = ask(writer, "new", item).ticket
        assert new is not None
        assert new.id not in given
    finally:
        writer.stop()
        store.close()


def ask(writer: Writer, key: str, item: ItemCode) -> Done:
    """A command with a key that was used before, or not."""
    once = Once(key=key, actor="test", body_hash=key.encode())
    return writer.submit(once, lambda *_: IssueTicket(item=item)).result(20)
