"""Why an instance is infeasible: a minimal set of requirements that cannot hold together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from scheduler.domain.instance import Instance
from scheduler.domain.plan import Requirement
from scheduler.evaluation.openings import Openings
from scheduler.solver.beginning import is_infeasible
from scheduler.solver.out_of_reach import floor_out_of_reach, floors_out_of_reach, too_dear
from scheduler.solver.problem import Problem
from scheduler.solver.progress import TimeIsUp, Watch
from scheduler.solver.relaxation import Unkept
from scheduler.solver.run import Effort


def requirements(instance: Instance) -> list[Requirement]:
    """What a plan of the instance must do; without any of these an empty plan is valid."""
    found = [
        Requirement("event", (event.id,), f"{event.title}: at least {event.min_sessions} session(s)")
        for event in instance.events
        if event.min_sessions > 0
    ]
    found += [
        Requirement(
            "fixed",
            (pin.event, f"{pin.start:%Y-%m-%dT%H:%M}", pin.place),
            f"{pin.event} is fixed at {pin.place}",
        )
        for pin in instance.fixed
    ]
    found += [
        Requirement("floor", (floor.group,), f"{floor.group}: a rate of at least {floor.rate:g}")
        for floor in instance.floors
    ]
    if instance.budget is not None:
        found.append(Requirement("budget", (), f"the plan costs at most {instance.budget:g}"))
    return found


def named(instance: Instance, unkept: Unkept | None) -> tuple[Requirement, ...]:
    """These floors, and the budget if it is one of them, as requirements of the instance."""
    if unkept is None:
        return ()
    ids: list[tuple[str, tuple[str, ...]]] = [("floor", (floor.group,)) for floor in unkept.floors]
    ids += [] if unkept.budget is None else [("budget", ())]
    return tuple(one for one in requirements(instance) if (one.kind, one.ids) in ids)


def keep_only(instance: Instance, kept: Sequence[Requirement]) -> Instance:
    """The instance with no other requirements than these."""
    ids = {(requirement.kind, requirement.ids) for requirement in kept}
    return replace(
        instance,
        events=tuple(
            event if ("event", (event.id,)) in ids else replace(event, min_sessions=0)
            for event in instance.events
        ),
        fixed=tuple(
            pin
            for pin in instance.fixed
            if ("fixed", (pin.event, f"{pin.start:%Y-%m-%dT%H:%M}", pin.place)) in ids
        ),
        floors=tuple(floor for floor in instance.floors if ("floor", (floor.group,)) in ids),
        budget=instance.budget if ("budget", ()) in ids else None,
    )


def minimal_conflict(instance: Instance, watch: Watch, effort: Effort) -> tuple[Requirement, ...]:
    """A deletion pass: a requirement stays out where the rest is still proven infeasible without it.

    Minimal unless the time ends first, or the instance is too large to prove that the rest is infeasible;
    then it is a conflict, but perhaps not a minimal one.
    """
    kept = requirements(instance)
    if impossible := _impossible_pins(instance, kept):
        return impossible
    with suppress(TimeIsUp):
        kept = _out_of_reach(instance, kept, watch) or kept
        for requirement in list(kept):
            rest = [other for other in kept if other != requirement]
            watch.stop_if_over()
            problem = Problem(keep_only(instance, rest), watch=watch)
            if rest and is_infeasible(problem, watch, effort):
                kept = rest
    return tuple(_explained(instance, requirement) for requirement in kept)


def further_floors(
    instance: Instance, conflict: Sequence[Requirement], watch: Watch
) -> tuple[Requirement, ...]:
    """Where one floor is the whole conflict: the others that no plan can keep either, each for itself."""
    if [one.kind for one in conflict] != ["floor"]:
        return ()
    with suppress(TimeIsUp):
        out = {floor.group for floor in floors_out_of_reach(Problem(instance, watch=watch))}
        others = (one for one in requirements(instance) if one.kind == "floor" and one.ids != conflict[0].ids)
        return tuple(one for one in others if one.ids[0] in out)
    return ()


def _out_of_reach(instance: Instance, known: Sequence[Requirement], watch: Watch) -> list[Requirement]:
    """Those that are proven to be too much at once: a floor alone, or a budget and what it cannot pay for."""
    problem = Problem(instance, watch=watch)
    if numbers := too_dear(problem):
        events = {("event", (problem.events[n].id,)) for n in numbers}
        return [one for one in known if one.kind == "budget" or (one.kind, one.ids) in events]
    floor = floor_out_of_reach(problem)
    return [] if floor is None else [one for one in known if (one.kind, one.ids) == ("floor", (floor.group,))]


def _impossible_pins(instance: Instance, known: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """The one fixed session of an event that cannot be held, whatever else a plan must do."""
    pins = [requirement for requirement in known if requirement.kind == "fixed"]
    if not pins:
        return ()
    problem = Problem(keep_only(instance, pins))
    held = {event.id for event, of in zip(problem.events, problem.choices, strict=True) if of.possible}
    pinned = Counter(pin.ids[0] for pin in pins)
    return tuple(pin for pin in pins if pin.ids[0] not in held and pinned[pin.ids[0]] == 1)[:1]


def _explained(instance: Instance, requirement: Requirement) -> Requirement:
    """With the reason, where an event that needs a session cannot have one whatever the others do."""
    if requirement.kind != "event":
        return requirement
    openings = Openings(instance)
    event = next(event for event in instance.events if event.id == requirement.ids[0])
    found = False
    for start, place in openings.of_event(event):
        found = True
        if sum(openings.serves(host, event, start, place) for host in set(event.hosts)) >= event.hosts_needed:
            return requirement
    because = (
        f"at no start that its places allow are {event.hosts_needed} of its hosts free"
        if found
        else "no start fits its window, closed time and the opening hours of its places"
    )
    return replace(requirement, text=f"{requirement.text}, but {because}")
