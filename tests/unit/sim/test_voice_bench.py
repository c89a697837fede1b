"""How many loudspeakers a hall needs, worked out by its own queue."""

from __future__ import annotations

import json

import pytest

from hallcall.cli import main
from hallcall.core.announcing import ZoneQueue
from hallcall.sim.voice_bench import CALL_S, bench_voice, mean_wait_s, play

pytestmark = pytest.mark.feature("F096")


def test_a_loudspeaker_that_says_all_twice_carries_less_than_six_calls_a_minute() -> None:
    assert mean_wait_s(5.0) == pytest.approx(25.0)
    assert mean_wait_s(6.0) is None


def test_calls_far_apart_are_heard_twice_at_once_and_one_that_comes_between_waits_for_the_first() -> None:
    heard = play([0.0, 100.0], ZoneQueue())
    assert (heard.delays_s, heard.twice, heard.late) == ([0.0, 0.0], 2, 0)
    assert play([0.0, 4.0], ZoneQueue()).delays_s == [0.0, CALL_S - 4.0]


def test_nobody_is_counted_twice_or_lost() -> None:
    heard = play([at / 10 for at in range(300)], ZoneQueue(most_calls=10**6))
    assert len(heard.delays_s) + heard.late == 300
    assert max(heard.delays_s) <= 20.0
    assert heard.late > 200


def test_the_mean_minute_of_a_large_hall_needs_two_loudspeakers_and_its_worst_more() -> None:
    seen = bench_voice(rates=(6.0, 15.0), minutes=200, seed=3)
    assert seen["channels_needed"]["6"] == 2
    assert seen["channels_needed"]["15"] > 2
    opening = seen["opening"][0]
    assert opening["always_twice_last_s"] == 980
    assert opening["delay_max_s"] <= 20
    assert opening["left_out"] == 0


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "voice", "--rate", "5", "--minutes", "60"]) == 0
    seen = json.loads(capsys.readouterr().out)
    assert [case["channels"] for case in seen["cases"]] == [1, 2, 3, 4]
    assert seen["cases"][0]["always_twice_mean_s"] == 25.0
