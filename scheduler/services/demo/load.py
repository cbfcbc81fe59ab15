"""Write the demo district into an empty database, in one transaction."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.demo.events import EVENTS
from scheduler.services.demo.family_rows import write_families
from scheduler.services.demo.groups import GROUPS, SOURCES, language_group
from scheduler.services.demo.households import Household, invent_households
from scheduler.services.demo.places import SCHOOLS
from scheduler.services.demo.resource_rows import write_resources
from scheduler.services.demo.season_rows import write_past_season, write_season
from scheduler.storage.models import Audience, District, Membership, PriorityGroup, User

FAMILIES = 300
SEED = 2027
LANGUAGE_GROUP_FROM = 10
WEEKS_AHEAD = 4

STAFF = (
    ("planner@district.example.org", "Robin Planner", "co_planner"),
    ("liaison@district.example.org", "Lee Liaison", "liaison"),
    ("partner@riverside.example.org", "Pat Partner", "partner"),
)


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
    audiences = [Audience(kind="school", key=key, name=name, zone=zone) for key, name, zone in SCHOOLS]
    db.session.add_all(audiences)
    groups = _write_groups(households)
    resources = write_resources()
    season = write_season(starts_on, groups, audiences, resources, EVENTS)
    past = write_past_season(starts_on - timedelta(weeks=16))
    users = _write_staff(resources.partner_id)
    families = write_families(Random(SEED), households, audiences, season, past, users["liaison"], now_utc)
    for family, household in zip(families, households, strict=True):
        db.session.add_all(
            Membership(family_id=family.id, group_id=g.id, source=SOURCES.get(g.question, "answer"))
            for key, g in groups.items()
            if key in household.groups
        )
    db.session.commit()


def is_empty() -> bool:
    """Whether no district has been set up yet."""
    return db.session.scalar(select(District.id).limit(1)) is None


def _monday_after(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def _write_groups(households: list[Household]) -> dict[str, PriorityGroup]:
    """The groups by key; a language has a group of its own where enough families need it."""
    rows = {key: PriorityGroup(key=key, name=name, question=question) for key, name, question in GROUPS}
    db.session.add_all(rows.values())
    db.session.flush()
    needed = Counter(h.language for h in households if "interpreter" in h.groups)
    for code, families in sorted(needed.items()):
        if families >= LANGUAGE_GROUP_FROM:
            key, name, question = language_group(code)
            rows[key] = PriorityGroup(key=key, name=name, question=question, within_id=rows["interpreter"].id)
    db.session.add_all(rows.values())
    db.session.flush()
    return rows


def _write_staff(partner_id: int) -> dict[str, User]:
    rows = {
        role: User(
            email=email,
            name=name,
            role=role,
            language="en",
            partner_id=partner_id if role == "partner" else None,
        )
        for email, name, role in STAFF
    }
    db.session.add_all(rows.values())
    db.session.flush()
    return rows
