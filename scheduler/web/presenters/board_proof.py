"""What is proven about a plan: on each level of its objective, what no plan can do better."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from scheduler.services.board_views import PlanView, RateView, SeasonView
from scheduler.web.presenters.board_inclusion import in_order
from scheduler.web.presenters.board_words import set_name
from scheduler.web.presenters.small_numbers import rounded_rate, shown_cost, shown_percent

CLOSED_STEP = 0.999
CLOSED_SHARE = 0.001
CLOSED_COST = 0.01


@dataclass(frozen=True, slots=True)
class Proof:
    """One level of the objective: what the plan reaches, and what no plan can do better."""

    name: str
    reached: str
    text: str


def proofs(plan: PlanView, season: SeasonView) -> list[Proof]:
    """What is proven, level by level, in the objective's own order."""
    raised = [rate for rate in in_order(plan.rates) if rate.takes_part]
    families = next((rate.families for rate in plan.rates if rate.set_key == "everyone"), 0)
    found: list[Proof] = []
    before = 0.0
    for level in plan.levels:
        if level.name.startswith("smallest"):
            rate = raised[len(found)]
            found.append(_group_proof(rate, level.value - before, level.bound - before, season.resolution))
            before = level.value
        elif level.name == "everyone":
            found.append(_everyone_proof(level.value, level.bound, families))
        elif level.name == "cost":
            found.append(_cost_proof(level.value, level.bound, season.cost_per_family_cents))
        else:
            found.append(_sum_proof(level.value, level.bound))
    return found


def _group_proof(rate: RateView, value: float, bound: float, step: float) -> Proof:
    """A group's own level: the bound on the sum of the smallest, less what those before it have."""
    most = bound + step
    return Proof(
        set_name(rate),
        _rate_text(rate.rate, rate.families),
        _told(
            closed=bound - value < CLOSED_STEP * step,
            known=most < 1,
            best=gettext("Proven best: no plan can do better here."),
            limit=gettext("No plan can do better than %(most)s here.", most=_rate_text(most, rate.families)),
        ),
    )


def _everyone_proof(value: float, bound: float, families: int) -> Proof:
    most = _rate_text(bound, families)
    return Proof(
        gettext("Everyone"),
        _rate_text(value, families),
        _told(
            closed=bound - value <= CLOSED_SHARE * value + 1e-6,
            known=bound < 1,
            best=gettext("Proven best: no plan that is as good for the groups includes more."),
            limit=gettext("No plan that is as good for the groups can do better than %(most)s.", most=most),
        ),
    )


def _cost_proof(value: float, bound: float, per_family_cents: int) -> Proof:
    least = shown_cost(round(100 * bound), per_family_cents)
    return Proof(
        gettext("Cost"),
        shown_cost(round(100 * value), per_family_cents),
        _told(
            closed=value - bound <= CLOSED_COST * value + CLOSED_COST,
            known=bound > 0,
            best=gettext("Proven best: no plan that includes as many costs less."),
            limit=gettext("No plan that includes as many costs less than %(least)s.", least=least),
        ),
    )


def _rate_text(rate: float | None, families: int) -> str:
    rounded = rounded_rate(rate, families)
    return "–" if rounded is None else rounded.text


def _sum_proof(value: float, bound: float) -> Proof:
    share = shown_percent(int(100 * value / bound) if bound else 100)
    return Proof(
        gettext("All families together"),
        share,
        _told(
            closed=bound - value <= CLOSED_SHARE * value + 1e-6,
            known=True,
            best=gettext("Proven best: no plan can do better."),
            limit=gettext("This plan reaches at least %(share)s of what any plan could.", share=share),
        ),
    )


def _told(*, closed: bool, known: bool, best: str, limit: str) -> str:
    """A level that is closed, one with a limit that says something, or one of which nothing is known yet."""
    if closed:
        return best
    return limit if known else gettext("Nothing is proven here yet.")
