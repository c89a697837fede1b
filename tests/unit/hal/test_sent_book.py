"""The book of sent messages: a message leaves once, whatever becomes of the process that sends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hallcall.core.errors import DeviceAbsent, DeviceBusy, DeviceFault, DeviceTimeout
from hallcall.hal.model import DeviceId
from hallcall.hal.ports.sms import Sms
from hallcall.hal.sentbook import REMEMBERED, BrokeOffError, OnTheWay, SentBook, Unsure

pytestmark = pytest.mark.feature("F172")

SMS = DeviceId("sms")


class Post:
    """Takes messages; what it is told to raise comes after they have left."""

    def __init__(self) -> None:
        self.left: list[str] = []
        self.then: Exception | None = None
        self.before: Exception | None = None

    def submit(self, sms: Sms, on_the_way: OnTheWay) -> tuple[str, ...]:
        on_the_way("slot 3")
        if self.before is not None:
            raise self.before
        self.left.append(sms.message_id)
        if self.then is not None:
            raise self.then
        return (f"r-{sms.message_id}",)


def opened(path: Path, unsure: Unsure = "again") -> SentBook:
    book = SentBook(SMS, path, unsure)
    book.open()
    return book


def sms(message_id: str = "E-1") -> Sms:
    return Sms.checked("13812345678", "A001", message_id)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sms.book"


def test_a_message_that_has_left_gives_its_receipt_again_also_to_the_next_process(path: Path) -> None:
    post = Post()
    book = opened(path)
    first = book.send(sms(), post.submit)
    assert book.send(sms(), post.submit) == first
    book.close()
    assert opened(path).send(sms(), post.submit) == first
    assert (post.left, first.references) == (["E-1"], ("r-E-1",))


def lose_the_answer(path: Path, post: Post) -> None:
    """What a kill between sending and knowing leaves behind."""
    post.then = DeviceTimeout("device.timeout", device=SMS)
    book = opened(path)
    with pytest.raises(DeviceTimeout):
        book.send(sms(), post.submit)
    book.close()
    post.then = None


def test_of_a_message_that_may_have_left_the_far_end_is_asked_first(path: Path) -> None:
    post, asked = Post(), list[str]()
    lose_the_answer(path, post)

    def ask(_: Sms, note: str) -> tuple[str, ...]:
        asked.append(note)
        return ("found",)

    assert opened(path).send(sms(), post.submit, ask).references == ("found",)
    assert (post.left, asked) == (["E-1"], ["slot 3"])


@pytest.mark.parametrize(("unsure", "times"), [("again", 2), ("leave", 1)])
def test_when_nobody_knows_the_site_has_decided(path: Path, unsure: Unsure, times: int) -> None:
    post = Post()
    lose_the_answer(path, post)
    book = opened(path, unsure)
    if unsure == "leave":
        with pytest.raises(DeviceFault, match=r"sms\.unsure"):
            book.send(sms(), post.submit)
    else:
        book.send(sms(), post.submit)
    assert len(post.left) == times


@pytest.mark.parametrize(
    "no", [DeviceFault("sms.refused"), BrokeOffError(DeviceAbsent("device.absent", device=SMS), has_left=False)]
)
def test_what_was_refused_or_never_left_is_not_unsure(path: Path, no: Exception) -> None:
    post = Post()
    post.before = no
    book = opened(path, "leave")
    with pytest.raises((DeviceFault, DeviceAbsent)):
        book.send(sms(), post.submit)
    book.close()
    post.before = None
    opened(path, "leave").send(sms(), post.submit)
    assert post.left == ["E-1"]


def test_a_refusal_of_the_second_try_does_not_make_the_first_sure(path: Path) -> None:
    post = Post()
    lose_the_answer(path, post)
    post.before = DeviceFault("device.fault", reason="queue-full")
    book = opened(path)
    with pytest.raises(DeviceFault):
        book.send(sms(), post.submit)
    book.close()
    with pytest.raises(DeviceFault, match=r"sms\.unsure"):
        opened(path, "leave").send(sms(), post.submit)


def test_a_message_is_in_the_book_before_a_byte_of_it_has_left(path: Path) -> None:
    book = opened(path)

    def submit(_: Sms, on_the_way: OnTheWay) -> tuple[str, ...]:
        assert b"E-1" not in path.read_bytes()
        on_the_way("")
        assert b'"begun"' in path.read_bytes()
        return ()

    book.send(sms(), submit)


def test_the_book_holds_no_number_and_no_text_and_is_for_its_owner_alone(path: Path) -> None:
    opened(path).send(sms(), Post().submit)
    assert b"13812345678" not in path.read_bytes()
    assert b"A001" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


def test_a_torn_line_is_left_out(path: Path) -> None:
    post = Post()
    book = opened(path)
    book.send(sms("E-1"), post.submit)
    book.close()
    with path.open("ab") as file:
        file.write(b'{"id":"E-2","st')
    again = opened(path)
    again.send(sms("E-2"), post.submit)
    again.close()
    opened(path).send(sms("E-2"), post.submit)
    assert post.left == ["E-1", "E-2"]


def test_two_processes_never_write_one_book(path: Path) -> None:
    opened(path)
    with pytest.raises(DeviceBusy):
        opened(path)


def test_without_a_book_nothing_is_sent(tmp_path: Path) -> None:
    with pytest.raises(DeviceAbsent):
        opened(tmp_path / "missing" / "sms.book")


def test_a_full_disk_stops_a_message_before_it_leaves(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, post = opened(path), Post()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hallcall.hal.sentbook.os.fsync", full)
    with pytest.raises(DeviceAbsent):
        book.send(sms(), post.submit)
    assert post.left == []


def test_the_book_does_not_grow_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_sync: Callable[[int], None] = lambda _: None  # noqa: E731 - ten thousand times
    monkeypatch.setattr("hallcall.hal.sentbook.os.fsync", no_sync)
    book, post = opened(path), Post()
    for number in range(REMEMBERED + 20):
        book.send(sms(f"E-{number}"), post.submit)
    book.close()
    opened(path)
    assert path.read_bytes().count(b"\n") == REMEMBERED
