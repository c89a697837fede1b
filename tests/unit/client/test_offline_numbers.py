"""A kiosk that goes on giving numbers while the server is away."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hallcall.client import Answer, Document, IssueRequest
from hallcall.client.offline import OfflineStore, Outbox, Pending, Uploads
from hallcall.core.commands import LeaseNumbers, OpenDay
from hallcall.core.errors import LinkError, Refused, StorageError
from hallcall.core.languages import Language
from hallcall.core.priority import OrderRules, PolicyName
from hallcall.core.rules import OfflineRules, TicketRules
from hallcall.core.state import HallState
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import Need
from helpers.offline_bench import DONE, OfflineBench, card
from helpers.small_hall import NINE, small_hall

pytestmark = pytest.mark.feature("F080")

PRINCIPAL = "440303199003070011"
"""Somebody in whose place another one comes."""


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[OfflineBench]:
    with OfflineBench(tmp_path) as bench:
        bench.connect()
        yield bench


def test_with_a_live_link_the_kiosk_holds_a_block_of_every_queue(kiosk: OfflineBench) -> None:
    assert kiosk.numbers.left() == {"A": 20, "B": 20}
    kiosk.connect()
    assert [type(command) for command, _ in kiosk.sent] == [LeaseNumbers]


def test_without_the_server_it_gives_its_numbers_in_turn(kiosk: OfflineBench) -> None:
    assert [kiosk.take(item) for item in ("a1", "a2", "b1", "a1")] == ["A800", "A801", "B800", "A802"]
    assert kiosk.numbers.left() == {"A": 17, "B": 19}


@pytest.mark.feature("F074")
def test_who_goes_first_on_the_server_is_told_so_without_it(tmp_path: Path) -> None:
    hall = small_hall(rules=TicketRules(order=OrderRules(policy=PolicyName.ACCUMULATING)))
    with OfflineBench(tmp_path, hall) as kiosk:
        kiosk.connect()

        def goes_first(document: Document | None = None, *needs: Need) -> bool | None:
            wish = IssueRequest(item=ItemCode("a1"), document=document, needs=frozenset(needs))
            return kiosk.numbers.take(hall, wish, kiosk.now).goes_first

        assert goes_first(card("11010519491231002X"))
        assert goes_first(card("440301199001011237"), Need.WHEELCHAIR)
        assert goes_first(None, Need.INFANT)
        assert goes_first(card("440301199001011237")) is False
        assert goes_first() is False
        # A number that cannot be is the server's to refuse: here it only tells no age.
        assert goes_first(card("not a number")) is False


def test_when_the_numbers_are_gone_it_says_that_the_link_is_down(kiosk: OfflineBench) -> None:
    for _ in range(20):
        kiosk.take()
    with pytest.raises(LinkError, match=r"link\.down"):
        kiosk.take()


def test_a_kiosk_that_never_met_the_server_gives_nothing(tmp_path: Path) -> None:
    with OfflineBench(tmp_path) as kiosk, pytest.raises(LinkError):
        kiosk.take()


def test_the_numbers_of_yesterday_are_not_given_today(kiosk: OfflineBench) -> None:
    kiosk.now += timedelta(days=1)
    with pytest.raises(LinkError):
        kiosk.take()


def test_when_the_server_is_back_it_hears_of_every_number_once_in_order(kiosk: OfflineBench) -> None:
    kiosk.take(document=card())
    kiosk.now += timedelta(minutes=1)
    kiosk.take("b1", instead_of="01KEY")
    kiosk.connect()
    kiosk.connect()
    first, second = kiosk.recorded
    assert (first.seq, first.item, first.kiosk, first.issued_at) == (800, "a1", "K1", NINE)
    assert first.document == card()
    assert (second.lease, second.document, second.instead_of) == ("2026-11-23/K1/B800", None, "01KEY")
    assert kiosk.drained == 3


def test_the_key_of_a_number_stays_the_same_until_the_server_has_answered(kiosk: OfflineBench) -> None:
    kiosk.take()
    kiosk.failing = [LinkError("link.timeout"), StorageError("storage.disk_full")]
    for _ in range(3):
        kiosk.connect()
    keys = [key for command, key in kiosk.sent if not isinstance(command, LeaseNumbers)]
    assert len(keys) == 3
    assert len(set(keys)) == 1


def test_one_number_that_the_server_cannot_keep_does_not_hold_up_the_others(kiosk: OfflineBench) -> None:
    for _ in range(3):
        kiosk.take()
    kiosk.failing = [StorageError("storage.constraint")]
    kiosk.connect()
    assert [request.seq for request in kiosk.recorded] == [800, 801, 802]
    kiosk.connect()
    assert [request.seq for request in kiosk.recorded] == [800, 801, 802, 800]


def test_a_number_that_the_server_refuses_is_not_sent_again(kiosk: OfflineBench) -> None:
    kiosk.take()
    kiosk.failing = [Refused("lease.expired")]
    kiosk.connect()
    kiosk.connect()
    assert len(kiosk.recorded) == 1
    assert list(kiosk.numbers.outbox.refusals().values()) == ["lease.expired"]


def test_nothing_is_lost_or_given_twice_by_a_restart(kiosk: OfflineBench) -> None:
    before = [kiosk.take() for _ in range(3)]
    kiosk.restart()
    after = [kiosk.take() for _ in range(3)]
    assert before + after == [f"A80{n}" for n in range(6)]
    kiosk.connect()
    assert [request.seq for request in kiosk.recorded] == list(range(800, 806))


def test_more_numbers_are_asked_for_when_more_than_half_are_gone(kiosk: OfflineBench) -> None:
    for _ in range(11):
        kiosk.take()
    # The day in the bench is not told of these numbers: a server that counts them gives a new block.
    kiosk.day.hall = replace(kiosk.day.hall, rules=TicketRules(offline=OfflineRules(block=60)))
    kiosk.connect()
    assert kiosk.numbers.left()[QueuePrefix("A")] == 9 + 60
    assert kiosk.take() == "A811"


def test_a_server_that_gives_no_more_is_not_asked_again_and_again(kiosk: OfflineBench) -> None:
    for _ in range(11):
        kiosk.take()
    for _ in range(5):
        kiosk.connect()
    assert sum(isinstance(command, LeaseNumbers) for command, _ in kiosk.sent) == 2


def test_a_question_that_got_lost_is_asked_again(tmp_path: Path) -> None:
    with OfflineBench(tmp_path) as kiosk:
        kiosk.failing = [LinkError("link.down")]
        kiosk.connect()
        assert kiosk.numbers.left() == {}
        kiosk.connect()
        assert kiosk.numbers.left() == {"A": 20, "B": 20}


def test_a_new_day_brings_new_numbers(kiosk: OfflineBench) -> None:
    kiosk.take()
    kiosk.now += timedelta(days=1)
    kiosk.day.later(24 * 3600)
    kiosk.day.do(OpenDay())
    kiosk.connect()
    assert kiosk.numbers.left() == {"A": 20, "B": 20}
    assert kiosk.recorded[0].lease == "2026-11-23/K1/A800"
    assert kiosk.take() == "A800"


def test_a_hall_that_holds_no_numbers_back_is_never_asked(tmp_path: Path) -> None:
    hall = small_hall(rules=TicketRules(offline=OfflineRules(block=0)))
    with OfflineBench(tmp_path, hall) as kiosk:
        kiosk.connect()
        assert kiosk.sent == []


def test_the_same_card_gets_the_same_number_for_the_same_item(kiosk: OfflineBench) -> None:
    assert [kiosk.take(document=card()) for _ in range(2)] == ["A800", "A800"]
    assert kiosk.take("a2", document=card()) == "A801"
    assert kiosk.take(document=card("440303199003070011")) == "A802"
    kiosk.connect()
    assert kiosk.take(document=card()) == "A803", "the server knows the first one: it may be served already"


def test_nobody_takes_more_numbers_a_day_than_the_hall_allows(tmp_path: Path) -> None:
    with OfflineBench(tmp_path, small_hall(rules=TicketRules(daily_cap_per_person=2))) as kiosk:
        kiosk.connect()
        kiosk.take(document=card())
        kiosk.take("a2", document=card())
        with pytest.raises(Refused, match=r"ticket\.daily_cap \(cap=2\)"):
            kiosk.take("b1", document=card())
        assert kiosk.take("b1", document=card("440303199003070011")) == "B800"


@pytest.mark.feature("F027", "F072", "F098")
def test_all_that_a_visitor_said_reaches_the_server_with_the_number(kiosk: OfflineBench) -> None:
    needs = frozenset({Need.INFANT, Need.CANNOT_SEE})
    kiosk.take(document=card(), needs=needs, language=Language.EN, quantity=3, principal=PRINCIPAL)
    assert PRINCIPAL.encode() not in everything_on_disk(kiosk.folder)
    kiosk.connect()
    (told,) = kiosk.recorded
    assert (told.needs, told.language, told.quantity, told.principal) == (needs, Language.EN, 3, PRINCIPAL)
    assert told.document == card()


@pytest.mark.feature("F027")
def test_an_agent_takes_a_number_for_each_they_come_for_and_only_where_that_is_allowed(tmp_path: Path) -> None:
    hall = small_hall(rules=TicketRules(daily_cap_per_person=1))
    items = tuple(replace(item, agent_allowed=item.code != "a2", most_cases=2) for item in hall.items)
    with OfflineBench(tmp_path, replace(hall, items=items)) as kiosk:
        kiosk.connect()
        assert kiosk.take(document=card(), principal=PRINCIPAL) == "A800"
        assert kiosk.take(document=card(), principal=PRINCIPAL) == "A800"
        assert kiosk.take(document=card()) == "A801"
        with pytest.raises(Refused, match=r"ticket\.daily_cap"):
            kiosk.take("b1", document=card(), principal=PRINCIPAL)
        with pytest.raises(Refused, match=r"item\.no_agent"):
            kiosk.take("a2", document=card(), principal=PRINCIPAL)
        with pytest.raises(Refused, match=r"quantity\.range"):
            kiosk.take("b1", quantity=3)


def test_a_closed_queue_is_closed_without_the_server_too(kiosk: OfflineBench) -> None:
    calendars = tuple(replace(calendar, weekly=((),) * 7) for calendar in kiosk.hall.calendars)
    kiosk.hall = replace(kiosk.hall, calendars=calendars)
    with pytest.raises(Refused, match=r"calendar\.closed"):
        kiosk.take()


# -- the file ------------------------------------------------------------------------------------------------------


def everything_on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()) if file.suffix != ".key")


def test_no_file_ever_tells_who_took_a_number(kiosk: OfflineBench) -> None:
    kiosk.take(document=card())
    written = everything_on_disk(kiosk.folder)
    assert b"2026-11-23/K1/A800" in written
    for secret in ("11010519491231002X", "1949", "王小明", "verified"):
        assert secret.encode() not in written


def test_what_tells_of_a_person_is_erased_when_the_server_has_answered(kiosk: OfflineBench) -> None:
    kiosk.take(document=card())
    kiosk.connect()
    with kiosk.store.reading() as connection:
        rows = connection.execute("SELECT state, sealed FROM entry").fetchall()
    assert rows == [("done", None)]


def test_the_key_is_for_its_owner_only(kiosk: OfflineBench) -> None:
    assert stat.S_IMODE((kiosk.folder / "K1.key").stat().st_mode) == 0o400


def test_without_its_key_the_number_is_told_and_the_person_is_not(kiosk: OfflineBench) -> None:
    kiosk.take(document=card())
    (kiosk.folder / "K1.key").unlink()
    kiosk.restart()
    kiosk.connect()
    assert [(request.seq, request.document) for request in kiosk.recorded] == [(800, None)]


def test_a_kiosk_that_lost_its_file_gets_other_numbers(kiosk: OfflineBench) -> None:
    assert kiosk.take() == "A800"
    kiosk.__exit__()
    for file in kiosk.folder.glob("K1.db*"):
        file.unlink()
    kiosk.restart()
    kiosk.connect()
    assert kiosk.take() == "A820"


def test_a_damaged_file_is_put_aside_and_its_numbers_with_it(kiosk: OfflineBench) -> None:
    kiosk.take()
    kiosk.__exit__()
    (kiosk.folder / "K1.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 8000)
    kiosk.restart()
    kiosk.connect()
    assert kiosk.take() == "A820"
    assert list(kiosk.folder.glob("K1.db.damaged-*"))


def test_one_file_is_of_one_process(kiosk: OfflineBench) -> None:
    with pytest.raises(StorageError, match=r"storage\.failed"):
        OfflineStore(kiosk.folder / "K1.db")


def test_a_server_set_back_to_yesterday_brings_no_number_back(kiosk: OfflineBench) -> None:
    yesterday = HallState.from_snapshot(kiosk.day.state.snapshot("e", NINE))
    kiosk.take()
    kiosk.day.later(24 * 3600)
    kiosk.day.do(OpenDay())
    kiosk.connect()
    kiosk.numbers.hear(kiosk.hall, yesterday, NINE)
    with kiosk.store.reading() as connection:
        days = connection.execute("SELECT day FROM lease WHERE queue = 'B'").fetchall()
    assert days == [("2026-11-24",)]


_GIVING = """
import sys
from pathlib import Path
from hallcall.core.rules import OfflineRules, TicketRules
from helpers.offline_bench import OfflineBench
from helpers.small_hall import small_hall
kiosk = OfflineBench(Path(sys.argv[1]), small_hall(rules=TicketRules(offline=OfflineRules(block=190))))
kiosk.connect()
for _ in range(40):
    print(kiosk.take(), flush=True)
