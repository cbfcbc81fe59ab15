"""The demo's partners, places and providers as rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.extensions import db
from scheduler.services.demo.places import PARTNERS, PLACES, PROVIDERS, PlaceIdea, ProviderIdea
from scheduler.storage.models import (
    Partner,
    Place,
    PlaceOpening,
    Provider,
    ProviderHours,
    Translation,
)

Hours = Iterable[tuple[range, float, float]]


@dataclass(frozen=True, slots=True)
class Resources:
    """Places in the order of `PLACES`; `hosts` are the staff; `partner_id` lends most."""

    places: list[Place]
    hosts: list[Provider]
    partner_id: int


def write_resources() -> Resources:
    partners = [Partner(name=name, email=email) for name, email in PARTNERS]
    db.session.add_all(partners)
    db.session.flush()
    places = [_place(idea, partners) for idea in PLACES]
    providers = [_provider(idea, partners) for idea in PROVIDERS]
    db.session.add_all([*places, *providers])
    db.session.flush()
    for place, idea in zip(places, PLACES, strict=True):
        for language, text in (("es", idea.spanish), ("ar", idea.arabic)):
            db.session.add(
                Translation(
                    subject_kind="place", subject_id=place.id, field="name", language=language, text=text
                )
            )
    return Resources(places, [p for p in providers if p.kind == "host"], partners[1].id)


def _partner_id(number: int | None, partners: list[Partner]) -> int | None:
    return None if number is None else partners[number].id


def _place(idea: PlaceIdea, partners: list[Partner]) -> Place:
    return Place(
        name=idea.name,
        format=idea.format,
        capacity=idea.capacity,
        online_capacity=idea.online_capacity,
        features=list(idea.features),
        zone=idea.zone,
        cost_cents=idea.cost_cents,
        parallel=idea.parallel,
        address=idea.address or None,
        join_url=idea.join_url or None,
        latitude=idea.geo[0],
        longitude=idea.geo[1],
        partner_id=_partner_id(idea.partner, partners),
        openings=[PlaceOpening(day=d, start_minute=a, end_minute=b) for d, a, b in _weekly(idea.hours)],
    )


def _provider(idea: ProviderIdea, partners: list[Partner]) -> Provider:
    return Provider(
        name=idea.name,
        kind=idea.kind,
        languages=list(idea.languages),
        formats=list(idea.formats),
        capacity=idea.capacity,
        zone=idea.zone,
        minutes_per_week=idea.minutes_per_week,
        extra_minutes=idea.extra_minutes,
        cost_cents=idea.cost_cents,
        partner_id=_partner_id(idea.partner, partners),
        hours=[ProviderHours(day=d, start_minute=a, end_minute=b) for d, a, b in _weekly(idea.hours)],
    )


def _weekly(hours: Hours) -> list[tuple[int, int, int]]:
    return [(day, round(start * 60), round(end * 60)) for days, start, end in hours for day in days]
