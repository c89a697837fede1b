"""The day so far is kept beside the log: it saves time at a start, and can change nothing."""

from __future__ import annotations

import asyncio
import queue
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from hallcall.core.commands import (
    AskForHelp,
    BeginEmergency,
    CloseQueue,
    ClosureReason,
    Command,
    ConvertCounter,
    CountPeople,
    FinishService,
    IssueTicket,
    LeaseNumbers,
    PagerCondition,
    PagerNumber,
    RateVisit,
    ReportPager,
    SetDailyCap,
    WatchQueues,
)
from hallcall.core.events import Recorded
from hallcall.core.promise import PromiseRules, TidalRules
from hallcall.core.rules import HotItems, TicketRules
from hallcall.core.state import HallState
from hallcall.core.statehash import state_hash
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import PersonId
from hallcall.server.care import kept_state
from hallcall.server.care.kept_state import KeptState
from hallcall.server.reading import Reads
from hallcall.server.security.vault import Vault
from hallcall.server.storage import Connection, schema
from helpers.small_hall import small_hall
from helpers.writer_bench import WriterBench

pytestmark = pytest.mark.feature("F212")

KEY = bytes(range(32))
FOUND_AGAIN = {"waiting", "of_person"}
"""Parts of the state that ``from_snapshot`` makes of the others."""


class Folds:
    """Counts the events that are folded while somebody looks."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seqs: list[int] = []
        apply = HallState.apply

        def counted(state: HallState, recorded: Recorded) -> None:
            self.seqs.append(recorded.seq)
            apply(state, recorded)

        monkeypatch.setattr(HallState, "apply", counted)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[WriterBench]:
    rules = TicketRules(pagers=3, tidal=TidalRules(waiting_over=2), promise=PromiseRules(within_min=0))
    hall = replace(small_hall(rules=rules), first_page=HotItems.LEARNED)
    with WriterBench(tmp_path / "hall.db", hall) as writer:
        yield writer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "day.kept"


def live_a_little(bench: WriterBench) -> None:
    """Something of everything that a state can know."""
    bench.open(1, 2)
    for _ in range(5):
        bench.issue()
    bench.do(_issue_to_somebody)
    bench.do(LeaseNumbers(kiosk="K1", book="b1"))
    bench.do(AskForHelp(kiosk="K1"))
    bench.call(1)
    bench.start(1)
    bench.do(FinishService(counter=CounterNumber(1)))
    bench.do(RateVisit(ticket=next(iter(bench.rebuilt().unrated)), level=1))
    bench.call(1)
    bench.start(1)
    bench.do(FinishService(counter=CounterNumber(1)))
    bench.call(2)
    bench.do(WatchQueues())
    bench.do(ConvertCounter(counter=CounterNumber(1), queue=QueuePrefix("B"), minutes=30))
    bench.do(SetDailyCap(queue=QueuePrefix("A"), cap=99, reason="a counter more"))
    bench.do(ReportPager(pager=PagerNumber(1), condition=PagerCondition.LOW))
    bench.do(CountPeople(door="main", entered=2, left=1))
    bench.do(CloseQueue(queue=QueuePrefix("B"), reason=ClosureReason.SYSTEM))


def _issue_to_somebody(connection: Connection, now: datetime) -> Command:
    connection.execute(schema.person.insert().values(id="p1", created_at=now, seen_at=now))
    return IssueTicket(item=ItemCode("a1"), person=PersonId("p1"), kiosk="K1")


def keep(bench: WriterBench, path: Path, key: bytes = KEY) -> None:
    with bench.store.reading() as connection:
        KeptState(path, Vault(key)).keep(connection, bench.rebuilt())


def started(bench: WriterBench, path: Path, key: bytes = KEY) -> HallState:
    """The state that a server would begin with."""
    with bench.store.reading() as connection:
        return KeptState(path, Vault(key)).rebuild(connection)


def test_a_start_from_what_is_kept_knows_all_that_the_log_says_and_folds_only_the_rest(
    bench: WriterBench, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_a_little(bench)
    keep(bench, path)
    kept_at = bench.stored()[-1].seq
    bench.start(2)
    bench.issue()
    whole = bench.rebuilt()
    folds = Folds(monkeypatch)
    state = started(bench, path)
    assert state_hash(state) == state_hash(whole)
    assert folds.seqs == [kept_at + 1, kept_at + 2]
    assert list(state.calls) == list(whole.calls)
    for name in vars(whole).keys() - FOUND_AGAIN:
        assert getattr(state, name) == getattr(whole, name), name
    assert {queue: [*line.ordinary()] for queue, line in state.waiting.items() if line} == {
        queue: [*line.ordinary()] for queue, line in whole.waiting.items() if line
    }


def test_a_day_in_which_everything_is_known_leaves_no_part_of_the_state_empty(bench: WriterBench) -> None:
    """Or the test before would not notice a part that is not kept."""
    live_a_little(bench)
    bench.do(BeginEmergency(is_drill=True))
    state = bench.rebuilt()
    assert [name for name, value in vars(state).items() if not value] == ["devices"]


def test_a_server_goes_on_from_what_is_kept(bench: WriterBench, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live_a_little(bench)
    keep(bench, path)
    expected = state_hash(bench.rebuilt())
    number = bench.rebuilt().last_seq
    bench.writer.stop()
    bench.store.close()
    folds = Folds(monkeypatch)
    bench.rebuild = KeptState(path, Vault(KEY)).rebuild
    bench.__enter__()
    assert folds.seqs == []
    assert state_hash(bench.state) == expected
    ticket = bench.issue().ticket
    assert ticket is not None
    assert ticket.seq == number[ticket.origin] + 1


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _forge(path: Path) -> None:
    """As somebody would who can write here and has not got the key."""
    body = path.read_bytes()[32:]
    path.write_bytes(Vault(bytes(32)).digest("kept-state", body) + body)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("harm", [_cut, _flip, _forge, _empty, _replace_by_folder, Path.unlink])
def test_what_is_damaged_or_not_ours_is_not_used(
    bench: WriterBench, path: Path, harm: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    live_a_little(bench)
    keep(bench, path)
    harm(path)
    whole = bench.rebuilt()
    folds = Folds(monkeypatch)
    assert state_hash(started(bench, path)) == state_hash(whole)
    assert folds.seqs == [recorded.seq for recorded in bench.stored()[1:]]


def test_what_was_kept_of_another_past_is_not_used(
    bench: WriterBench, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup was restored: its log has other events at the same places."""
    live_a_little(bench)
    with WriterBench(tmp_path / "other.db") as other:
        other.open(1)
        while other.stored()[-1].seq < bench.stored()[-1].seq:
            other.issue()
        keep(other, path)
    whole = bench.rebuilt()
    folds = Folds(monkeypatch)
    assert state_hash(started(bench, path)) == state_hash(whole)
    assert folds.seqs


