"""Helpers (hosts, interpreters, childcare, buses and other supports): who can work when, for what.

Co-planners say so of everybody, a partner of those whom it lends. A change counts for plans that are made
from then on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from scheduler.domain.timegrid import WeeklySpans
from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Partner, Provider, ProviderAbsence, ProviderHours
from scheduler.storage.providers import find_provider, providers_open_to, used_providers

WRITTEN = "written-"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HelperFacts:
    """`kind` as in the exchange format, but `written` for papers in the one language of `languages`.

    `capacity` counts children or people; `zone` is where a bus picks up; `away` are first and last days.
    A session costs `cost_cents` and takes `extra_minutes` more than it lasts.
    """

    name: str
    kind: str
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    capacity: int = 0
    zone: str = ""
    minutes_per_week: int | None = None
    extra_minutes: int = 0
    cost_cents: int = 0
    hours: WeeklySpans = ()
    away: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class HelperLine:
    """`lender` is "" for the district's own; `used` where an event or a plan names them."""

    id: int
    facts: HelperFacts
    lender: str
    used: bool


class HelperIsUsed(Exception):
    """An event or a plan names them."""


def list_helpers(partner_id: int | None) -> tuple[HelperLine, ...]:
    """Every helper by name; for a partner those whom it lends."""
    partners = {row.id: row.name for row in db.session.scalars(select(Partner))}
    used = used_providers()
    lines = (
        HelperLine(row.id, _facts_of(row), partners.get(row.partner_id or 0, ""), row.id in used)
        for row in db.session.scalars(providers_open_to(partner_id))
    )
    return tuple(sorted(lines, key=lambda line: (line.facts.name.casefold(), line.id)))


def read_helper(provider_id: int, partner_id: int | None) -> HelperFacts:
    """What is known of a helper.

    Raises:
        LookupError: for an unknown one, or one whom this partner does not lend.
    """
    return _facts_of(find_provider(provider_id, partner_id))


def add_helper(facts: HelperFacts, user_id: int, partner_id: int | None, now_utc: datetime) -> int:
    """A new helper, whom a partner lends; the row id."""
    row = Provider(partner_id=partner_id)
    _write(row, facts)
    db.session.add(row)
    db.session.flush()
    record_audit("user", user_id, "add_helper", "provider", row.id, now_utc)
    db.session.commit()
    return row.id


def change_helper(
    provider_id: int, facts: HelperFacts, user_id: int, partner_id: int | None, now_utc: datetime
) -> None:
    """Say anew what a helper can do, and when.

    Raises:
        LookupError: for an unknown helper, or one whom this partner does not lend.
    """
    _write(find_provider(provider_id, partner_id), facts)
    record_audit("user", user_id, "change_helper", "provider", provider_id, now_utc)
    db.session.commit()


def remove_helper(provider_id: int, user_id: int, partner_id: int | None, now_utc: datetime) -> None:
    """Take a helper off.

    Raises:
        LookupError: for an unknown helper, or one whom this partner does not lend.
        HelperIsUsed: an event or a plan names them.
    """
    row = find_provider(provider_id, partner_id)
    if provider_id in used_providers():
        raise HelperIsUsed
    db.session.delete(row)
    record_audit("user", user_id, "remove_helper", "provider", provider_id, now_utc)
    db.session.commit()


def _facts_of(row: Provider) -> HelperFacts:
    written = row.kind.startswith(WRITTEN)
    return HelperFacts(
        name=row.name,
        kind=WRITTEN.rstrip("-") if written else row.kind,
        languages=(row.kind.removeprefix(WRITTEN),) if written else tuple(row.languages),
        formats=tuple(row.formats),
        capacity=row.capacity,
        zone=row.zone or "",
        minutes_per_week=row.minutes_per_week,
        extra_minutes=row.extra_minutes,
        cost_cents=row.cost_cents,
        hours=tuple(sorted((each.day, each.start_minute, each.end_minute) for each in row.hours)),
        away=_away(row),
    )


def _away(row: Provider) -> tuple[tuple[date, date], ...]:
    a_minute = timedelta(minutes=1)
    return tuple(
        sorted((each.start_local.date(), (each.end_local - a_minute).date()) for each in row.absences)
    )


def _write(row: Provider, facts: HelperFacts) -> None:
    """Into a row; hours of a day for which somebody is away stay while the days do."""
    written = facts.kind == WRITTEN.rstrip("-")
    row.name = facts.name
    row.kind = WRITTEN + facts.languages[0] if written else facts.kind
    row.languages = [] if written else list(facts.languages)
    row.formats, row.capacity, row.zone = list(facts.formats), facts.capacity, facts.zone or None
    row.minutes_per_week, row.extra_minutes = facts.minutes_per_week, facts.extra_minutes
    row.cost_cents = facts.cost_cents
    row.hours = [ProviderHours(day=d, start_minute=s, end_minute=e) for d, s, e in facts.hours]
    if facts.away != _away(row):
        row.absences = [_absence(first, last) for first, last in facts.away]


def _absence(first: date, last: date) -> ProviderAbsence:
    midnight = time()
    return ProviderAbsence(
        start_local=datetime.combine(first, midnight), end_local=datetime.combine(last + ONE_DAY, midnight)
    )
