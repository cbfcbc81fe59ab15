"""What a partner lends to the season, and where the plan uses it. Nothing here names a family."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from scheduler.domain.family_sets import EVERYONE
from scheduler.extensions import db
from scheduler.services.board_steps import board_plan_id
from scheduler.storage.models import (
    Event,
    Partner,
    Place,
    PlaceOpening,
    PlanSession,
    Provider,
    ProviderHours,
)
from scheduler.storage.releases import latest_release
from scheduler.storage.translated import TranslatedTexts, translated_texts


@dataclass(frozen=True, slots=True)
class OpenHours:
    """Every week on `day` (0 = Monday), local minutes after midnight."""

    day: int
    start_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True)
class Use:
    """A session that uses what is lent, in local time. `families` can come to it; not all of them will."""

    event: str
    place: str
    start_local: datetime
    end_local: datetime
    families: float


@dataclass(frozen=True, slots=True)
class Lent:
    """A place or a helper. `kind` is a place's format or a helper's kind, `capacity` people or children.

    `minutes_per_week` is the most that a helper works; None without a limit, and for places.
    """

    name: str
    kind: str
    capacity: int | None
    minutes_per_week: int | None
    hours: tuple[OpenHours, ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class PartnerView:
    """`state` is `none` before the season's first plan, `draft` before its first release, then `released`."""

    name: str
    state: Literal["none", "draft", "released"]
    places: tuple[Lent, ...]
    helpers: tuple[Lent, ...]


def view_partner(partner_id: int, season_id: int | None, language: str) -> PartnerView:
    """Places and helpers of one partner, with their uses in the latest release, else in the newest plan."""
    partner = db.session.get_one(Partner, partner_id)
    release = latest_release(season_id) if season_id else None
    draft_id = board_plan_id(season_id) if season_id and release is None else None
    texts = translated_texts(language, {"event", "place"})
    uses = _uses(release.plan_id if release else draft_id, texts)
    places = select(Place).where(Place.partner_id == partner_id).options(selectinload(Place.openings))
    helpers = select(Provider).where(Provider.partner_id == partner_id).options(selectinload(Provider.hours))
    return PartnerView(
        name=partner.name,
        state="released" if release else "draft" if draft_id else "none",
        places=_by_name(_place(row, texts, uses.of_place[row.id]) for row in db.session.scalars(places)),
        helpers=_by_name(_helper(row, uses.of_provider[row.id]) for row in db.session.scalars(helpers)),
    )


@dataclass(frozen=True, slots=True)
class _Uses:
    """The sessions of a plan by the ids of the place and of the providers they use, in order of time."""

    of_place: Mapping[int, Sequence[Use]]
    of_provider: Mapping[int, Sequence[Use]]


def _uses(plan_id: int | None, texts: TranslatedTexts) -> _Uses:
    rows = db.session.execute(
        select(PlanSession, Event, Place)
        .join(Event, Event.id == PlanSession.event_id)
        .join(Place, Place.id == PlanSession.place_id)
        .where(PlanSession.plan_id == plan_id)
        .options(selectinload(PlanSession.providers))
        .order_by(PlanSession.start_local, PlanSession.id)
    )
    of_place: dict[int, list[Use]] = defaultdict(list)
    of_provider: dict[int, list[Use]] = defaultdict(list)
    for session, event, place in rows:
        use = Use(
            event=texts.text(event, "title"),
            place=texts.text(place, "name"),
            start_local=session.start_local,
            end_local=session.start_local + timedelta(minutes=event.minutes),
            families=session.reach.get(EVERYONE, 0),
        )
        of_place[place.id].append(use)
        for provider in session.providers:
            of_provider[provider.provider_id].append(use)
    return _Uses(of_place, of_provider)


def _place(place: Place, texts: TranslatedTexts, uses: Sequence[Use]) -> Lent:
    return Lent(
        texts.text(place, "name"), place.format, place.capacity, None, _hours(place.openings), tuple(uses)
    )


def _helper(provider: Provider, uses: Sequence[Use]) -> Lent:
    return Lent(
        provider.name,
        provider.kind,
        provider.capacity or None,
        provider.minutes_per_week,
        _hours(provider.hours),
        tuple(uses),
    )


def _hours(rows: Iterable[PlaceOpening | ProviderHours]) -> tuple[OpenHours, ...]:
    ordered = sorted(rows, key=lambda row: (row.day, row.start_minute))
    return tuple(OpenHours(row.day, row.start_minute, row.end_minute) for row in ordered)


def _by_name(rows: Iterable[Lent]) -> tuple[Lent, ...]:
    return tuple(sorted(rows, key=lambda lent: lent.name))
