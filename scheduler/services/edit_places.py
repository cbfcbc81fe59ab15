"""Places: co-planners and the partners who lend them say where sessions can be held, and how one gets in.

A change counts for plans that are made from then on. What was released stays as it was told until the next
release, but for a place that has become a private home: its address is kept from others at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.timegrid import WeeklySpans
from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Partner, Place, PlaceOpening
from scheduler.storage.places import find_place, forget_names, places_open_to, used_places
from scheduler.storage.releases import latest_release
from scheduler.storage.translated import translated_texts

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_LINK, LONGEST_ZONE = 200, 300, 500, 60
ASKED_FEATURES = ("step_free", "hearing_loop", "quiet_room")


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """`capacity` counts people, None without a limit; `parallel` sessions fit at the same time. `geo` is
    latitude, longitude. `zone` is the part of town, "" where nobody said; a session costs `cost_cents`.
    """

    name: str
    format: str = "in_person"
    address: str = ""
    join_url: str = ""
    capacity: int | None = None
    parallel: int = 1
    step_free: bool = False
    hearing_loop: bool = False
    quiet_room: bool = False
    private_home: bool = False
    geo: tuple[float, float] | None = None
    zone: str = ""
    cost_cents: int = 0
    hours: WeeklySpans = ()


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place in the list, by its name in the reader's language. `lender` is "" for the district's own;
    `used` where an event may be held there, or somebody spoke of it.
    """

    id: int
    name: str
    format: str
    capacity: int | None
    features: tuple[str, ...]
    private_home: bool
    lender: str
    used: bool


class PlaceIsUsed(Exception):
    """An event may be held there, or somebody spoke of it."""


def list_places(language: str, partner_id: int | None) -> tuple[PlaceLine, ...]:
    """Every place by name; for a partner those that it lends."""
    texts = translated_texts(language, ["place"])
    partners = {row.id: row.name for row in db.session.scalars(select(Partner))}
    used = used_places()
    lines = (
        PlaceLine(
            place.id,
            texts.text(place, "name"),
            place.format,
            place.capacity,
            tuple(sorted(place.features)),
            place.private_home,
            partners.get(place.partner_id or 0, ""),
            place.id in used,
        )
        for place in db.session.scalars(places_open_to(partner_id))
    )
    return tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.id)))


def read_place(place_id: int, partner_id: int | None) -> PlaceFacts:
    """What is known of a place.

    Raises:
        LookupError: for an unknown one, or one that this partner does not lend.
    """
    return facts_of(find_place(place_id, partner_id))


def facts_of(place: Place) -> PlaceFacts:
    """What a row says."""
    return PlaceFacts(
        name=place.name,
        format=place.format,
        address=place.address or "",
        join_url=place.join_url or "",
        capacity=place.capacity,
        parallel=place.parallel,
        **{feature: feature in place.features for feature in ASKED_FEATURES},
        private_home=place.private_home,
        geo=None if place.latitude is None or place.longitude is None else (place.latitude, place.longitude),
        zone=place.zone or "",
        cost_cents=place.cost_cents,
        hours=tuple(sorted((row.day, row.start_minute, row.end_minute) for row in place.openings)),
    )


def released_there(season_id: int | None, place_id: int) -> int:
    """How many sessions of the latest release are held at the place."""
    release = latest_release(season_id) if season_id is not None else None
    sessions = release.sessions if release else ()
    return sum(row.place_id == place_id and row.status == "confirmed" for row in sessions)


def add_place(facts: PlaceFacts, user_id: int, partner_id: int | None, now_utc: datetime) -> int:
    """A new place, which a partner lends; its row id."""
    place = Place(name=facts.name, format=facts.format, partner_id=partner_id, features=[])
    db.session.add(place)
    write_facts(place, facts)
    db.session.flush()
    record_audit("user", user_id, "add_place", "place", place.id, now_utc)
    db.session.commit()
    return place.id


def remove_place(place_id: int, user_id: int, partner_id: int | None, now_utc: datetime) -> None:
    """Take a place off, with its names in other languages.

    Raises:
        LookupError: for an unknown place, or one that this partner does not lend.
        PlaceIsUsed: an event may be held there, or somebody spoke of it.
    """
    place = find_place(place_id, partner_id)
    if place_id in used_places():
        raise PlaceIsUsed
    forget_names(place_id)
    db.session.delete(place)
    record_audit("user", user_id, "remove_place", "place", place_id, now_utc)
    db.session.commit()


def write_facts(place: Place, facts: PlaceFacts) -> None:
    """Into a row; features that no form asks about stay."""
    kept = [feature for feature in place.features if feature not in ASKED_FEATURES]
    place.features = sorted([*kept, *(name for name in ASKED_FEATURES if getattr(facts, name))])
    place.name, place.format = facts.name, facts.format
    place.address, place.join_url = facts.address or None, facts.join_url or None
    place.capacity, place.parallel = facts.capacity, facts.parallel
    place.private_home = facts.private_home
    place.zone, place.cost_cents = facts.zone or None, facts.cost_cents
    place.latitude, place.longitude = facts.geo or (None, None)
    before = sorted((row.day, row.start_minute, row.end_minute) for row in place.openings)
    if before != sorted(facts.hours):
        place.openings = [PlaceOpening(day=d, start_minute=s, end_minute=e) for d, s, e in facts.hours]
