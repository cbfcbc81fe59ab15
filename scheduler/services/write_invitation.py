"""Write the mail that invites a caregiver to a session, tells its change or takes it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

from flask import current_app
from sqlalchemy import select

from scheduler.calendars.description import SessionSupports, description_lines, kept_address_line
from scheduler.calendars.invitation import Method, Parties, render_invitation
from scheduler.extensions import db
from scheduler.language.dates import format_span
from scheduler.messaging.channels import CalendarPart, Letter, PermanentSendError
from scheduler.messaging.invitations import News, SessionInWords, invitation_letter
from scheduler.services.reply_address import reply_address
from scheduler.services.session_entry import session_entry
from scheduler.services.told_session import ToldSession, told_session
from scheduler.storage.invitations import COMING
from scheduler.storage.models import (
    Caregiver,
    District,
    MailedInvitation,
    Message,
    Release,
    ReleaseSession,
    Rsvp,
    Season,
)
from scheduler.storage.releases import private_homes


def template_of(news: News) -> str:
    """The name of the letter in the outbox."""
    return f"session_{news}"


NEWS: dict[str, News] = {template_of(news): news for news in get_args(News)}
"""What each of our letters tells, by its name in the outbox."""


def write_invitation(message: Message, now_utc: datetime) -> Letter:
    """The mail, in the language that the caregiver reads, with the session as its release told it.

    Raises:
        PermanentSendError: where the caregiver reads no mail any more, or took everything back.
    """
    settings = current_app.extensions["settings"]
    caregiver = db.session.get_one(Caregiver, message.caregiver_id)
    invitation = db.session.get(MailedInvitation, message.parameters["invitation"])
    row = db.session.get(ReleaseSession, message.parameters["session"])
    if caregiver.channel != "email" or not caregiver.email or settings.reply_address is None:
        raise PermanentSendError("the caregiver takes no mail")
    if invitation is None or row is None:
        raise PermanentSendError("the invitation is gone")
    release = db.session.get_one(Release, row.release_id)
    zone = db.session.get_one(Season, release.season_id).timezone
    district = db.session.scalars(select(District)).one()
    session = told_session(row, zone, message.language, district.default_language, private_homes())
    said = db.session.scalar(select(Rsvp).filter_by(caregiver_id=caregiver.id, session_uid=row.uid))
    stamp_utc = release.released_utc
    if said and said.reply == "in_person" and session.is_address_kept:
        session, stamp_utc = session.for_who_comes(), max(stamp_utc, said.replied_utc)
    news = NEWS[message.template]
    parties = Parties(
        organizer_name=district.name,
        organizer=reply_address(settings.reply_address, invitation, settings.link_key),
        attendee=caregiver.email,
        said_yes=said is not None and said.reply in COMING,
    )
    return invitation_letter(
        news,
        _in_words(session, message.language),
        to_address=caregiver.email,
        reply_to=parties.organizer,
        language=message.language,
        calendar=_calendar(news, session, message.language, parties, settings.host, stamp_utc),
        written_utc=now_utc,
    )


def _calendar(
    news: News, session: ToldSession, language: str, parties: Parties, host: str, stamp_utc: datetime
) -> CalendarPart:
    entry = session_entry(session, language, host)
    method: Method = "REQUEST" if news in ("invited", "changed") else "CANCEL"
    if method == "CANCEL":  # for this reader it is, even where the session takes place for others
        entry = replace(entry, status="cancelled")
    return CalendarPart(method, render_invitation(method, entry, language, parties, stamp_utc))


def _in_words(session: ToldSession, language: str) -> SessionInWords:
    end = session.start_local + timedelta(minutes=session.minutes)
    supports = SessionSupports(session.interpreted, session.kinds, session.join_url)
    lines = (
        format_span(session.start_local, end, language),
        session.place,
        session.address,
        kept_address_line(language) if session.is_address_kept else "",
        *description_lines(supports, language),
    )
    return SessionInWords(session.title, tuple(line for line in lines if line))
