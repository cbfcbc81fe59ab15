"""What is proven about a plan: on each level of its objective, what no plan can do better."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_currency, gettext

from scheduler.services.board_views import PlanView, RateView, SeasonView
from scheduler.web.presenters.board_inclusion import in_order
from scheduler.web.presenters.board_words import set_name
from scheduler.web.presenters.small_numbers import shown_percent, whole_percent

CURRENCY = "USD"
CLOSED_STEP = 0.999
CLOSED_SHARE = 0.001
CLOSED_COST = 0.01


@dataclass(frozen=True, slots=True)
class Proof:
    """One level of the objective: what the plan reaches, and what no plan can do better."""

    name: str
    reached: str
    text: str
    closed: bool


def proofs(plan: PlanView, season: SeasonView) -> list[Proof]:
    """What is proven, level by level, in the objective's own order."""
    raised = [rate for rate in in_order(plan.rates) if rate.takes_part]
    found: list[Proof] = []
    before = 0.0
    for level in plan.levels:
        if level.name.startswith("smallest"):
            rate = raised[len(found)]
            found.append(_group_proof(rate, level.value - before, level.bound - before, season.resolution))
            before = level.value
        elif level.name == "everyone":
            found.append(_everyone_proof(level.value, level.bound))
        elif level.name == "cost":
            found.append(_cost_proof(level.value, level.bound))
        else:
            found.append(_sum_proof(level.value, level.bound))
    return found


def _group_proof(rate: RateView, value: float, bound: float, step: float) -> Proof:
    """A group's own level: the bound on the sum of the smallest, less what those before it have."""
    closed = bound - value < CLOSED_STEP * step
    reached = whole_percent(rate.rate, rate.families)
    most = shown_percent(round(100 * min(1, bound + step)))
    return Proof(
        name=set_name(rate),
        reached="–" if reached is None else shown_percent(reached),
        text=gettext("Proven best: no plan can do better here.")
        if closed
        else gettext("No plan can do better than %(most)s here.", most=most),
        closed=closed,
    )


def _everyone_proof(value: float, bound: float) -> Proof:
    closed = bound - value <= CLOSED_SHARE * value + 1e-6
    return Proof(
        name=gettext("Everyone"),
        reached=shown_percent(round(100 * value)),
        text=gettext("Proven best: no plan that is as good for the groups includes more.")
        if closed
        else gettext(
            "No plan that is as good for the groups can do better than %(most)s.",
            most=shown_percent(round(100 * bound)),
        ),
        closed=closed,
    )


def _cost_proof(value: float, bound: float) -> Proof:
    closed = value - bound <= CLOSED_COST * value + CLOSED_COST
    least = format_currency(bound, CURRENCY)
    return Proof(
        name=gettext("Cost"),
        reached=format_currency(value, CURRENCY),
        text=gettext("Proven best: no plan that includes as many costs less.")
        if closed
        else gettext("No plan that includes as many costs less than %(least)s.", least=least),
        closed=closed,
    )


def _sum_proof(value: float, bound: float) -> Proof:
    closed = bound - value <= CLOSED_SHARE * value + 1e-6
    share = shown_percent(int(100 * value / bound) if bound else 100)
    return Proof(
        name=gettext("All families together"),
        reached=share,
        text=gettext("Proven best: no plan can do better.")
        if closed
        else gettext("This plan reaches at least %(share)s of what any plan could.", share=share),
        closed=closed,
    )
