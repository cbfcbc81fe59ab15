"""What a plan gives everyone, as it is stored with the plan."""

from __future__ import annotations

from scheduler.domain.plan import Plan
from scheduler.evaluation import Rates, Season, who_can_come
from scheduler.evaluation.two_barriers import two_barriers
from scheduler.storage.plans import PlanOutcome, SetOutcome


def plan_outcome(season: Season, plan: Plan, rates: Rates | None) -> PlanOutcome:
    """By set, by session and in money; nothing without `rates`, where there is no plan."""
    if rates is None:
        return PlanOutcome({}, (), 0, 0)
    taking_part = set(season.taking_part)
    sets = {
        name: SetOutcome(int(season.families[n]), n in taking_part, rates.rates[name], rates.season[name])
        for n, name in enumerate(season.set_names)
    }
    reach = tuple(reach.weight for reach in who_can_come(season, plan.sessions))
    pairs = two_barriers(season, plan.sessions, season.instance.small_group)
    return PlanOutcome(
        sets, reach, round(rates.cost * 100), round(rates.families_cost * 100), pairs=tuple(pairs)
    )
