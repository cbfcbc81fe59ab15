"""Plans side by side, in words and rounded numbers. Differences are taken from what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_decimal, gettext

from scheduler.domain.shown_counts import FEWEST_SHOWN
from scheduler.services.view_comparison import (
    BEFORE,
    GIVEN,
    ComparedPlan,
    ComparingRun,
    ComparisonView,
    SetRateView,
)
from scheduler.web.presenters.board_inclusion import LAST
from scheduler.web.presenters.board_words import objective_name, set_name
from scheduler.web.presenters.money import shown_money_difference
from scheduler.web.presenters.small_numbers import (
    rounded_cents,
    rounded_rate,
    shown_cost,
    shown_difference,
    shown_percent,
)

VARIED, MOST_LOST = "varied", 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name, and how far it is from that of the first plan."""

    name: str
    value: str
    difference: str


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """One plan. `least` and `everyone` are whole percents for the chart, None where nothing is shown."""

    plan_id: int
    number: int
    name: str
    about: str
    kind: str
    on_board: bool
    least: int | None
    least_name: str
    everyone: int | None
    least_text: Figure
    everyone_text: Figure
    cost: Figure
    groups: tuple[Figure, ...]
    sessions: str


def plan_columns(view: ComparisonView) -> list[PlanColumn]:
    """The plans in their order, the given one first; groups in the order of its rates."""
    if not view.plans:
        return []
    given = view.plans[0]
    order = _order(given.rates)
    columns: list[PlanColumn] = []
    varied = 0
    for number, plan in enumerate(view.plans, 1):
        varied += plan.kind == VARIED
        columns.append(_column(view, plan, given, order, number, varied))
    return columns


def part_text(run: ComparingRun) -> str:
    """Which of the plans is being made."""
    if run.part is None:
        return ""
    name = gettext("plans that differ most") if run.part == VARIED else objective_name(run.part)
    return gettext(
        "Step %(number)s of %(parts)s: %(name)s",
        number=format_decimal(run.number),
        parts=format_decimal(run.parts),
        name=name,
    )


def _column(
    view: ComparisonView,
    plan: ComparedPlan,
    given: ComparedPlan,
    order: Sequence[str],
    number: int,
    varied: int,
) -> PlanColumn:
    percents, before = _percents(plan.rates), _percents(given.rates)
    least_name, least = _least(plan.rates)
    names = {rate.set_key: set_name(rate) for rate in plan.rates}
    return PlanColumn(
        plan_id=plan.plan_id,
        number=number,
        name=gettext("Changed by hand") if view.by_hand and plan is given else _name(plan, varied),
        about=_about(plan, by_hand=view.by_hand),
        kind=plan.kind,
        on_board=plan.plan_id == view.board_plan_id,
        least=least,
        least_name=least_name,
        everyone=percents.get("everyone"),
        least_text=_percent_figure(least_name, least, _least(given.rates)[1]),
        everyone_text=_percent_figure(gettext("Everyone"), percents.get("everyone"), before.get("everyone")),
        cost=_cost(plan, given, view.cost_per_family_cents),
        groups=tuple(
            _percent_figure(names[key], percents.get(key), before.get(key)) for key in order if key in names
        ),
        sessions="" if plan.kind == GIVEN else _sessions(plan),
    )


def _name(plan: ComparedPlan, varied: int) -> str:
    if plan.kind == VARIED:
        return gettext("Different plan %(number)s", number=format_decimal(varied))
    return objective_name(plan.objective)


def _about(plan: ComparedPlan, *, by_hand: bool) -> str:
    if plan.kind == GIVEN:
        return gettext("The others are compared with this plan.")
    if plan.kind == BEFORE:
        return gettext("This is plan 1 before it was changed by hand.")
    if plan.kind == VARIED and by_hand:
        return gettext(
            "Differs from plan 2 as much as can be, and includes at most %(loss)s less.",
            loss=shown_percent(MOST_LOST),
        )
    if plan.kind == VARIED:
        return gettext(
            "Differs as much as can be, and includes at most %(loss)s less.", loss=shown_percent(MOST_LOST)
        )
    return ""


def _order(rates: Sequence[SetRateView]) -> list[str]:
    """Groups by what is shown of them, the least first; then families in no group, and everyone."""
    percents = _percents(rates)
    groups = [rate.set_key for rate in rates if rate.set_key in percents and rate.set_key not in LAST]
    return sorted(groups, key=lambda key: percents[key]) + [key for key in LAST if key in percents]


def _percents(rates: Sequence[SetRateView]) -> dict[str, int]:
    """What is shown of each set of at least 10 families that is invited to anything."""
    rounded = {rate.set_key: rounded_rate(rate.rate, rate.families) for rate in rates}
    return {key: shown.percent for key, shown in rounded.items() if shown is not None}


def _least(rates: Sequence[SetRateView]) -> tuple[str, int | None]:
    """The group that is included least by what is shown, the first of them where several are alike."""
    percents = _percents(rates)
    groups = [rate for rate in rates if rate.takes_part and rate.families >= FEWEST_SHOWN]
    shown = [(percents[rate.set_key], set_name(rate)) for rate in groups if rate.set_key in percents]
    if not shown:
        return "", None
    percent, name = min(shown, key=lambda one: one[0])
    return name, percent


def _percent_figure(name: str, percent: int | None, before: int | None) -> Figure:
    if percent is None:
        return Figure(name, "–", "")
    return Figure(name, shown_percent(percent), shown_difference(percent - (before or 0)))


def _cost(plan: ComparedPlan, given: ComparedPlan, per_family_cents: int) -> Figure:
    cents, before = (
        rounded_cents(one.cost_cents, one.family_cost_cents, per_family_cents) for one in (plan, given)
    )
    cost = shown_cost(plan.cost_cents, plan.family_cost_cents, per_family_cents)
    return Figure(gettext("Cost"), cost, shown_money_difference(cents - before))


def _sessions(plan: ComparedPlan) -> str:
    return gettext(
        "Sessions: %(same)s the same, %(moved)s moved, %(added)s added, %(dropped)s left out",
        same=format_decimal(plan.same),
        moved=format_decimal(plan.moved),
        added=format_decimal(plan.added),
        dropped=format_decimal(plan.dropped),
    )
