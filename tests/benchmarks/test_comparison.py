"""The benchmark hides nothing: who is better is named, who has no valid plan stays in the table."""

from __future__ import annotations

import sys

from benchmarks.comparison import Bounds, Result, sentences, table
from benchmarks.judging import Verdict
from benchmarks.measured_run import Run, run

QUICK = Run(0, 1.0, 1.0, 50.0, "", False)
SLOW = Run(0, 10.0, 12.0, 100.0, "", False)
OURS = Result("Ours", SLOW, Verdict(None, 0.45, 0.44, 0.6, 900.0))


def test_a_peer_that_is_better_in_a_column_is_named_with_both_values() -> None:
    peer = Result("Greedy", QUICK, Verdict(None, 0.40, 0.40, 0.7, 900.0))
    assert sentences([OURS, peer]) == [
        "**Smallest group:** no peer does better than ours.",
        "**Everyone:** better than ours (0.600): Greedy (0.700).",
        "**Cost:** no peer does better than ours.",
        "**Seconds:** better than ours (10.0): Greedy (1.0).",
        "**Memory:** better than ours (100 MiB): Greedy (50 MiB).",
    ]


def test_a_better_rate_inside_the_same_step_is_told_as_such() -> None:
    peer = Result("Greedy", SLOW, Verdict(None, 0.455, 0.44, 0.6, 900.0))
    assert sentences([OURS, peer])[0].endswith("Greedy (0.455, the same step).")


def test_an_invalid_plan_stays_in_the_table_with_its_fault_and_beats_nobody() -> None:
    peer = Result("Poll", SLOW, Verdict("event e1: 0 sessions", 0.9, 0.9, 0.9, 1.0))
    assert "INVALID: event e1: 0 sessions" in table([OURS, peer], Bounds(0.5, 0.7))[3]
    assert all("no peer" in sentence for sentence in sentences([OURS, peer]))


def test_a_peer_without_a_plan_stays_in_the_table_with_its_reason() -> None:
    peer = Result("SCIP", Run(2, 1.0, 1.0, 50.0, "the package pyscipopt is not installed", False), None)
    assert table([OURS, peer], Bounds(0.5, 0.7))[3] == (
        "| SCIP | none: the package pyscipopt is not installed | – | – | – | – | – | 1.0 | 1.0 | 50"
        " | 0.10 | 0.50 |"
    )


def test_gaps_are_our_bounds_less_what_a_plan_reaches() -> None:
    assert "| 0.060 | 0.100 |" in table([OURS], Bounds(0.5, 0.7))[2]


def test_a_run_tells_how_it_ended_and_what_it_said_last() -> None:
    done = run([sys.executable, "-c", "print('first'); print('last'); raise SystemExit(3)"], 60)
    assert (done.status, done.said, done.stopped) == (3, "last", False)
    assert done.peak_mib > 1


def test_a_run_over_its_time_is_stopped() -> None:
    assert run([sys.executable, "-c", "import time; time.sleep(600)"], 0.2).stopped
