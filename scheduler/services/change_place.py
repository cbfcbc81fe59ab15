"""Change a place, and take the last change back.

Of somebody's home nothing is kept that was taken away, and no press tells its address to others again: its
changes go back by its form alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.services.edit_places import PlaceFacts, facts_of, write_facts
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import Place, Translation
from scheduler.storage.places import (
    find_place,
    forget_names,
    named,
    places_open_to,
    released_since_changed,
)


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """The last change of a place, told from others by `number`, which can be taken back."""

    number: str
    before: PlaceFacts
    after: PlaceFacts


class ChangedAgainError(Exception):
    """The place was changed again since, or the change was taken back."""


class ReleasedSinceError(Exception):
    """A release that was made since the change holds a session there; `number` is that of the release."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def change_place(
    place_id: int, facts: PlaceFacts, user_id: int, partner_id: int | None, now_utc: datetime
) -> None:
    """Another name takes the old one's translations with it: they would tell of another place.

    Raises:
        LookupError: for an unknown place, or one that this partner does not lend.
    """
    place = find_place(place_id, partner_id)
    is_home = place.private_home or facts.private_home
    names = _take_names(place_id) if place.name != facts.name else []
    place.back = None if is_home else {"facts": asdict(facts_of(place)), "names": names}
    place.changed_utc = now_utc
    write_facts(place, facts)
    record_audit("user", user_id, "change_place", "place", place_id, now_utc)
    db.session.commit()


def last_changes(partner_id: int | None) -> Mapping[int, PlaceChange]:
    """By place, the last change that can be taken back; for a partner of those that it lends."""
    released = released_since_changed()
    places = db.session.scalars(places_open_to(partner_id).where(Place.back.is_not(None)))
    return {
        place.id: PlaceChange(_number(place), _before(place, place.back), facts_of(place))
        for place in places
        if place.back is not None and place.id not in released
    }


def change_place_back(
    place_id: int, number: str, user_id: int, partner_id: int | None, now_utc: datetime
) -> None:
    """Let a place be as it was before its last change, with its names in other languages.

    Raises:
        LookupError: for an unknown place, or one that this partner does not lend.
        ChangedAgainError: that change is not the last one any more.
        ReleasedSinceError: a release rests on it.
    """
    place = find_place(place_id, partner_id)
    if place.back is None or _number(place) != number:
        raise ChangedAgainError
    release = released_since_changed().get(place_id)
    if release is not None:
        raise ReleasedSinceError(release)
    before = _before(place, place.back)
    if before.name != place.name:
        forget_names(place_id)
        db.session.add_all(
            Translation(subject_kind="place", subject_id=place_id, field="name", **name)
            for name in place.back["names"]
        )
    write_facts(place, before)
    place.back, place.changed_utc = None, now_utc
    record_audit("user", user_id, "change_place_back", "place", place_id, now_utc)
    db.session.commit()


def _take_names(place_id: int) -> list[dict[str, Any]]:
    names = db.session.scalars(select(Translation).where(*named(place_id))).all()
    kept = [{"language": row.language, "text": row.text, "reviewed": row.reviewed} for row in names]
    forget_names(place_id)
    return kept


def _number(place: Place) -> str:
    return "" if place.changed_utc is None else place.changed_utc.isoformat()


def _before(place: Place, back: Mapping[str, Any]) -> PlaceFacts:
    """What an older program did not keep is as it is now."""
    facts = {**asdict(facts_of(place)), **back["facts"]}
    geo = facts["geo"] and (facts["geo"][0], facts["geo"][1])
    return PlaceFacts(**{**facts, "geo": geo, "hours": tuple(tuple(row) for row in facts["hours"])})