sys.stdin.read()
"""
"""Four lives use up fewer numbers than were leased; each is killed before it ends."""


def test_a_killed_kiosk_has_lost_nothing_it_showed(tmp_path: Path) -> None:
    shown: list[str] = []
    for round_ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", _GIVING, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        assert child.stdin is not None
        assert child.stdout is not None
        shown += [child.stdout.readline().strip() for _ in range(1 + round_)]
        child.send_signal(signal.SIGKILL)
        # What it printed between the last line that was read and its death was shown too.
        shown += child.stdout.read().split()
        child.stdout.close()
        child.stdin.close()
        child.wait()
    assert len(shown) == len(set(shown)) >= 10
    with OfflineStore(tmp_path / "K1.db").reading() as connection:
        kept = {f"A{seq}" for (seq,) in connection.execute("SELECT seq FROM given")}
    assert set(shown) <= kept


# -- uploads -------------------------------------------------------------------------------------------------------


def finish(key: str, owner: str) -> Pending:
    return Pending(key=key, command="service.finish", owner=owner, at=datetime.now(UTC), body={"counter": 1})


def test_each_clerk_sends_their_own(tmp_path: Path) -> None:
    store = OfflineStore(tmp_path / "C1.db")
    outbox = Outbox(store)
    for key, owner in (("k1", "1001"), ("k2", "1002")):
        outbox.put(finish(key, owner))
    sent: list[str] = []

    def send(entry: Pending) -> Future[Answer]:
        sent.append(entry.key)
        answer: Future[Answer] = Future()
        answer.set_result(DONE)
        return answer

    uploads = Uploads(outbox, send)
    uploads.start("1002")
    uploads.start("1002")
    assert sent == ["k2"]
    assert [entry.key for entry in outbox.waiting("1001")] == ["k1"]
    store.close()
    with pytest.raises(StorageError):
        outbox.put(finish("k3", "1001"))


class SlowServer:
    """Answers when the test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Future[Answer]]] = []

    def send(self, entry: Pending) -> Future[Answer]:
        answer: Future[Answer] = Future()
        self.asked.append((entry.key, answer))
        return answer

    @property
    def keys(self) -> list[str]:
        return [key for key, _ in self.asked]


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    store = OfflineStore(tmp_path / "C1.db")
    yield Outbox(store)
    store.close()


