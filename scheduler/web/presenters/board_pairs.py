"""Two barriers at once: families who are included far less than either of their groups."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext

from scheduler.services.board_views import PlanView
from scheduler.web.presenters.small_numbers import rounded_rate, shown_count, shown_percent


class PairLine(NamedTuple):
    """Two groups, how many families are in both, and the rates: of both, of the first, of the second."""

    name: str
    families: str
    both: str
    first: str
    second: str


def pair_lines(plan: PlanView) -> list[PairLine]:
    """The pairs whose rate is below half of either group's, as shown; the least included first."""
    of_group = {rate.set_key: rounded_rate(rate.rate, rate.families) for rate in plan.rates}
    found = []
    for pair in plan.pairs:
        both = rounded_rate(pair.rate, pair.families)
        first, second = of_group.get(pair.first_key), of_group.get(pair.second_key)
        if both is None or first is None or second is None:
            continue
        if 2 * both.percent < min(first.percent, second.percent):
            name = f"{pair.first} + {pair.second}"
            count = gettext("%(count)s families", count=shown_count(pair.families))
            percents = (shown_percent(rate.percent) for rate in (both, first, second))
            found.append((both.percent, PairLine(name, count, *percents)))
    return [line for _, line in sorted(found, key=lambda each: each[0])]
