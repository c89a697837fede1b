"""What visitors say of their visits, at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from hallcall.cli import main
from helpers.live_server import LiveServer


@pytest.mark.feature("F159", "F160", "F161")
def test_a_report_counts_who_did_not_rate_apart_and_lists_what_is_to_be_looked_into(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with LiveServer(tmp_path / "data") as server:
        kiosk, clerk, tablet = server.pair("kiosk", "K1"), server.clerk(1), server.pair("display", "C1")
        tickets = [kiosk.do("ticket.issue", item="a1", kiosk="K1")["ticket"]["id"] for _ in range(12)]
        for place, ticket in enumerate(tickets):
            for step in ("call.next", "service.start", "service.finish"):
                clerk.do(step, counter=1)
            if place < 10:
                low = {"level": 1, "reasons": ["long_wait"]} if place == 0 else {"level": 4}
                tablet.do("visit.rate", ticket=ticket, counter=1, **low)
        words = ("--data", str(server.settings.data))
        assert main(["--lang", "en", "report", "ratings", *words]) == 0
        said = capsys.readouterr().out
        assert "12 visits done, 10 rated, 2 not rated" in said
        assert "Good: 9" in said
        assert "Low rating to look into: A001, counter 1, Very poor, Waited too long" in said
        assert main(["--lang", "en", "follow-up", "a001", "--note", "talked to the visitor", *words]) == 0
        assert main(["--lang", "en", "follow-up", "a001", "--note", "again", *words]) == 1
        capsys.readouterr()
        assert main(["--lang", "en", "report", "ratings", *words]) == 0
        assert "Low rating" not in capsys.readouterr().out


@pytest.mark.feature("F161")
def test_the_levels_of_few_ratings_are_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with LiveServer(tmp_path / "data") as server:
        clerk = server.clerk(1)
        ticket = server.pair("kiosk", "K1").do("ticket.issue", item="a1", kiosk="K1")["ticket"]["id"]
        for step in ("call.next", "service.start", "service.finish"):
            clerk.do(step, counter=1)
        server.pair("display", "C1").do("visit.rate", ticket=ticket, counter=1, level=5)
        assert main(["--lang", "en", "report", "ratings", "--data", str(server.settings.data)]) == 0
        assert "Very good" not in capsys.readouterr().out
