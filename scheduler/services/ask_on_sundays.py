"""Caregivers whose weeks change, and who want to be asked again each Sunday, are asked by mail.

They are asked on Sundays of the season's zone, once, while the form is open and the coming week lies in the
season. Whoever took the answer back, wants no mail or stopped it is not asked, even by a letter that waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import delete, select

from scheduler.extensions import db
from scheduler.messaging.channels import Letter, PermanentSendError
from scheduler.messaging.letters import sunday_letter
from scheduler.services.current_season import current_season_id
from scheduler.services.links import find_or_issue_link
from scheduler.services.queue_message import add_message, queue_delivery
from scheduler.services.submit_availability import submit_availability
from scheduler.storage.answers import find_answer, times_of
from scheduler.storage.models import Answer, Caregiver, Message, Season

TEMPLATE = "sunday"
FROM_HOUR = 9
SUNDAY = 6
CHANGING = "ask_weekly"


def ask_on_sundays(now_utc: datetime) -> int:
    """Queue today's letters, and forget those of earlier Sundays; how many were queued."""
    season_id = current_season_id()
    season = None if season_id is None else db.session.get_one(Season, season_id)
    if season is None or not _asks_now(season, now_utc):
        db.session.rollback()
        return 0
    today = _today(season, now_utc)
    db.session.execute(
        delete(Message).where(Message.template == TEMPLATE, Message.queued_utc < now_utc - timedelta(days=2))
    )
    queued = sum(
        add_message(
            TEMPLATE,
            caregiver_id=caregiver_id,
            language=language,
            parameters={"season": season.id},
            dedupe_key=f"sunday {caregiver_id} {today}",
            now_utc=now_utc,
        )
        for caregiver_id, language in _to_be_asked(season.id, today)
    )
    if queued:
        queue_delivery(now_utc)
    db.session.commit()
    return queued


def write_sunday_letter(message: Message, base_url: str, now_utc: datetime) -> Letter:
    """The letter, with the caregiver's own link.

    Raises:
        PermanentSendError: the caregiver is not to be asked any more, or not today.
    """
    caregiver = db.session.get_one(Caregiver, message.caregiver_id)
    season = db.session.get_one(Season, message.parameters["season"])
    if caregiver.channel != "email" or not caregiver.email:
        raise PermanentSendError("the caregiver takes no mail")
    if not is_asked(caregiver.id, season.id) or not _asks_now(season, now_utc):
        raise PermanentSendError("this is not asked any more")
    link_key = current_app.extensions["settings"].link_key
    token = find_or_issue_link("form", caregiver_id=caregiver.id, link_key=link_key, now_utc=now_utc)
    page = f"{base_url}/f/{token}"
    return sunday_letter(caregiver.email, message.language, f"{page}/when", f"{page}/sundays/", now_utc)


def is_asked(caregiver_id: int, season_id: int) -> bool:
    """Whether this caregiver wants to be asked each Sunday."""
    answer = find_answer(caregiver_id, season_id)
    return answer is not None and answer.rhythm == CHANGING


def stop_asking(caregiver_id: int, season_id: int, now_utc: datetime) -> None:
    """Ask no more: what was said last counts for every week.

    Raises:
        NewerAnswer: when the times are changed at the same moment.
    """
    answer = find_answer(caregiver_id, season_id)
    if answer is None or answer.rhythm != CHANGING:
        return
    times = replace(times_of(answer), rhythm="every_week")
    submit_availability(caregiver_id, season_id, times, read_version=answer.version, now_utc=now_utc)


def _asks_now(season: Season, now_utc: datetime) -> bool:
    local = now_utc.astimezone(ZoneInfo(season.timezone))
    monday, end = local.date() + timedelta(days=1), season.starts_on + timedelta(weeks=season.weeks)
    is_ahead = season.starts_on - timedelta(days=6) <= monday < end
    return season.state == "open" and is_ahead and local.weekday() == SUNDAY and local.hour >= FROM_HOUR


def _today(season: Season, now_utc: datetime) -> date:
    return now_utc.astimezone(ZoneInfo(season.timezone)).date()


def _to_be_asked(season_id: int, today: date) -> Sequence[tuple[int, str]]:
    asked = select(Message.caregiver_id).where(
        Message.template == TEMPLATE, Message.dedupe_key.like(f"sunday % {today}")
    )
    query = (
        select(Caregiver.id, Caregiver.language_read)
        .join(Answer, Answer.caregiver_id == Caregiver.id)
        .where(Answer.season_id == season_id, Answer.rhythm == CHANGING)
        .where(Caregiver.channel == "email", Caregiver.email != "", Caregiver.id.not_in(asked))
        .order_by(Caregiver.id)
    )
    return db.session.execute(query).all()
