"""Whoever sees a visitor's personal data has left who, when and why: every answer of the server is looked through.

The walk asks every route and every command, in the name of every role, while visitors with known names, numbers and
phones wait and are served. An answer that holds one of these facts must come with a new look in the log.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from litestar.routes import HTTPRoute
from ulid import ULID

from hallcall.cli import main
from hallcall.core.booking.rules import BookingRules
from hallcall.core.commands import COMMANDS
from hallcall.core.looks import LookReason
from hallcall.core.rules import TicketRules
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import Ticket, TicketId
from hallcall.server.api.rights import COMMANDS_OF
from hallcall.server.app import create_app
from hallcall.server.security.register import Role
from hallcall.server.storage import history
from helpers.live_server import CARD, OTHER_CARD, PASSWORD, Caller, HandClock, LiveServer
from helpers.small_hall import small_hall

PHONE, OTHER_PHONE = "13812345678", "13987654321"
PERSONAL = (CARD["name"], CARD["number"], PHONE, OTHER_CARD["name"], OTHER_CARD["number"], OTHER_PHONE)
"""What belongs to the visitors who are there. Each is a whole fact: what is masked holds none of them."""
WALKED = [role for role in Role if role is not Role.COUNTER]
SIGNED_OUT = {"POST /v1/logout", "POST /v1/login"}
"""Asked last: whoever asks them is no longer who they were."""

REASONS = {
    "visitor.reveal": "identity",
    "ticket.reclassify": "care",
    "ticket.issue": None,
    "queue.close": "staff",
}
"""Where a reason is one of a list."""
ON_WAITING = frozenset(
    {
        "call.chosen",
        "pager.give",
        "ticket.cancel",
        "ticket.choose_notice",
        "ticket.choose_priority",
        "ticket.defer",
        "ticket.reclassify",
    }
)
"""Commands about a number that waits."""


class Walk:
    """A hall in which somebody is served at counter 1, somebody waits, and everybody asks everything."""

    def __init__(self, server: LiveServer) -> None:
        self.server = server
        self.callers = {
            Role.KIOSK: server.pair("kiosk", "K1"),
            Role.DISPLAY: server.pair("display", "C1"),
            Role.COUNTER: server.pair("counter", "C2"),
            Role.CLERK: server.clerk(1),
            Role.GUIDE: server.pair("guide", "G1"),
            Role.MANAGER: server.pair("manager", "M1"),
            Role.AUDITOR: server.pair("auditor", "A1"),
            Role.DEVICE: server.pair("device", "K1"),
            Role.GATE: server.pair("gate", "K1"),
            Role.ADMIN: server.admin,
        }
        self.token = ""
        self.code = ""
        """Of a booking that nobody has used."""
        self.leaks: list[str] = []
        self.answered: set[str] = set()
        """What was answered well at least once."""

    def arrange(self) -> None:
        """Counter 1 serves the holder of a card; the holder of another waits."""
        kiosk, clerk = self.callers[Role.KIOSK], self.callers[Role.CLERK]
        if self.server.parts.feed.state.emergency is not None:
            self.callers[Role.MANAGER].do("emergency.end", reason="all are back")
        for card, phone in ((CARD, PHONE), (OTHER_CARD, OTHER_PHONE)):
            for item in ("a1", "a2"):
                issued = kiosk.do("ticket.issue", item=item, document=card, phone=phone)["ticket"]
                self.token = issued["token"] or self.token
        if self.status != "serving":
            clerk.send("counter.open", counter=1, clerk="1001")
            clerk.send("counter.resume", counter=1)
            self.server.clock.turn(5)
            clerk.send("call.next", counter=1)
            clerk.send("service.start", counter=1)
        assert self.status == "serving"

    def prepare(self, name: str) -> None:
        """Bring counter 1 to where a command does something."""
        kiosk, clerk = self.callers[Role.KIOSK], self.callers[Role.CLERK]
        missed = {"service.start_passed", "ticket.recall_me"}
        if name in {"call.chosen", "call.next", "call.pass", "call.recall", "service.start"} | missed:
            clerk.do("service.finish", counter=1)
            kiosk.send("ticket.issue", item="a1", document=CARD)
        if name in {"call.pass", "call.recall", "service.start"} | missed:
            self.server.clock.turn(5)
            clerk.do("call.next", counter=1)
            self.server.clock.turn(600)
        if name in missed:
            clerk.do("call.pass", counter=1)
        if name == "visitor.reveal":
            # Some were given a number without a card.
            while self.served is None or self.served.person is None:
                self.server.clock.turn(5)
                clerk.do("call.next", counter=1)
                clerk.do("service.start", counter=1)
        if name == "ticket.return":
            clerk.do("service.park", counter=1, reason="pay")
        if name == "task.take":
            kiosk.do("help.ask", kiosk="K1")
        if name == "ticket.record_offline":
            kiosk.do("numbers.lease", kiosk="K1", book="a")
            self.server.clock.turn(5)
        if name in {"booking.cancel", "booking.change", "booking.check_in"}:
            slot = None if name == "booking.check_in" else self.slot(1)
            made = kiosk.do("booking.make", item="a1", document=CARD, slot=slot)
            self.code = made["booking"]["code"]

    def prepare_hall(self, name: str) -> None:
        """As ``prepare``, for pagers, ratings, queues and counters on loan."""
        clerk, manager = self.callers[Role.CLERK], self.callers[Role.MANAGER]
        if name in {"visit.rate", "rating.follow_up"}:
            clerk.do("service.finish", counter=1)
        match name:
            case "rating.follow_up":
                rated = next(iter(self.server.parts.feed.state.unrated))
                self.callers[Role.DISPLAY].do("visit.rate", ticket=rated, level=1, reasons=[], counter=1)
            case "pager.take_back":
                clerk.do("pager.give", ticket=self.waiting, pager=2)
            case "counter.convert":
                manager.send("counter.give_back", counter=4)
            case "counter.give_back":
                manager.send("counter.convert", counter=4, queue="A", minutes=30)
            case "queue.reopen":
                manager.send("queue.close", queue="B", reason="staff", note="", until=None)
            case _:
                """It needs nothing."""

    @property
    def waiting(self) -> TicketId:
        """One who waits."""
        state = self.server.parts.feed.state
        return next(ticket.id for ticket in state.tickets.values() if ticket.state.value == "waiting")

    @property
    def served(self) -> Ticket | None:
        """Who is at counter 1."""
        state = self.server.parts.feed.state
        found = state.counters[CounterNumber(1)].ticket
        return state.tickets[found] if found is not None else None

    def slot(self, days: int) -> str:
        """The beginning of a slot in so many days."""
        start = self.server.clock().replace(minute=0, second=0) + timedelta(days=days)
        return start.isoformat()

    @property
    def status(self) -> str:
        counter = self.server.parts.feed.state.counters.get(CounterNumber(1))
        return counter.status.value if counter is not None else ""

    def ask_everything(self) -> None:
        """Every command and every route of the server, each by everybody."""
        for name in sorted(frozenset[str]().union(*COMMANDS_OF.values())):
            for role in WALKED:
                if name in COMMANDS_OF[role]:
                    self.arrange()
                    self.prepare(name)
                    self.prepare_hall(name)
                    if name == "emergency.end":
                        self.callers[Role.MANAGER].do("emergency.begin")
                    self.ask(role, "POST", f"/v1/commands/{name}", self.body(name, role))
        for said in sorted(self.routes(), key=lambda said: (said in SIGNED_OUT, said)):
            for role in (Role.COUNTER, *WALKED):
                if role is Role.CLERK or said not in SIGNED_OUT:
                    self.arrange()
                method, _, path = said.partition(" ")
                self.ask(role, method, self.filled(path), self.body_of(path))

    def routes(self) -> list[str]:
        """Every method and path, commands aside."""
        return [
            f"{method} {route.path}"
            for route in create_app(self.server.parts).routes
            if isinstance(route, HTTPRoute)
            for method in route.methods - {"OPTIONS"}
            if route.path.rpartition("/")[2] not in COMMANDS
        ]

    def filled(self, path: str) -> str:
        """A path that leads to the visitor: an unknown part of it is a defect of this test."""
        values = {"number": "1", "ticket": "A001", "token": self.token, "name": "none", "path": "other"}
        filled = re.sub(r"\{(\w+):\w+\}", lambda part: values[part[1]], path)
        return filled + QUERIES.get(path, "")

    def plain(self, method: str, path: str) -> str:
        """What was asked, without what differs each time."""
        return f"{method} {path.partition('?')[0]}".replace(self.token, "token")

    def body(self, name: str, role: Role) -> dict[str, Any]:
        """A command that is as good as it can be. A field that is not known here is a defect of this test."""
        state = self.server.parts.feed.state
        serving = state.counters[CounterNumber(1)].ticket
        passed = next((ticket.id for ticket in state.tickets.values() if ticket.passes), None)
        parked = next((ticket.id for ticket in state.tickets.values() if ticket.state.value == "parked"), None)
        lease = next((lease for lease in state.leases.values() if lease.queue == "A"), None)
        values: dict[str, Any] = {
            "counter": 4 if name in {"counter.convert", "counter.give_back"} else 1,
            "clerk": "1001",
            "item": "a1",
            "document": CARD if role is Role.KIOSK else None,
            "phone": PHONE if role is Role.KIOSK else None,
            "kiosk": "K1",
            "ticket": parked
            if name == "ticket.return"
            else passed
            if name in {"service.start_passed", "ticket.recall_me"}
            else self.waiting
            if name in ON_WAITING
            else next(iter(state.unrated))
            if name == "visit.rate"
            else next(iter(state.rated))
            if name == "rating.follow_up"
            else serving,
            "to_queue": "B",
            "reason": REASONS.get(name, "asked to"),
            "priority": "elder",
            "quantity": 2 + len(self.answered) % 2,
            "language": "zh",
            "as_class": None,
            "on": True,
            "ok": True,
            "device": "C1/printer" if role is Role.CLERK else "K1/printer",
            "health": "ok",
            "reasons": [],
            "task": next(iter(state.tasks), "none"),
            "book": "a",
            "lease": lease.id if lease is not None else "none",
            "seq": lease.first if name == "ticket.record_offline" and lease is not None else 650,
            "issued_at": self.server.clock().isoformat(),
            "taken_at": self.server.clock().isoformat(),
            "day": (self.server.clock() - timedelta(days=1)).date().isoformat(),
            "queue": "B" if name in {"queue.close", "queue.reopen"} else "A",
            "issued": 2,
            "cap": 99,
            "hot_items": [],
            "predicted": [],
            "served": 1 if name == "paper.record_day" else None,
            "needs": [],
            "paused": False,
            "is_drill": True,
            "until": None,
            "note": "talked to them" if name == "rating.follow_up" else "",
            "to_counter": None,
            "to_item": None,
            "more": [],
            "by": 1 if name == "ticket.defer" else "G1",
            "ended_at": None,
            "instead_of": None,
            "answer": "number",
            "code": self.code,
            "slot": self.slot(3 if name == "booking.make" else 2),
            "or_wait": False,
            "by_hall": False,
            "override": "",
            "on_the_spot": False,
            "minutes": 30,
            "pager": 2 if name == "pager.take_back" else 1,
            "condition": "well",
            "door": "north",
            "entered": 3,
            "left": 1,
            "wanted": True,
            "level": 1,
        }
        inside = {"name", "person", "people", "verified", "token", "has_phone"}
        inside |= {"backup", "known", "per_hour", "by_message"}
        if name in {"ticket.issue", "ticket.record_offline"}:
            inside |= {"priority", "by", "agent"}
        fields = {field.name for field in dataclasses.fields(COMMANDS[name])} - inside
        if name == "booking.make":
            fields.discard("code")
        if name in {"ticket.issue", "ticket.record_offline", "booking.make"} and role is Role.KIOSK:
            fields |= {"document", "phone"}
        return {field: values[field] for field in fields}

    def body_of(self, path: str) -> Any:
        """What a route wants to hear: a booking by the code that one has, a number by its token."""
        own = {"/v1/visitor/booking": {"code": self.code}, "/v1/visitor/ticket": {"token": self.token}}
        return own.get(path) or BODIES.get(path)

    def ask(self, role: Role, method: str, path: str, body: Any) -> None:
        """Ask, and note an answer that tells more than is written down."""
        before = self.seq
        headers = {"Idempotency-Key": str(ULID())} if path.startswith("/v1/commands/") else {}
        if path.startswith("/v1/events"):
            headers["Last-Event-ID"] = f"{self.server.parts.store.epoch}:0"
        text = self.read(self.callers[role], method, path, body, headers)
        found = [fact for fact in PERSONAL if fact in text]
        if found and not self.looked_since(before):
            self.leaks.append(f"{role.value} {method} {path}: {found}")

    def read(self, caller: Caller, method: str, path: str, body: Any, headers: dict[str, str]) -> str:
        """All of an answer; of the stream, up to the present."""
        text = ""
        with caller.http.stream(method, path, json=body, headers=headers) as answer:
            if answer.status_code == 200:
                self.answered.add(self.plain(method, path))
            last = f":{self.seq}" if path.startswith("/v1/events") else None
            for line in answer.iter_lines():
                text += line + "\n"
                if last is not None and line.startswith("id:") and line.endswith(last):
                    break
        return text

    @property
    def seq(self) -> int:
        with self.server.parts.store.reading() as connection:
            return connection.exec_driver_sql("SELECT max(seq) FROM event").scalar() or 0

    def looked_since(self, seq: int) -> bool:
        """Whether a look with a reason was written down behind a place."""
        with self.server.parts.store.reading() as connection:
            entries = history.read(connection, seq, 100)
        return any(entry.type == "visitor.revealed" and entry.data["reason"] for entry in entries)


BODIES: dict[str, Any] = {
    "/v1/pair": {"code": "ABCD-EFGH"},
    "/v1/enrol": {"code": "ABCD-EFGH", "csr": "none"},
    "/v1/renew": {"csr": "none"},
    "/v1/login": {"clerk": "1001", "password": PASSWORD},
    "/v1/logout": None,
    "/v1/commands/{name:str}": {},
    "/v1/visitor/ticket": {"token": "none"},
    "/v1/visitor/tickets": {"document": CARD},
    "/v1/visitor/bookings": {"document": CARD},
    "/v1/visitor/booking": {"code": "00000000"},
    "/v1/visitor/strikes": {"document": CARD},
    "/v1/bookings/over": {"codes": ["00000000"]},
    "/v1/admin/pairing-codes": {"role": "guide", "device": "G9"},
    "/v1/admin/devices/revoke": {"role": "guide", "device": "G9"},
    "/v1/admin/clerks": {"clerk": "9", "name": "九", "password": PASSWORD},
    "/v1/admin/purge": {"now": "2026-11-23T00:00:00Z"},
    "/v1/admin/backups": None,
    "/v1/admin/purge/hold": {"reason": "a court asks", "until": None},
    "/v1/admin/day/close": None,
    "/b/{token:str}": None,
    "/t/{token:str}": None,
    "/v1/reached": {"channel": "wall", "calls": [{"ticket": "2026-11-23/A001", "call": 1}]},
    "/v1/admin/notices/test": {"phone": "13900139001"},
}
"""What a route wants to hear. Every route that takes a body has a line."""
REFUSED = {
    "GET /b/token",
    "POST /b/token",
    "GET /schema/other",
    "GET /v1/authority",
    "POST /v1/admin/devices/revoke",
    "POST /v1/commands/none",
    "POST /v1/enrol",
    "POST /v1/login",
    "POST /v1/pair",
    "POST /v1/renew",
}
"""What is answered here with refusals only, for want of an authority, a code, a machine or an offer: no visitor
is in these; pages of offers have tests of their own."""
QUERIES = {
    "/v1/slots": "?queue=A",
    "/v1/audit": "?after=0&most=1000",
    "/v1/audit/looks": "?day=2026-11-23",
    "/t/{token:str}": "?lang=en",
    "/b/{token:str}": "?lang=en",
}


@pytest.fixture
def walk(tmp_path: Path, clock: HandClock) -> Iterator[Walk]:
    free = BookingRules(per_day=0, item_per_day=0, no_shows=0, cancels=0)
    hall = small_hall(rules=TicketRules(daily_cap_per_person=0, booking=free, pagers=3))
    with LiveServer(tmp_path / "data", hall, clock, token_per_s=1e6) as server:
        yield Walk(server)


@pytest.mark.feature("F037", "F214")
def test_no_answer_of_any_route_tells_personal_data_without_a_look_in_the_log(walk: Walk) -> None:
    walk.ask_everything()
    assert walk.leaks == []
    commands = {f"POST /v1/commands/{name}" for names in COMMANDS_OF.values() for name in names}
    routes = {walk.plain(method, walk.filled(path)) for method, path in map(str.split, walk.routes())}
    assert (commands | routes) - walk.answered == REFUSED


def test_every_route_that_takes_a_body_is_asked_with_one(walk: Walk) -> None:
    posted = {said.partition(" ")[2] for said in walk.routes() if said.startswith("POST")}
    assert posted <= set(BODIES)


@pytest.mark.parametrize(
    ("place", "leak"),
    [
        ("hallcall.server.people.mask_name", "GET /v1/counters/1/visitor"),
        ("hallcall.server.people.mask_phone", "POST /v1/commands/ticket.issue"),
    ],
)
def test_the_walk_finds_an_answer_that_forgets_to_mask(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, place: str, leak: str
) -> None:
    monkeypatch.setattr(place, lambda fact: fact)
    walk.arrange()
    walk.ask(Role.CLERK, "GET", "/v1/counters/1/visitor", None)
    walk.ask(Role.KIOSK, "POST", "/v1/commands/ticket.issue", walk.body("ticket.issue", Role.KIOSK))
    assert [one for one in walk.leaks if leak in one]


@pytest.mark.feature("F037")
def test_the_vault_is_opened_in_these_places_only() -> None:
    """Whoever opens it elsewhere has to say here how that look gets into the log."""
    root = Path(__file__).parents[3] / "server" / "hallcall" / "server"
    opening = {str(path.relative_to(root)) for path in root.rglob("*.py") if ".unseal(" in path.read_text("utf-8")}
    assert opening == {
        "people.py",  # facts(): masked, or for a look; phone(): for the outbox
        "notices/worker.py",  # the message to the visitor's own phone; its row in the outbox names the event
        "notices/record.py",  # masked
    }


def serve(server: LiveServer) -> Caller:
    """A visitor with a card is served at counter 1."""
    server.pair("kiosk", "K1").do("ticket.issue", item="a1", document=CARD)
    clerk = server.clerk(1)
    clerk.do("call.next", counter=1)
    clerk.do("service.start", counter=1)
    return clerk


@pytest.mark.feature("F037")
@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({}, 409, "reason.missing"),
        ({"reason": None}, 409, "reason.missing"),
        ({"reason": "curious"}, 422, "command.malformed"),
        ({"reason": "phone", "note": "x"}, 409, "note.invalid"),
        ({"reason": "other", "note": "x" * 81}, 409, "note.invalid"),
        ({"reason": "other", "note": "\x1b[2J"}, 409, "note.invalid"),
        ({"reason": "other", "note": "call 138-1234-5678"}, 409, "note.personal"),
    ],
)
def test_without_a_good_reason_nothing_is_told_and_nothing_written(
    server: LiveServer, said: dict[str, Any], status: int, code: str
) -> None:
    clerk = serve(server)
    answer = clerk.send("visitor.reveal", counter=1, **said)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert CARD["name"] not in answer.text
    assert server.admin.get("/v1/audit/looks", day="2026-11-23").json() == {"looks": []}


@pytest.mark.feature("F037")
def test_the_same_press_again_opens_nothing_for_it_writes_no_look(server: LiveServer) -> None:
    clerk = serve(server)
    first = clerk.send("visitor.reveal", key="press", counter=1, reason="identity")
    assert CARD["name"] in first.text
    clerk.do("service.finish", counter=1)
    again = clerk.send("visitor.reveal", key="press", counter=1, reason="identity")
    assert (again.status_code, again.json()["visitor"]) == (200, None)
    assert CARD["name"] not in again.text
    assert len(server.admin.get("/v1/audit/looks", day="2026-11-23").json()["looks"]) == 1


@pytest.mark.feature("F037")
def test_an_auditor_sees_who_looked_when_why_and_for_which_visit_and_never_at_what(
    server: LiveServer, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    first = serve(server)
    first.do("visitor.reveal", counter=1, reason="complaint")
    clock.turn(60)
    first.do("visitor.reveal", counter=1, reason="other", note="signs for A012")
    server.pair("kiosk", "K1").do("ticket.issue", item="a2", document=OTHER_CARD)
    second = server.clerk(2)
    second.do("call.next", counter=2)
    second.do("service.start", counter=2)
    second.do("visitor.reveal", counter=2, reason="phone")

    auditor = server.pair("auditor", "A1")
    looks = auditor.get("/v1/audit/looks", day="2026-11-23").json()["looks"]
    assert [(look["clerk"], look["reason"], look["note"]) for look in looks] == [
        ("1001", "complaint", ""),
        ("1001", "other", "signs for A012"),
        ("1002", "phone", ""),
    ]
    assert [look["ticket"] for look in looks] == ["2026-11-23/A001", "2026-11-23/A001", "2026-11-23/A002"]
    assert looks[0]["at"] < looks[1]["at"]
    mine = auditor.get("/v1/audit/looks", day="2026-11-23", clerk="1002").json()["looks"]
    assert mine == looks[2:]
    assert auditor.get("/v1/audit/looks", day="2026-11-22").json() == {"looks": []}
    assert auditor.get("/v1/audit/looks").status_code == 422

    options = ["--day", "2026-11-23", "--data", str(server.settings.data)]
    assert main(["audit", "looks", *options, "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    assert [line.partition("visit ")[2] for line in printed.splitlines()[:-1]] == [
        "2026-11-23/A001  Complaint, dispute",
        "2026-11-23/A001  Other  signs for A012",
        "2026-11-23/A002  Call by phone",
    ]
    assert printed.splitlines()[-1] == "2026-11-23: 3 looks at personal data."
    assert main(["audit", "looks", *options, "--clerk", "1002", "--lang", "zh-CN"]) == 0
    chinese = capsys.readouterr().out
    assert "工号 1002" in chinese
    assert "打电话联系" in chinese
    assert "看过个人信息 1 次" in chinese
    assert not any(fact in printed + chinese for fact in PERSONAL)
    assert main(["audit", "looks", "--day", "2026-11-22", "--data", str(server.settings.data)]) == 2
    assert main(["audit", "looks", "--day", "someday", "--data", str(server.settings.data)]) == 2


@pytest.mark.feature("F037")
def test_what_is_taken_off_the_machine_by_command_holds_nothing_personal(
    server: LiveServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = serve(server)
    kiosk = server.pair("kiosk", "K1")
    told = kiosk.do("ticket.issue", item="a2", document=OTHER_CARD, phone=OTHER_PHONE)["ticket"]["id"]
    kiosk.do("ticket.choose_notice", ticket=told, on=True)
    clerk.do("visitor.reveal", counter=1, reason="identity")
    clerk.do("call.next", counter=1)
    assert server.admin.post("/v1/admin/backups").status_code == 200
    options = ["--data", str(server.settings.data), "--lang", "en"]
    day, heads = tmp_path / "day.jsonl", tmp_path / "heads.jsonl"
    assert main(["audit", "export", "--day", "2026-11-23", "--out", str(day), *options]) == 0
    assert main(["audit", "heads", "--out", str(heads), *options]) == 0
    assert main(["audit", "looks", "--day", "2026-11-23", *options]) == 0
    assert main(["notify", "log", *options]) == 0
    left = [day, heads, *(server.settings.data / "backups").iterdir()]
    assert len(left) == 4
    content = b"".join(path.read_bytes() for path in left) + capsys.readouterr().out.encode()
    assert not any(str(fact).encode() in content for fact in PERSONAL)


def test_every_reason_has_a_name_on_the_wire_that_never_changes() -> None:
    assert [reason.value for reason in LookReason] == "identity phone correction complaint request other".split()
