"""After a release: tell the calendars of caregivers who read mail, in one mail a session that concerns them.

They are invited to what they said yes to and, of each other event, to the first session that they could
attend: every further one stands on their page. What they were told once is told again when it changes,
and never when it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select

from scheduler.calendars.zones import pinned_zone
from scheduler.extensions import db
from scheduler.messaging.invitations import News
from scheduler.services.my_sessions import MySessions, my_sessions
from scheduler.services.queue_message import add_message, queue_delivery
from scheduler.services.run_jobs import RunningJob
from scheduler.services.write_invitation import template_of
from scheduler.storage.invitations import COMING
from scheduler.storage.models import Caregiver, Job, MailedInvitation, Release, ReleaseSession, Season
from scheduler.storage.releases import latest_release

INVITING = "invite_by_mail"


@dataclass(frozen=True, slots=True)
class _Told:
    """A release as one caregiver is told it: its sessions by uid, and what was mailed before."""

    sessions: Mapping[str, ReleaseSession]
    mine: MySessions
    mailed: Mapping[str, MailedInvitation]
    zone: str
    now_utc: datetime

    def is_ahead(self, row: ReleaseSession) -> bool:
        return row.start_local.replace(tzinfo=pinned_zone(self.zone)) > self.now_utc


def queue_inviting(season_id: int, now_utc: datetime) -> None:
    """Add the job to the caller's transaction, where there is an address to which replies can go."""
    if current_app.extensions["settings"].reply_address is not None:
        db.session.add(Job(kind=INVITING, arguments={"season_id": season_id}, created_utc=now_utc))


def invite_by_mail(job: RunningJob, now_utc: datetime) -> None:
    """Queue what the latest release tells each caregiver who reads mail. Twice is the same as once."""
    season = db.session.get_one(Season, job.arguments["season_id"])
    for caregiver_id in _readers():
        job.stop_if_cancelled()
        _tell(caregiver_id, season, now_utc)
        db.session.commit()
    queue_delivery(now_utc)
    db.session.commit()


def _readers() -> Sequence[int]:
    """One caregiver for each address: a calendar knows one organizer for a session, and one attendee."""
    by_mail = select(func.min(Caregiver.id)).where(Caregiver.channel == "email", Caregiver.email != "")
    return db.session.scalars(by_mail.group_by(func.lower(Caregiver.email))).all()


def _tell(caregiver_id: int, season: Season, now_utc: datetime) -> None:
    caregiver = db.session.get(Caregiver, caregiver_id, with_for_update=True)
    release = latest_release(season.id)
    if caregiver is None or release is None:
        return
    mailed = select(MailedInvitation).where(MailedInvitation.caregiver_id == caregiver_id)
    told = _Told(
        sessions={row.uid: row for row in release.sessions},
        mine=my_sessions(caregiver_id, season.id),
        mailed={row.session_uid: row for row in db.session.scalars(mailed)},
        zone=season.timezone,
        now_utc=now_utc,
    )
    for news, row in [*_news(told, caregiver.family.apart), *_first_news(told)]:
        _note(caregiver, news, row, release, now_utc)


def _news(told: _Told, apart: bool) -> Iterator[tuple[News, ReleaseSession]]:
    """What is new about sessions that were told before."""
    mine = {session.uid for session in told.mine.sessions}
    for uid, mailed in told.mailed.items():
        row = told.sessions.get(uid)
        if row is None or told.mine.replies.get(uid) == "cannot" or not told.is_ahead(row):
            continue
        if row.status == "cancelled":
            if mailed.holds:
                yield "cancelled", row
        elif apart and uid not in mine:  # it is told to another adult by now, whom this one must not meet
            if mailed.holds:
                yield "taken_back", row
        elif not mailed.holds or row.sequence > mailed.sequence or row.changed_utc > mailed.stamp_utc:
            yield "changed", row


def _first_news(told: _Told) -> Iterator[tuple[News, ReleaseSession]]:
    replies, rows = told.mine.replies, told.sessions
    ahead = [
        rows[session.uid]
        for session in sorted(told.mine.sessions, key=lambda each: (each.start_local, each.uid))
        if not session.cancelled and told.is_ahead(rows[session.uid])
    ]
    coming = [row for row in ahead if replies.get(row.uid) in COMING]
    in_talk = {row.event_id for row in ahead if replies.get(row.uid) == "needs_more"}
    has_one = {row.event_id for row in coming} | in_talk | _events_told(told)
    for row in ahead:
        is_first = told.mine.answered and row.event_id not in has_one and row.uid not in replies
        if row.uid not in told.mailed and (row in coming or is_first):
            has_one.add(row.event_id)
            yield "invited", row


def _events_told(told: _Told) -> set[int]:
    """The events of which one session stands in the caregiver's calendar and was not turned down."""
    standing: Iterable[str] = (
        uid for uid, mailed in told.mailed.items() if mailed.holds and told.mine.replies.get(uid) != "cannot"
    )
    return {
        told.sessions[uid].event_id
        for uid in standing
        if uid in told.sessions and told.sessions[uid].status == "confirmed"
    }


def _note(caregiver: Caregiver, news: News, row: ReleaseSession, release: Release, now_utc: datetime) -> None:
    """Remember what is told, and queue the mail that tells it."""
    query = select(MailedInvitation).filter_by(caregiver_id=caregiver.id, session_uid=row.uid)
    mailed = db.session.scalar(query)
    if mailed is None:
        mailed = MailedInvitation(caregiver_id=caregiver.id, session_uid=row.uid)
        db.session.add(mailed)
    mailed.sequence, mailed.holds = row.sequence, news in ("invited", "changed")
    mailed.stamp_utc = release.released_utc
    db.session.flush()
    add_message(
        template_of(news),
        caregiver_id=caregiver.id,
        language=caregiver.language_read,
        parameters={"invitation": mailed.id, "session": row.id},
        dedupe_key=f"invitation {mailed.id} release {release.id}",
        now_utc=now_utc,
    )