def test_a_link_that_is_back_before_the_last_try_is_given_up_is_not_missed(outbox: Outbox) -> None:
    outbox.put(finish("k1", "1001"))
    server, drained = SlowServer(), list[int]()
    uploads = Uploads(outbox, server.send, on_drained=lambda: drained.append(1))
    uploads.start("1001")
    uploads.start("1001")
    server.asked[0][1].set_exception(LinkError("link.down"))
    assert server.keys == ["k1", "k1"]
    server.asked[1][1].set_exception(LinkError("link.down"))
    assert server.keys == ["k1", "k1"], "not without end: nobody has said since that the link is back"
    uploads.start("1001")
    server.asked[2][1].set_result(DONE)
    assert outbox.waiting("1001") == []
    assert drained == [1]


def test_a_clerk_who_signs_in_while_the_visits_of_another_are_told_is_next(outbox: Outbox) -> None:
    for key, owner in (("k1", "1001"), ("k2", "1002")):
        outbox.put(finish(key, owner))
    server, drained = SlowServer(), list[int]()
    uploads = Uploads(outbox, server.send, on_drained=lambda: drained.append(len(server.asked)))
    uploads.start("1001")
    uploads.start("1002")
    server.asked[0][1].set_result(DONE)
    assert server.keys == ["k1", "k2"]
    assert drained == [], "what this clerk ended is still to be told"
    server.asked[1][1].set_result(DONE)
    assert drained == [2]


def test_nothing_is_begun_again_once_it_is_closed(outbox: Outbox) -> None:
    outbox.put(finish("k1", "1001"))
    server = SlowServer()
    uploads = Uploads(outbox, server.send)
    uploads.start("1001")
    uploads.start("1001")
    uploads.close()
    server.asked[0][1].set_exception(LinkError("link.down"))
    assert server.keys == ["k1"]


def test_a_file_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        OfflineStore(tmp_path / "file" / "K1.db")


def test_a_key_kept_twice_is_an_error_and_changes_nothing(tmp_path: Path) -> None:
    store = OfflineStore(tmp_path / "C1.db")
    outbox = Outbox(store)
    outbox.put(finish("k1", "1001"))
    with pytest.raises(StorageError):
        outbox.put(finish("k1", "1001"))
    assert len(outbox.waiting("1001")) == 1
    store.close()
    assert sqlite3.sqlite_version_info >= (3, 37)
