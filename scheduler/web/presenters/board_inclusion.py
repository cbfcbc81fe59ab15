"""How far a plan includes each group, the least included first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from scheduler.services.board_views import FloorView, PlanView, RateView
from scheduler.web.presenters.board_words import set_name
from scheduler.web.presenters.small_numbers import FEWEST_SHOWN, rounded_rate, shown_count, shown_percent

LAST = ("no_group", "everyone")


@dataclass(frozen=True, slots=True)
class InclusionRow:
    """One set of families in whole percents, None where no event invites it.

    `rates` are those of this plan, this season alone, the headcount poll and the majority plan.
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


def in_order(rates: Sequence[RateView]) -> list[RateView]:
    """The groups that a plan raises, least included first; the small ones; no group; everyone."""
    groups = [r for r in rates if r.set_key not in LAST]
    last = [r for key in LAST for r in rates if r.set_key == key]
    return sorted(groups, key=lambda r: (not r.takes_part, r.rate is None, r.rate or 0)) + last


def inclusion_rows(plan: PlanView) -> list[InclusionRow]:
    """The inclusion panel, row by row, without the sets of fewer than 10 families.

    Groups stand in the order of what is shown: that of their real rates would tell more, and look wrong.
    """
    rows = [_row(rate) for rate in in_order(plan.rates) if rate.families >= FEWEST_SHOWN]
    groups = [row for row in rows if row.kind == "group"]
    by_percent = sorted(groups, key=lambda row: (row.percent is None, row.percent or 0))
    return by_percent + [row for row in rows if row.kind == "all"]


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
    )


def floor_percent(floor: FloorView, families: int) -> int | None:
    """A voted floor is public as it was voted; another comes from what a plan gives the set."""
    if floor.voted:
        return round(100 * floor.rate)
    rounded = rounded_rate(floor.rate, families)
    return None if rounded is None else rounded.percent


def _floor_text(floor: FloorView, percent: int) -> str:
    shown = shown_percent(percent)
    if floor.voted:
        return gettext("Floor %(percent)s, voted", percent=shown)
    return gettext("Floor %(percent)s", percent=shown)
