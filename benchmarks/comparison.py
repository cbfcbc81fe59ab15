"""The table of one instance in Markdown, and in which columns a peer does better than ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.judging import Verdict
from benchmarks.measured_run import Run

OURS = "Ours"
NOTABLE = {"smallest group": 5e-4, "everyone": 5e-4, "cost": 0.5, "seconds": 0.05, "memory": 0.5}
"""Differences that the table would not show are none."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one peer (or of ours): its run and, where it wrote a plan, the verdict on it."""

    title: str
    run: Run
    verdict: Verdict | None

    @property
    def is_valid(self) -> bool:
        return self.verdict is not None and self.verdict.fault is None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Our proven bounds on the smallest rate (in whole steps) and on everyone's, None where there is none."""

    smallest: float | None
    everyone: float | None

    def told(self) -> str:
        smallest, everyone = (_shown(bound, "{:.3f}") for bound in (self.smallest, self.everyone))
        return f"**Our bounds:** smallest group {smallest}, everyone {everyone}."


def table(results: Sequence[Result], bounds: Bounds) -> list[str]:
    """The rows, ours first; gaps are our bound less the plan's value."""
    ours = results[0]
    head = (
        "| | plan | smallest group | everyone | cost | gap smallest | gap everyone | seconds | CPU s | MiB"
        " | time : ours | memory : ours |"
    )
    return [head, "| --- | --- |" + " ---: |" * 10, *(_row(result, ours, bounds) for result in results)]


def sentences(results: Sequence[Result]) -> list[str]:
    """For each column, which peers do better than ours; only valid plans count."""
    ours, peers = results[0], [result for result in results[1:] if result.is_valid]
    if not ours.is_valid:
        return ["Ours has no valid plan here, so every valid plan of a peer is better."]
    return [
        _sentence("smallest group", ours, peers, _smallest, 1, "{:.3f}"),
        _sentence("everyone", ours, peers, _everyone, 1, "{:.3f}"),
        _sentence("cost", ours, peers, _cost, -1, "{:.0f}"),
        _sentence("seconds", ours, peers, lambda r: r.run.seconds, -1, "{:.1f}"),
        _sentence("memory", ours, peers, lambda r: r.run.peak_mib, -1, "{:.0f} MiB"),
    ]


def _sentence(
    column: str,
    ours: Result,
    peers: Sequence[Result],
    value: Callable[[Result], float | None],
    sign: int,
    form: str,
) -> str:
    mine = value(ours)
    found = [(peer, theirs) for peer in peers if (theirs := value(peer)) is not None]
    better = [
        (peer, theirs) for peer, theirs in found if mine is None or sign * (theirs - mine) > NOTABLE[column]
    ]
    if not better:
        return f"**{column.capitalize()}:** no peer does better than ours."
    better.sort(key=lambda pair: -sign * pair[1])
    named = ", ".join(f"{peer.title} ({form.format(v)}{_tie(column, peer, ours)})" for peer, v in better)
    against = "none" if mine is None else form.format(mine)
    return f"**{column.capitalize()}:** better than ours ({against}): {named}."


def _tie(column: str, peer: Result, ours: Result) -> str:
    """A difference inside one step of the resolution is a tie by the format."""
    assert peer.verdict
    assert ours.verdict
    tie = column == "smallest group" and peer.verdict.step == ours.verdict.step
    return ", the same step" if tie else ""


def _row(result: Result, ours: Result, bounds: Bounds) -> str:
    run, verdict = result.run, result.verdict
    cells = [result.title, _outcome(result)]
    if verdict is None or verdict.smallest is None:
        cells += ["–"] * 5
    else:
        cells += [
            f"{verdict.smallest:.3f}",
            _shown(verdict.everyone, "{:.3f}"),
            _shown(verdict.cost, "{:.0f}"),
            _gap(bounds.smallest, verdict.step),
            _gap(bounds.everyone, verdict.everyone),
        ]
    cells += [f"{run.seconds:.1f}", f"{run.cpu_seconds:.1f}", f"{run.peak_mib:.0f}"]
    cells += [f"{run.seconds / ours.run.seconds:.2f}", f"{run.peak_mib / ours.run.peak_mib:.2f}"]
    return "| " + " | ".join(cells) + " |"


def _outcome(result: Result) -> str:
    if result.verdict is None:
        why = (
            "stopped, over its time"
            if result.run.stopped
            else result.run.said or f"status {result.run.status}"
        )
        return f"none: {_plain(why)}"
    if result.verdict.fault is not None:
        return f"INVALID: {_plain(result.verdict.fault)}"
    return "valid"


def _plain(text: str) -> str:
    return text.replace("|", "/")[:160]


def _gap(bound: float | None, value: float | None) -> str:
    return "–" if bound is None or value is None else f"{bound - value:.3f}"


def _shown(value: float | None, form: str) -> str:
    return "–" if value is None else form.format(value)


def _smallest(result: Result) -> float | None:
    return result.verdict.smallest if result.verdict else None


def _everyone(result: Result) -> float | None:
    return result.verdict.everyone if result.verdict else None


def _cost(result: Result) -> float | None:
    return result.verdict.cost if result.verdict else None
