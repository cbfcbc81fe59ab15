"""Which sessions a calendar feed shows, by whose it is: a caregiver's own, or one made for an audience."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import or_, select

from scheduler.calendars.entries import CalendarEntry
from scheduler.extensions import db
from scheduler.services.current_season import latest_season_id
from scheduler.services.links import OpenedLink
from scheduler.services.my_sessions import my_sessions
from scheduler.services.session_entry import released_entry, session_entry
from scheduler.storage.instance_families import caregiver_body
from scheduler.storage.invitations import events_of_family, replies_of
from scheduler.storage.models import (
    Answer,
    Audience,
    Caregiver,
    District,
    Event,
    Provider,
    Release,
    Rsvp,
    Season,
)
from scheduler.storage.models.event import event_audience
from scheduler.storage.released_rows import ReleasedRow, released_rows
from scheduler.storage.releases import private_homes


@dataclass(frozen=True, slots=True)
class FeedReader:
    """Whom a feed is for, and the season that it shows."""

    link: OpenedLink
    season: Season

    @classmethod
    def of(cls, link: OpenedLink) -> FeedReader:
        return cls(link, db.session.get_one(Season, latest_season_id()))

    def title(self) -> str:
        """The calendar's name: of the district and, where it is for an audience, of that."""
        district = db.session.scalars(select(District.name)).one()
        own = None
        if self.link.audience_id is not None:
            own = db.session.get_one(Audience, self.link.audience_id).name
        elif self.link.provider_id is not None:
            own = db.session.get_one(Provider, self.link.provider_id).name
        elif self.link.user_id is not None:
            own = self.season.name
        return f"{district}: {own}" if own else district

    def released_utc(self) -> datetime:
        """When the season's latest release was made; before the first, when the season starts."""
        query = select(Release.released_utc).where(Release.season_id == self.season.id)
        found: datetime | None = db.session.scalar(query.order_by(Release.number.desc()).limit(1))
        return found or datetime.combine(self.season.starts_on, time(), UTC)

    def changed_utc(self) -> datetime:
        """When something that the feed shows was said last."""
        if self.link.caregiver_id is None:
            return self.released_utc()
        answered = select(Answer.saved_utc).where(Answer.caregiver_id == self.link.caregiver_id)
        replied = select(Rsvp.replied_utc).where(Rsvp.caregiver_id == self.link.caregiver_id)
        said: list[datetime] = [*db.session.scalars(answered), *db.session.scalars(replied)]
        return max([self.released_utc(), *said])

    def is_kept_apart(self) -> bool:
        """Whether it is for an adult of a family whose adults must not meet."""
        caregiver_id = self.link.caregiver_id
        return caregiver_id is not None and db.session.get_one(Caregiver, caregiver_id).family.apart

    def facts(self) -> Mapping[str, Any]:
        """All that decides which sessions of the release are shown; plain values that JSON can hold."""
        query = select(Release.id).where(Release.season_id == self.season.id)
        release_id = db.session.scalar(query.order_by(Release.number.desc()).limit(1))
        return {
            "season": [self.season.id, self.season.timezone, self.season.starts_on.isoformat()],
            "release": release_id,
            "homes": sorted(private_homes()),
            "shown": self._shown_facts(),
        }

    def entries(self, host: str) -> list[CalendarEntry]:
        """What the feed shows, in the reader's language."""
        language, zone = self.link.language, self.season.timezone
        if self.link.caregiver_id is not None:
            mine = my_sessions(self.link.caregiver_id, self.season.id)
            kept = [each for each in mine.sessions if mine.replies.get(each.uid) != "cannot"]
            return [session_entry(each, language, host) for each in kept]
        home = db.session.scalars(select(District.default_language)).one()
        rows = self._shown(released_rows(self.season.id))
        homes, works_there = private_homes(), self.link.provider_id is not None
        return [released_entry(row, zone, language, home, host, homes, works_there) for row in rows]

    def _shown_facts(self) -> Any:
        link = self.link
        if link.caregiver_id is not None:
            return _caregiver_facts(self.season, link.caregiver_id)
        if link.provider_id is not None or link.user_id is not None:
            return [link.provider_id, link.user_id]
        return [link.shown_language, link.audience_id, sorted(self._public_events())]

    def _shown(self, rows: Iterable[ReleasedRow]) -> list[ReleasedRow]:
        link = self.link
        if link.user_id is not None:
            return list(rows)
        if link.provider_id is not None:
            return [row for row in rows if link.provider_id in row.support("providers")]
        public = self._public_events()
        return [
            row
            for row in rows
            if row.event_id in public and (link.audience_id or _speaks(row, link.shown_language))
        ]

    def _public_events(self) -> set[int]:
        """Events for everyone or for a school (for this one); never those for a priority group alone."""
        invited = select(event_audience.c.event_id)
        if self.link.audience_id is not None:
            invited = invited.where(event_audience.c.audience_id == self.link.audience_id)
        query = select(Event.id).where(
            Event.season_id == self.season.id, or_(Event.for_everyone, Event.id.in_(invited))
        )
        return set(db.session.scalars(query))


def _speaks(row: ReleasedRow, language: str | None) -> bool:
    return language in row.support("held_in") or language in row.support("interpreted")


def _caregiver_facts(season: Season, caregiver_id: int) -> Any:
    """What decides what a caregiver is told: also what adults answered whom they must not meet."""
    caregiver = db.session.get_one(Caregiver, caregiver_id)
    adults = caregiver.family.caregivers if caregiver.family.apart else [caregiver]
    said = [[adult.id, caregiver_body(season, adult.id), replies_of(adult.id)] for adult in adults]
    return [caregiver_id, said, events_of_family(caregiver.family_id)]
