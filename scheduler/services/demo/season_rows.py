"""The demo's seasons and events as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from scheduler.extensions import db
from scheduler.services.demo.events import EventIdea
from scheduler.services.demo.groups import Groups
from scheduler.services.demo.places import PLACES
from scheduler.services.demo.resource_rows import Resources
from scheduler.storage.models import (
    Audience,
    Event,
    Season,
    SeasonClosure,
    SeasonTeam,
    Translation,
)

WEEKS = 6
BUDGET_CENTS = 520_000
ZONE = "America/New_York"


def write_season(
    starts_on: date,
    groups: Groups,
    schools: Sequence[Audience],
    resources: Resources,
    ideas: Sequence[EventIdea],
) -> Season:
    """The season that is to be planned, with a day off in its second week."""
    day_off = datetime.combine(starts_on + timedelta(days=7), time())
    season = Season(
        name=f"Season from {starts_on:%B %Y}",
        timezone=ZONE,
        starts_on=starts_on,
        weeks=WEEKS,
        budget_cents=BUDGET_CENTS,
        closures=[
            SeasonClosure(start_local=day_off, end_local=day_off + timedelta(days=1), reason="Schools closed")
        ],
        teams=[SeasonTeam(language="ase", over_minutes=60, interpreters=2)],
    )
    _write_events(season, groups, schools, resources, ideas)
    return season


def write_past_season(
    starts_on: date,
    groups: Groups,
    schools: Sequence[Audience],
    resources: Resources,
    ideas: Sequence[EventIdea],
) -> Season:
    """An earlier season, closed."""
    season = Season(
        name=f"Season from {starts_on:%B %Y}", state="closed", timezone=ZONE, starts_on=starts_on, weeks=WEEKS
    )
    _write_events(season, groups, schools, resources, ideas)
    return season


def _write_events(
    season: Season,
    groups: Groups,
    schools: Sequence[Audience],
    resources: Resources,
    ideas: Sequence[EventIdea],
) -> None:
    db.session.add(season)
    db.session.flush()
    events = [_event(idea, season, groups, schools, resources) for idea in ideas]
    db.session.add_all(events)
    db.session.flush()
    for event, idea in zip(events, ideas, strict=True):
        _translate(event, idea)


def _event(
    idea: EventIdea,
    season: Season,
    groups: Groups,
    schools: Sequence[Audience],
    resources: Resources,
) -> Event:
    first, last = idea.weeks
    return Event(
        season_id=season.id,
        title=idea.title,
        description=idea.description,
        minutes=idea.minutes,
        weight=idea.weight,
        max_sessions=idea.max_sessions,
        first_date=season.starts_on + timedelta(weeks=first),
        last_date=season.starts_on + timedelta(weeks=last + 1, days=-1),
        for_everyone=not idea.schools and not idea.groups,
        languages=["en"],
        turnout=idea.turnout,
        cost_per_family_cents=idea.cost_per_family_cents,
        places=[p for p, known in zip(resources.places, PLACES, strict=True) if _may_use(idea, known.school)],
        hosts=resources.hosts,
        audiences=[schools[n] for n in idea.schools],
        groups=[groups[key] for key in idea.groups],
    )


def _may_use(idea: EventIdea, school: int | None) -> bool:
    """A school's event is held at that school, at a partner's or by call."""
    return school is None or not idea.schools or school in idea.schools


def _translate(event: Event, idea: EventIdea) -> None:
    """The invented translations are marked as not reviewed: no native speaker has read them."""
    for language, texts in (("es", idea.spanish), ("ar", idea.arabic)):
        for field, text in zip(("title", "description"), texts, strict=True):
            db.session.add(
                Translation(
                    subject_kind="event", subject_id=event.id, field=field, language=language, text=text
                )
            )
