"""An instance in the exchange format (docs/exchange-format.md), read and written."""

from __future__ import annotations

import hashlib
import json
import zoneinfo
from collections.abc import Collection
from datetime import date
from typing import Any, Final

from scheduler.domain.errors import InvalidInstance
from scheduler.domain.event_json import Known, event_json, fixed_json, read_event, read_fixed
from scheduler.domain.family_json import FamilyReader, family_json
from scheduler.domain.instance import RESERVED_SETS, Audience, Floor, Group, Horizon, Instance, Team
from scheduler.domain.reading import (
    Faults,
    Fields,
    ReadingError,
    clock,
    day,
    identifier,
    integer,
    intervals,
    known,
    mapping,
    number,
    one_of,
    optional,
    text,
)
from scheduler.domain.resource_json import place_json, provider_json, read_place, read_provider
from scheduler.domain.rows import MINUTES_A_DAY, clock_text, intervals_json, number_json

FORMAT: Final = "co-planning-instance/1"
MOST_WEEKS: Final = 520


def parse_instance(raw: object) -> Instance:
    """The instance that a JSON document (as `json.load` gives it) describes.

    Raises InvalidInstance with every fault that was found and its JSON path.
    """
    faults = Faults()
    try:
        fields = Fields(mapping(raw), "", faults)
    except ReadingError as unexpected:
        raise InvalidInstance([("$", unexpected.message)]) from None
    instance = _read_instance(fields)
    fields.finish()
    if faults.found:
        raise InvalidInstance(faults.found)
    return instance


def instance_to_json(instance: Instance) -> dict[str, Any]:
    """The instance as plain JSON values: every key is there, sets are sorted."""
    return {
        "format": FORMAT,
        "timezone": instance.timezone,
        "horizon": _horizon_json(instance.horizon),
        "closed": intervals_json(instance.closed),
        "groups": [{"id": g.id, "name": g.name, "within": g.within} for g in instance.groups],
        "audiences": [{"id": a.id, "name": a.name} for a in instance.audiences],
        "small_group": instance.small_group,
        "resolution": number_json(instance.resolution),
        "maybe_value": number_json(instance.maybe_value),
        "floors": [{"group": f.group, "rate": number_json(f.rate)} for f in instance.floors],
        "places": [place_json(place) for place in instance.places],
        "providers": [provider_json(provider) for provider in instance.providers],
        "events": [event_json(event) for event in instance.events],
        "families": [family_json(family) for family in instance.families],
        "budget": None if instance.budget is None else number_json(instance.budget),
        "fixed": [fixed_json(fixed) for fixed in instance.fixed],
        "travel_minutes": instance.travel_minutes,
        "clash_share": number_json(instance.clash_share),
        "teams": [
            {"language": t.language, "over_minutes": t.over_minutes, "interpreters": t.interpreters}
            for t in instance.teams
        ],
    }


def instance_hash(instance: Instance) -> str:
    """SHA-256 (hex) of the instance's canonical JSON: the same for every way to write the same instance."""
    canonical = json.dumps(instance_to_json(instance), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _read_instance(fields: Fields) -> Instance:
    fields.read("format", one_of((FORMAT,)), blank=FORMAT)
    groups = fields.named("groups", _read_group)
    _check_nesting(fields, groups)
    audiences = fields.named("audiences", _read_audience, default=())
    places = fields.named("places", read_place)
    providers = fields.named("providers", read_provider)
    group_ids, audience_ids = {g.id for g in groups}, {a.id for a in audiences}
    names = Known({p.id for p in places}, {p.id: p.kind for p in providers}, group_ids | audience_ids)
    events = fields.named("events", lambda event: read_event(event, names))
    event_ids = {e.id for e in events}
    return Instance(
        timezone=fields.read("timezone", _timezone, blank="UTC"),
        horizon=fields.child("horizon", _read_horizon),
        groups=groups,
        places=places,
        providers=providers,
        events=events,
        families=fields.named("families", FamilyReader(group_ids, audience_ids).read),
        closed=fields.read("closed", intervals, blank=(), default=()),
        audiences=audiences,
        small_group=fields.read("small_group", integer(0), blank=10, default=10),
        resolution=fields.read("resolution", number(0, above=True), blank=0.02, default=0.02),
        maybe_value=fields.read("maybe_value", number(0, 1, above=True), blank=0.5, default=0.5),
        floors=fields.objects("floors", lambda floor: _read_floor(floor, group_ids), default=()),
        budget=fields.read("budget", optional(number(0)), blank=None, default=None),
        fixed=fields.objects("fixed", lambda fixed: read_fixed(fixed, event_ids, names), default=()),
        travel_minutes=fields.read("travel_minutes", integer(0, MINUTES_A_DAY), blank=30, default=30),
        clash_share=fields.read("clash_share", number(0), blank=0.05, default=0.05),
        teams=fields.objects("teams", _read_team, default=()),
    )


def _timezone(value: object) -> str:
    try:
        return zoneinfo.ZoneInfo(text(value)).key
    except (ReadingError, ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise ReadingError('expected an IANA time zone like "America/New_York"') from None


def _read_horizon(fields: Fields) -> Horizon:
    horizon = Horizon(
        start=fields.read("start", _monday, blank=date.min),
        weeks=fields.read("weeks", integer(1, MOST_WEEKS), blank=1),
        day_start=fields.read("day_start", clock, blank=0),
        day_end=fields.read("day_end", clock, blank=MINUTES_A_DAY),
        slot_minutes=fields.read("slot_minutes", integer(1, MINUTES_A_DAY), blank=1),
    )
    if fields.clean and horizon.day_start >= horizon.day_end:
        fields.fault("day_end", "is not after day_start")
    return horizon


def _horizon_json(horizon: Horizon) -> dict[str, Any]:
    return {
        "start": horizon.start.isoformat(),
        "weeks": horizon.weeks,
        "day_start": clock_text(horizon.day_start),
        "day_end": clock_text(horizon.day_end),
        "slot_minutes": horizon.slot_minutes,
    }


def _monday(value: object) -> date:
    start = day(value)
    if start.weekday() != 0:
        raise ReadingError("expected a Monday")
    return start


def _read_group(fields: Fields) -> Group:
    return Group(
        id=fields.read("id", identifier, blank=""),
        name=fields.read("name", text, blank=""),
        within=fields.read("within", optional(identifier), blank=None, default=None),
    )


def _check_nesting(fields: Fields, groups: tuple[Group, ...]) -> None:
    """Fault a `within` that names no group, or leads back to where it started."""
    wider = {group.id: group.within for group in groups}
    for place, group in enumerate(groups):
        if group.within is not None and group.within not in wider:
            fields.fault(f"groups[{place}].within", f'there is no group "{group.within}"')
        above, steps = group.within, 0
        while above is not None and above != group.id and steps < len(groups):
            above, steps = wider.get(above), steps + 1
        if above == group.id:
            fields.fault(f"groups[{place}].within", "leads back to the group itself")


def _read_audience(fields: Fields) -> Audience:
    return Audience(id=fields.read("id", identifier, blank=""), name=fields.read("name", text, blank=""))


def _read_floor(fields: Fields, groups: Collection[str]) -> Floor:
    return Floor(
        group=fields.read("group", known(RESERVED_SETS | set(groups), "group"), blank=""),
        rate=fields.read("rate", number(0, 1), blank=0.0),
    )


def _read_team(fields: Fields) -> Team:
    return Team(
        language=fields.read("language", identifier, blank=""),
        over_minutes=fields.read("over_minutes", integer(0), blank=0),
        interpreters=fields.read("interpreters", integer(1), blank=1),
    )
