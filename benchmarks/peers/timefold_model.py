"""Timefold's facts, entities and constraints; its compiler reads this module, so it stays plain.

Only offerings that have an option reach the functions below `Timetable`.
"""

from dataclasses import dataclass
from typing import Annotated

from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    HardMediumSoftScore,
    Joiners,
    constraint_provider,
)


@dataclass
class Group:
    """A set of families; `before` is what its rate has from earlier seasons, in ten-thousandths."""

    number: Annotated[int, PlanningId]
    everyone: bool
    before: int


@dataclass
class Worker:
    """A provider with contract limits in minutes."""

    number: Annotated[int, PlanningId]
    extra: int
    day: int
    week: int
    season: int


@dataclass
class Option:
    """A site with a crew; minutes since the season's first midnight, `gains` in ten-thousandths of rates."""

    number: Annotated[int, PlanningId]
    event: int
    start: int
    end: int
    day: int
    place: int
    parallel: int
    travel: int
    crew: list[int]
    gains: list[int]
    cost: int


@planning_entity
@dataclass
class Offering:
    """One session of an event, held at its option, or not held."""

    id: Annotated[int, PlanningId]
    event: int
    required: bool
    clashing: list[int]
    options: Annotated[list[Option], ValueRangeProvider]
    option: Annotated[Option | None, PlanningVariable(allows_unassigned=True)] = None


@dataclass
class Budget:
    """The most that all sessions may cost."""

    id: Annotated[int, PlanningId]
    most: int


@planning_solution
@dataclass
class Timetable:
    """The season."""

    groups: Annotated[list[Group], ProblemFactCollectionProperty]
    workers: Annotated[list[Worker], ProblemFactCollectionProperty]
    budgets: Annotated[list[Budget], ProblemFactCollectionProperty]
    offerings: Annotated[list[Offering], PlanningEntityCollectionProperty]
    score: Annotated[HardMediumSoftScore | None, PlanningScore] = None


def meet(one: Offering, other: Offering) -> bool:
    return one.option.start < other.option.end and other.option.start < one.option.end


def clash(one: Offering, other: Offering) -> bool:
    return other.event in one.clashing and meet(one, other)


def same_place(one: Offering, other: Offering) -> bool:
    if one.option.place != other.option.place or not meet(one, other):
        return False
    if one.option.parallel == 1:
        return True
    return one.event == other.event and one.option.start == other.option.start


def share_a_worker(one: Offering, other: Offering) -> bool:
    gap = 0
    if one.option.place != other.option.place:
        gap = max(one.option.travel, other.option.travel)
    if one.option.start >= other.option.end + gap or other.option.start >= one.option.end + gap:
        return False
    for worker in one.option.crew:  # noqa: SIM110 (the compiler knows no generators)
        if worker in other.option.crew:
            return True
    return False


def works(worker: Worker, offering: Offering) -> bool:
    return worker.number in offering.option.crew


def minutes(worker: Worker, offering: Offering) -> int:
    return offering.option.end - offering.option.start + worker.extra


def gain(group: Group, offering: Offering) -> int:
    return offering.option.gains[group.number]


def shortfall(group: Group, gained: int) -> int:
    missing = 10000 - min(10000, group.before + gained)
    return missing * missing // 100


@constraint_provider
def rules(factory: ConstraintFactory) -> list[Constraint]:
    """The hard rules, then the groups' shortfalls, then everyone."""
    hard, medium, soft = (
        HardMediumSoftScore.ONE_HARD,
        HardMediumSoftScore.ONE_MEDIUM,
        HardMediumSoftScore.ONE_SOFT,
    )
    total = ConstraintCollectors.sum
    return [
        factory.for_each_including_unassigned(Offering)
        .filter(lambda o: o.required and o.option is None)
        .penalize(hard, lambda _o: 1000)
        .as_constraint("held"),
        factory.for_each_unique_pair(Offering).filter(clash).penalize(hard).as_constraint("clash"),
        factory.for_each_unique_pair(Offering).filter(same_place).penalize(hard).as_constraint("place"),
        factory.for_each_unique_pair(Offering).filter(share_a_worker).penalize(hard).as_constraint("worker"),
        factory.for_each(Worker)
        .join(Offering, Joiners.filtering(works))
        .group_by(lambda w, _o: w, lambda _w, o: o.option.day, total(minutes))
        .filter(lambda w, _day, worked: worked > w.day)
        .penalize(hard)
        .as_constraint("day"),
        factory.for_each(Worker)
        .join(Offering, Joiners.filtering(works))
        .group_by(lambda w, _o: w, lambda _w, o: o.option.day // 7, total(minutes))
        .filter(lambda w, _week, worked: worked > w.week)
        .penalize(hard)
        .as_constraint("week"),
        factory.for_each(Worker)
        .join(Offering, Joiners.filtering(works))
        .group_by(lambda w, _o: w, total(minutes))
        .filter(lambda w, worked: worked > w.season)
        .penalize(hard)
        .as_constraint("season"),
        factory.for_each(Budget)
        .join(Offering)
        .group_by(lambda b, _o: b, total(lambda _b, o: o.option.cost))
        .filter(lambda b, cost: cost > b.most)
        .penalize(hard, lambda b, cost: 1 + (cost - b.most) // 100)
        .as_constraint("budget"),
        factory.for_each(Group)
        .filter(lambda g: not g.everyone)
        .join(Offering)
        .group_by(lambda g, _o: g, total(gain))
        .penalize(medium, shortfall)
        .as_constraint("groups"),
        factory.for_each(Group)
        .filter(lambda g: g.everyone)
        .join(Offering)
        .reward(soft, gain)
        .as_constraint("everyone"),
    ]
