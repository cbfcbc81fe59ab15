"""The rules about what a plan is worth: floors, budget, and the levels that it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from scheduler.domain.faults import Fault
from scheduler.domain.instance import Instance
from scheduler.domain.measure import Measure
from scheduler.domain.plan import Level, Plan

ValueRule = Callable[[Instance, Plan, Measure], Iterator[Fault]]

FLOOR_TOLERANCE = 1e-9
COST_TOLERANCE = 1e-6


def floors_are_kept(instance: Instance, _plan: Plan, measured: Measure) -> Iterator[Fault]:
    for floor in instance.floors:
        rate = measured.season_rates[floor.group]
        if rate is not None and rate < floor.rate - FLOOR_TOLERANCE:
            yield Fault(
                "floor", (floor.group,), f"the rate of {floor.group} is {rate:.4f}, under {floor.rate}"
            )


def budget_is_kept(instance: Instance, _plan: Plan, measured: Measure) -> Iterator[Fault]:
    if instance.budget is not None and measured.cost > instance.budget + COST_TOLERANCE:
        yield Fault("budget", (), f"the plan costs {measured.cost:.2f}, over the budget of {instance.budget}")


def levels_are_as_measured(instance: Instance, plan: Plan, measured: Measure) -> Iterator[Fault]:
    if not plan.levels and plan.status == "feasible":
        return
    wanted = measured.levels(plan.objective)
    names = [name for name, _ in wanted]
    if [level.name for level in plan.levels] != names:
        yield Fault("levels", (), f"the levels are not {', '.join(names)}")
        return
    for level, (_, value) in zip(plan.levels, wanted, strict=True):
        yield from _judge(instance, plan, level, value)


VALUE_RULES: Final[tuple[ValueRule, ...]] = (floors_are_kept, budget_is_kept, levels_are_as_measured)


def _judge(instance: Instance, plan: Plan, level: Level, value: float) -> Iterator[Fault]:
    """Compare one reported level with the value that was measured."""
    near = _nearness(level.name, value)
    gap = level.value - level.bound if level.name == "cost" else level.bound - level.value
    if not abs(level.value - value) <= near:
        yield Fault("level_value", (level.name,), f"level {level.name} reports {level.value}, is {value:g}")
    if not gap >= -near:
        text = f"the bound {level.bound} of level {level.name} is worse than its value {level.value}"
        yield Fault("level_bound", (level.name,), text)
    if plan.status == "optimal" and not gap <= _closed(instance, level.name, value):
        yield Fault(
            "level_open", (level.name,), f"optimal is said, but level {level.name} is open by {gap:g}"
        )


def _nearness(name: str, value: float) -> float:
    """How far a reported value may be from the measured one."""
    if name.startswith("smallest"):
        return 1e-6
    if name == "everyone":
        return 1e-4
    return 0.011 if name == "cost" else 1e-3 * max(1, value)


def _closed(instance: Instance, name: str, value: float) -> float:
    """The gap between value and bound up to which a level counts as optimal.

    Group levels move in whole steps, so less than one step is none.
    """
    if name.startswith("smallest"):
        return 0.999 * instance.resolution
    return 0.01 * abs(value) + 0.01 if name == "cost" else 0.001 * abs(value) + 1e-6
