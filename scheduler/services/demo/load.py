"""Write the demo district into an empty database, in one transaction."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.demo.events import EVENTS, PAST_EVENTS
from scheduler.services.demo.family_rows import Liaisons, write_families, write_history
from scheduler.services.demo.groups import write_groups, write_memberships
from scheduler.services.demo.households import invent_households
from scheduler.services.demo.places import SCHOOLS
from scheduler.services.demo.resource_rows import write_resources
from scheduler.services.demo.season_rows import write_past_season, write_season
from scheduler.storage.models import Audience, District, Event, EventCoLead, Season, User

FAMILIES = 300
SEED = 2027
WEEKS_AHEAD = 6
WEEKS_SINCE_LAST = 16

LIAISONS = (
    ("Lucía Liaison", "liaison.lucia@district.example.org", ("es", "pt-BR")),
    ("Amina Liaison", "liaison.amina@district.example.org", ("ar", "so", "ps", "ase")),
    ("Minh Liaison", "liaison.minh@district.example.org", ("vi", "zh-Hans", "hmn", "ht", "ru", "uk")),
    ("Lee Liaison", "liaison.lee@district.example.org", ("en",)),
)
"""Each with the home languages of the families they speak for."""


def load_demo(now_utc: datetime) -> None:
    """The same district at every load; only its dates follow `now_utc`."""
    households = invent_households(Random(SEED), FAMILIES, len(SCHOOLS))
    starts_on = _monday_after(now_utc.date() + timedelta(weeks=WEEKS_AHEAD))
    db.session.add(
        District(
            name="Riverbend School District",
            timezone="America/New_York",
            default_language="en",
            synthetic=True,
        )
    )
    schools = [Audience(kind="school", key=key, name=name, zone=zone) for key, name, zone in SCHOOLS]
    db.session.add_all(schools)
    groups = write_groups(households)
    resources = write_resources()
    past = write_past_season(
        starts_on - timedelta(weeks=WEEKS_SINCE_LAST), groups, schools, resources, PAST_EVENTS
    )
    season = write_season(starts_on, groups, schools, resources, EVENTS)
    _lead_together(season, resources.partner_id)
    _write_staff(resources.partner_id)
    families = write_families(Random(SEED), households, schools, season, _write_liaisons(), now_utc)
    write_memberships(families, households, groups)
    db.session.flush()
    _write_representative()
    write_history(families, households, past)
    db.session.commit()


def is_empty() -> bool:
    """Whether no district has been set up yet."""
    return db.session.scalar(select(District.id).limit(1)) is None


def _monday_after(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def _lead_together(season: Season, partner_id: int) -> None:
    """The partner who lends most co-leads what is for groups."""
    for_groups = select(Event.id).where(Event.season_id == season.id, Event.groups.any())
    db.session.add_all(
        EventCoLead(event_id=event_id, partner_id=partner_id) for event_id in db.session.scalars(for_groups)
    )


def _write_staff(partner_id: int) -> None:
    planner = User(
        email="planner@district.example.org", name="Robin Planner", role="co_planner", language="en"
    )
    partner = User(
        email="partner@riverside.example.org",
        name="Pat Partner",
        role="partner",
        language="en",
        partner_id=partner_id,
    )
    db.session.add_all([planner, partner])


def _write_representative() -> None:
    """A co-planner who speaks for families, and reads Spanish."""
    db.session.add(
        User(
            email="families@district.example.org",
            name="Rosa Representative",
            role="co_planner",
            language="es",
            represents="families",
        )
    )


def _write_liaisons() -> Liaisons:
    """The liaisons by the home languages of their families."""
    found: dict[str, User] = {}
    for name, email, languages in LIAISONS:
        user = User(email=email, name=name, role="liaison", language="en")
        db.session.add(user)
        db.session.flush()
        found |= dict.fromkeys(languages, user)
    return found
