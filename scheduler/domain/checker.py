"""Our own judge of plans: every rule of the exchange format, and no code of any solver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.domain.faults import Fault
from scheduler.domain.held_session import hold
from scheduler.domain.instance import Instance
from scheduler.domain.measure import Measure, Meter
from scheduler.domain.plan import Plan, Session
from scheduler.domain.plan_rules import PLAN_RULES
from scheduler.domain.rows import moment_text
from scheduler.domain.session_rules import SESSION_RULES
from scheduler.domain.value_rules import VALUE_RULES


def check_plan(instance: Instance, plan: Plan) -> list[Fault]:
    """Every rule that the plan breaks; empty for a valid plan.

    Of an infeasible plan only the form is judged: no sessions, and a conflict that is named.
    """
    if plan.status == "infeasible":
        return list(_infeasible_form(plan))
    return Judge(instance).verdict(plan.sessions).faults(plan)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What sessions are worth, and the rules about sessions that they break."""

    instance: Instance
    broken: tuple[Fault, ...]
    measured: Measure

    def faults(self, plan: Plan) -> list[Fault]:
        """Every rule that a plan of these sessions breaks, those about values and levels too."""
        found = list(self.broken)
        for value_rule in VALUE_RULES:
            found += value_rule(self.instance, plan, self.measured)
        return found


class Judge:
    """Looks at the sessions of any number of plans of one instance, sooner where few events changed."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._meter = Meter(instance)

    def verdict(self, planned: Sequence[Session]) -> Verdict:
        instance = self._instance
        unknown = [(session, _unknown_ids(instance, session)) for session in planned]
        broken = [_names_unknown(session, ids) for session, ids in unknown if ids]
        sessions = hold(instance, (session for session, ids in unknown if not ids))
        for session in sessions:
            for session_rule in SESSION_RULES:
                broken += session_rule(instance, session)
        for plan_rule in PLAN_RULES:
            broken += plan_rule(instance, sessions)
        return Verdict(instance, tuple(broken), self._meter.measure(sessions))


def _infeasible_form(plan: Plan) -> Iterator[Fault]:
    if plan.sessions:
        yield Fault("infeasible_sessions", (), "an infeasible plan has no sessions")
    if not plan.conflict:
        yield Fault("infeasible_conflict", (), "an infeasible plan names the requirements that conflict")


def _unknown_ids(instance: Instance, session: Session) -> list[str]:
    """The ids in the session that name nothing in the instance."""
    events = {event.id for event in instance.events}
    places = {place.id for place in instance.places}
    providers = {provider.id for provider in instance.providers}
    return sorted(
        ({session.event} - events) | ({session.place} - places) | (set(session.providers) - providers)
    )


def _names_unknown(session: Session, unknown: list[str]) -> Fault:
    ids = (session.event, moment_text(session.start), session.place)
    return Fault("unknown", (*ids, *unknown), f"{' '.join(ids)}: the instance has no {', '.join(unknown)}")