def test_what_was_kept_of_events_that_are_not_there_is_not_used(bench: WriterBench, path: Path) -> None:
    live_a_little(bench)
    keep(bench, path)
    bench.writer.write(lambda connection, _: _forget_newest(connection)).result(10)
    assert started(bench, path).seq == bench.stored()[-1].seq


def _forget_newest(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)")


def test_what_was_kept_yesterday_is_not_used(bench: WriterBench, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live_a_little(bench)
    keep(bench, path)
    bench.clock.turn(24 * 3600)
    bench.restart()
    bench.issue()
    whole = bench.rebuilt()
    folds = Folds(monkeypatch)
    assert state_hash(started(bench, path)) == state_hash(whole)
    assert folds.seqs == [bench.stored()[-1].seq]


def test_what_another_program_has_folded_is_not_used(
    bench: WriterBench, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_a_little(bench)
    keep(bench, path)
    monkeypatch.setattr(kept_state, "program_mark", lambda: b"a newer one")
    folds = Folds(monkeypatch)
    started(bench, path)
    assert folds.seqs


def test_killed_while_it_is_written_the_one_before_is_still_there(
    bench: WriterBench, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_a_little(bench)
    keep(bench, path)
    before = path.read_bytes()
    path.with_suffix(".half").write_bytes(before[:100])  # of a server that was killed
    bench.issue()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(Path, "replace", fail)
        keep(bench, path)
    assert path.read_bytes() == before
    assert not path.with_suffix(".half").exists()
    keep(bench, path)
    assert path.read_bytes() != before
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.fixture
def looking_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for twenty seconds."""
    monkeypatch.setattr(kept_state, "FIRST_LOOK_S", 0.005)
    monkeypatch.setattr(kept_state, "LOOK_S", 0.005)


class Told(KeptState):
    """Says what it has kept."""

    def __init__(self, path: Path, vault: Vault) -> None:
        super().__init__(path, vault)
        self.seqs: queue.SimpleQueue[int] = queue.SimpleQueue()

    def keep(self, connection: Connection, state: HallState) -> None:
        super().keep(connection, state)
        self.seqs.put(state.seq)


def test_it_is_kept_again_and_again_while_the_hall_works(
    bench: WriterBench, path: Path, monkeypatch: pytest.MonkeyPatch, looking_often: None
) -> None:
    live_a_little(bench)
    monkeypatch.setattr(kept_state, "EVERY", 3)
    kept = Told(path, Vault(KEY))
    seen = [bench.rebuilt().seq]

    async def work() -> None:
        reads = Reads(bench.store)
        keeping = asyncio.create_task(kept.keep_up(reads, bench.rebuilt))
        seen.append(await asyncio.to_thread(kept.seqs.get, timeout=10))
        for _ in range(3):
            await asyncio.to_thread(bench.issue)
        seen.append(await asyncio.to_thread(kept.seqs.get, timeout=10))
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        reads.close()

    asyncio.run(work())
    assert seen == [seen[0], seen[0], seen[0] + 3]
    assert started(bench, path).seq == seen[-1]


def test_a_hall_in_which_very_many_wait_is_not_kept_from_calling(
    bench: WriterBench, path: Path, monkeypatch: pytest.MonkeyPatch, looking_often: None
) -> None:
    live_a_little(bench)
    monkeypatch.setattr(kept_state, "EVERY", 1)
    monkeypatch.setattr(kept_state, "MOST_TICKETS", len(bench.rebuilt().tickets) - 1)
    looks: queue.SimpleQueue[int] = queue.SimpleQueue()

    def looked_at() -> HallState:
        looks.put(1)
        return bench.rebuilt()

    async def work() -> None:
        reads = Reads(bench.store)
        keeping = asyncio.create_task(KeptState(path, Vault(KEY)).keep_up(reads, looked_at))
        for _ in range(3):
            await asyncio.to_thread(looks.get, timeout=10)
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        reads.close()

    asyncio.run(work())
    assert not path.exists()
