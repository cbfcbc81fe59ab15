"""How far a plan includes each group, the least included first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from scheduler.domain.shown_counts import FEWEST_SHOWN
from scheduler.services.board_views import FloorView, PlanView, RateView
from scheduler.web.presenters.board_words import set_name
from scheduler.web.presenters.small_numbers import rounded_rate, shown_count, shown_percent

LAST = ("no_group", "everyone")


@dataclass(frozen=True, slots=True)
class InclusionRow:
    """One set of families in whole percents, None where no event invites it.

    `rates` are those of this plan, this season alone, the headcount poll and the majority plan. `ceiling` is
    what a plan reaches for the set alone, and what none passes; `reachable` says the latter in words.
    """

    key: str
    name: str
    families: str
    kind: str
    percent: int | None
    rates: tuple[str, ...]
    headcount: int | None
    majority: int | None
    floor: int | None
    floor_text: str
    ceiling: tuple[int, int] | None
    reachable: str


def in_order(rates: Sequence[RateView]) -> list[RateView]:
    """The groups by the rates that are shown, least included first; the small ones; no group; everyone.

    The order of the real rates would tell more than the shown ones do, and look wrong beside them.
    """
    groups = [r for r in rates if r.set_key not in LAST]
    last = [r for key in LAST for r in rates if r.set_key == key]
    return sorted(groups, key=lambda r: shown_first(r.rate, r.families)) + last


def shown_first(rate: float | None, families: float) -> tuple[bool, int]:
    """A key that puts what is shown as least first, and what is not shown last."""
    shown = rounded_rate(rate, families)
    return shown is None, 0 if shown is None else shown.percent


def inclusion_rows(plan: PlanView) -> list[InclusionRow]:
    """The inclusion panel, row by row, without the sets of fewer than 10 families."""
    return [_row(rate) for rate in in_order(plan.rates) if rate.families >= FEWEST_SHOWN]


def comes_first(plan: PlanView) -> str:
    """The least included group that a plan can still move, or that there is none; empty where it is open."""
    if plan.ceilings_under_way:
        return gettext("How far each group could go is being worked out.")
    groups = [row for row in inclusion_rows(plan) if row.kind == "group" and row.percent is not None]
    for row in groups:
        if row.ceiling is not None and row.percent is not None and row.ceiling[0] > row.percent:
            return gettext(
                "Comes first: %(group)s, %(percent)s. A plan for this group alone could give it %(ceiling)s.",
                group=row.name,
                percent=row.rates[0],
                ceiling=shown_percent(row.ceiling[0]),
            )
    if groups and all(row.ceiling == (row.percent, row.percent) for row in groups):
        return gettext("Each group has the most that a plan could give it alone.")
    return ""


def small_sets(plan: PlanView) -> list[str]:
    """The names of the sets that are too small for numbers of their own."""
    return [set_name(rate) for rate in plan.rates if rate.families < FEWEST_SHOWN]


def _row(view: RateView) -> InclusionRow:
    rates = [
        rounded_rate(rate, view.families)
        for rate in (view.rate, view.season_rate, view.headcount_rate, view.majority_rate)
    ]
    percents = [None if rate is None else rate.percent for rate in rates]
    floor = None if view.floor is None else floor_percent(view.floor, view.families)
    ceiling = _ceiling(view)
    return InclusionRow(
        key=view.set_key,
        name=set_name(view),
        families=gettext("%(count)s families", count=shown_count(view.families)),
        kind="all" if view.set_key in LAST else "group",
        percent=percents[0],
        rates=tuple("–" if rate is None else rate.text for rate in rates),
        headcount=percents[2],
        majority=percents[3],
        floor=floor,
        floor_text="" if floor is None or view.floor is None else _floor_text(view.floor, floor),
        ceiling=ceiling,
        reachable="" if ceiling is None else _at_most(*ceiling),
    )


def _ceiling(view: RateView) -> tuple[int, int] | None:
    """What a plan reaches for this set alone, and what none passes, in percents; never less than it has."""
    if view.ceiling is None:
        return None
    shown = [
        rounded_rate(rate, view.families) for rate in (view.rate, view.ceiling.reached, view.ceiling.bound)
    ]
    percents = [rate.percent for rate in shown if rate is not None]
    return (max(percents[:2]), max(percents)) if len(percents) == len(shown) else None


def _at_most(low: int, high: int) -> str:
    if low == high:
        return shown_percent(high)
    return gettext("at most %(percent)s, perhaps less", percent=shown_percent(high))


def floor_percent(floor: FloorView, families: int) -> int | None:
    """A floor that was asked for is public as it was; another comes from what a plan gives the set."""
    if floor.asked is not None:
        return round(100 * floor.asked)
    rounded = rounded_rate(floor.rate, families)
    return None if rounded is None else rounded.percent


def _floor_text(floor: FloorView, percent: int) -> str:
    shown = shown_percent(percent)
    if floor.voted:
        return gettext("Floor %(percent)s, voted", percent=shown)
    return gettext("Floor %(percent)s", percent=shown)
