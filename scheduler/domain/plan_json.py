"""A plan in the exchange format (docs/exchange-format.md), read and written."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, get_args

from scheduler.domain.errors import InvalidPlan
from scheduler.domain.plan import OBJECTIVES, Level, Plan, Requirement, Session, Status
from scheduler.domain.reading import (
    Faults,
    Fields,
    ReadingError,
    identifier,
    list_of,
    mapping,
    moment,
    number,
    one_of,
    text,
)
from scheduler.domain.rows import moment_text, number_json

FORMAT: Final = "co-planning-plan/1"
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
LOWEST: Final = -(10**12)


def parse_plan(raw: object) -> Plan:
    """The plan that a JSON document (as `json.load` gives it) describes.

    Whether its ids exist and its sessions keep the rules is for `checker.check_plan` to say.
    Raises InvalidPlan with every fault that was found and its JSON path.
    """
    faults = Faults()
    try:
        fields = Fields(mapping(raw), "", faults)
    except ReadingError as unexpected:
        raise InvalidPlan([("$", unexpected.message)]) from None
    plan = _read_plan(fields)
    fields.finish()
    if faults.found:
        raise InvalidPlan(faults.found)
    return plan


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain JSON values: every key is there, sessions in the plan's own order."""
    return {
        "format": FORMAT,
        "status": plan.status,
        "objective": plan.objective,
        "sessions": [_session_json(session) for session in plan.sessions],
        "levels": [
            {"name": x.name, "value": number_json(x.value), "bound": number_json(x.bound)}
            for x in plan.levels
        ],
        "conflict": [{"kind": x.kind, "ids": list(x.ids), "text": x.text} for x in plan.conflict],
    }


def _session_json(session: Session) -> dict[str, Any]:
    return {
        "event": session.event,
        "start": moment_text(session.start),
        "place": session.place,
        "providers": list(session.providers),
        "interprets": dict(sorted(session.interprets.items())),
    }


def _read_plan(fields: Fields) -> Plan:
    fields.read("format", one_of((FORMAT,)), blank=FORMAT)
    return Plan(
        status=fields.read("status", one_of(STATUSES), blank="feasible"),
        objective=fields.read("objective", one_of(OBJECTIVES), blank="leximin"),
        sessions=fields.objects("sessions", _read_session),
        levels=fields.objects("levels", _read_level, default=()),
        conflict=fields.objects("conflict", _read_requirement, default=()),
    )


def _read_session(fields: Fields) -> Session:
    return Session(
        event=fields.read("event", identifier, blank=""),
        start=fields.read("start", moment, blank=datetime(1, 1, 1)),
        place=fields.read("place", identifier, blank=""),
        providers=fields.read("providers", list_of(identifier), blank=()),
        interprets=fields.read("interprets", _interprets, blank={}, default={}),
    )


def _interprets(value: object) -> dict[str, str]:
    languages = {}
    for provider, language in mapping(value).items():
        if not isinstance(language, str):
            raise ReadingError("expected a language", f'["{provider}"]')
        languages[provider] = language
    return languages


def _read_level(fields: Fields) -> Level:
    return Level(
        name=fields.read("name", text, blank=""),
        value=fields.read("value", number(LOWEST), blank=0.0),
        bound=fields.read("bound", number(LOWEST), blank=0.0),
    )


def _read_requirement(fields: Fields) -> Requirement:
    return Requirement(
        kind=fields.read("kind", identifier, blank=""),
        ids=fields.read("ids", list_of(text), blank=()),
        text=fields.read("text", text, blank=""),
    )
