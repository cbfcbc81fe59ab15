"""What is proven about a plan: on each level of its objective, what no plan can do better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from flask_babel import format_decimal, gettext

from scheduler.services.board_views import LevelView, PlanView, SeasonView
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
    """What is proven, level by level, in the objective's own order; the groups are told as one."""
    families = next((rate.families for rate in plan.rates if rate.set_key == "everyone"), 0)
    groups = [level for level in plan.levels if level.name.startswith("smallest")]
    found = [_groups_proof(groups, season.resolution)] if groups else []
    for level in plan.levels[len(groups) :]:
        if level.name == "everyone":
            found.append(_everyone_proof(level.value, level.bound, families))
        elif level.name == "cost":
            found.append(_cost_proof(level, plan, season.cost_per_family_cents))
        else:
            found.append(_sum_proof(level.value, level.bound))
    return found


def _groups_proof(levels: Sequence[LevelView], step: float) -> Proof:
    """How many groups, from the least included on, are proven best, each while those before it keep theirs.

    None of them is named, and no rate: rounded rates of small groups do not tell which is the least, and what
    is known of the real one would tell more than they may.
    """
    proven = len(list(takewhile(lambda level: level.bound - level.value < CLOSED_STEP * step, levels)))
    return Proof(
        gettext("Groups, the least included first"),
        gettext(
            "%(proven)s of %(all)s proven best",
            proven=format_decimal(proven),
            all=format_decimal(len(levels)),
        ),
        gettext("No plan can lift one of these without lowering one before it.")
        if proven
        else gettext("Nothing is proven here yet."),
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


def _cost_proof(level: LevelView, plan: PlanView, per_family_cents: int) -> Proof:
    """How much of the least cost is for families is not known: as if sessions cost what they cost here."""
    value, bound = level.value, level.bound
    others = plan.cost_cents - plan.family_cost_cents
    reached, least = (
        shown_cost(cents, max(0, cents - others), per_family_cents)
        for cents in (plan.cost_cents, round(100 * bound))
    )
    return Proof(
        gettext("Cost"),
        reached,
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
