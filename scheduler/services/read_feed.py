"""One caregiver's calendar feed."""

from __future__ import annotations

from datetime import UTC, datetime, time

from sqlalchemy import select

from scheduler.calendars.description import SessionSupports, description_lines
from scheduler.calendars.entries import CalendarEntry, session_uid
from scheduler.calendars.feed import render_feed
from scheduler.extensions import db
from scheduler.services.current_season import latest_season_id
from scheduler.services.my_sessions import MySession, my_sessions
from scheduler.storage.models import District, Season


def read_feed(caregiver_id: int, host: str) -> bytes:
    """An iCalendar file of the released sessions that this caregiver can attend; empty before a release."""
    season = db.session.get_one(Season, latest_season_id())
    mine = my_sessions(caregiver_id, season.id)
    district = db.session.scalars(select(District.name)).one()
    entries = [_entry(session, mine.language, host) for session in mine.sessions]
    changed = mine.released_utc or datetime.combine(season.starts_on, time(), UTC)
    return render_feed(district, mine.language, entries, changed)


def _entry(session: MySession, language: str, host: str) -> CalendarEntry:
    supports = SessionSupports(
        interpreter_languages=session.interpreted,
        childcare=session.childcare,
        ride=session.ride,
        step_free=session.step_free,
        online_link=session.join_url,
    )
    described = (session.description,) if session.description else ()
    return CalendarEntry(
        uid=session_uid(session.uid, host),
        sequence=session.sequence,
        start_local=session.start_local,
        minutes=session.minutes,
        zone=session.zone,
        status="cancelled" if session.cancelled else "confirmed",
        summary=session.title,
        last_modified_utc=session.changed_utc,
        description=(*described, *description_lines(supports, language)),
        location=", ".join(part for part in (session.place, session.address) if part),
        url=session.join_url,
    )
