"""A released session as an entry of a calendar feed."""

from __future__ import annotations

from functools import lru_cache

from scheduler.calendars.description import SessionSupports, description_lines, format_name, kept_address_line
from scheduler.calendars.entries import CalendarEntry, session_uid
from scheduler.services.told_session import ToldSession, told_session
from scheduler.storage.released_rows import ReleasedRow

_REMEMBERED = 16_384


def session_entry(session: ToldSession, language: str, host: str) -> CalendarEntry:
    """The entry, with what the event offers in the reader's language; the same for every reader of it."""
    supports = SessionSupports(session.interpreted, session.kinds, session.join_url)
    described = (session.description,) if session.description else ()
    if session.is_address_kept:
        described = (*described, kept_address_line(language))
    return CalendarEntry(
        uid=session_uid(session.uid, host),
        sequence=session.sequence,
        start_local=session.start_local,
        minutes=session.minutes,
        zone=session.zone,
        status="cancelled" if session.cancelled else "confirmed",
        language=session.language,
        summary=session.title,
        last_modified_utc=session.changed_utc,
        description=(*described, *description_lines(supports, language)),
        location=", ".join(part for part in (session.place, session.address, session.join_url) if part),
        join_url=session.join_url,
        categories=(format_name(session.format, language),),
        geo=session.geo,
    )


@lru_cache(maxsize=_REMEMBERED)
def released_entry(
    row: ReleasedRow, zone: str, language: str, home: str, host: str, homes: frozenset[int], works_there: bool
) -> CalendarEntry:
    """The entry of a row; remembered, since a feed is read far more often than one of its rows changes."""
    session = told_session(row.session(), zone, language, home, homes)
    return session_entry(session.for_who_comes() if works_there else session, language, host)
