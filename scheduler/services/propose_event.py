"""Families, partners and co-planners propose events and times; co-planners answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, select

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.services.tell_proposer import tell_proposer
from scheduler.storage.answers import find_answer
from scheduler.storage.models import Event, EventProposal
from scheduler.storage.season_events import public_events
from scheduler.storage.translated import translated_texts


@dataclass(frozen=True, slots=True)
class Idea:
    """What is proposed, in words; `event_id` where it is another time for an event, perhaps `start_local`.

    `minutes`, `format` and the keys of groups are None or empty where nothing is wished for.
    """

    title: str
    times: str
    text: str
    event_id: int | None = None
    minutes: int | None = None
    format: str | None = None
    group_keys: tuple[str, ...] = ()
    start_local: datetime | None = None


@dataclass(frozen=True, slots=True)
class MyProposal:
    """What a caregiver sent to those who plan, and what they answered; `outcome` None before that.

    `event` is the title of the event that it is for, None where it is for none; `made` that of the event
    that was made of it.
    """

    text: str
    event_id: int | None
    event: str | None
    outcome: str | None
    answer: str
    made: str | None


def my_proposal(caregiver_id: int, season_id: int, language: str) -> MyProposal | None:
    """None where the caregiver sent nothing, or took it back."""
    row = db.session.scalars(
        select(EventProposal).where(
            EventProposal.caregiver_id == caregiver_id, EventProposal.season_id == season_id
        )
    ).first()
    if row is None:
        return None
    texts = translated_texts(language, {"event"})
    event, made = (
        None if event_id is None else texts.text(db.session.get_one(Event, event_id), "title")
        for event_id in (row.event_id, row.made_event_id)
    )
    return MyProposal(row.text, row.event_id, event, row.outcome, row.answer, made)


def events_that_families_know(season_id: int, language: str) -> tuple[tuple[int, str], ...]:
    """Row and title of those for which a family may propose: no list shows whom a group's event is for."""
    texts = translated_texts(language, {"event"})
    return tuple((row.id, texts.text(row, "title")) for row in db.session.scalars(public_events(season_id)))


def propose_event(season_id: int, idea: Idea, user_id: int, now_utc: datetime) -> None:
    """Raises LookupError where the season has no such event."""
    event = None if idea.event_id is None else db.session.get(Event, idea.event_id)
    if idea.event_id is not None and (event is None or event.season_id != season_id):
        raise LookupError
    row = EventProposal(
        season_id=season_id,
        event_id=idea.event_id,
        title=idea.title,
        times=idea.times,
        text=idea.text,
        start_local=idea.start_local,
        minutes=idea.minutes,
        format=idea.format,
        group_keys=list(idea.group_keys),
        user_id=user_id,
        at_utc=now_utc,
    )
    _add(row, "user", user_id, now_utc)


def propose_as_family(
    caregiver_id: int, season_id: int, now_utc: datetime, event_id: int | None = None
) -> None:
    """Send what the caregiver wrote in the form to those who plan, in the place of what was sent before.

    `event_id` is the event that it is for, where it is for one.

    Raises:
        LookupError: the season has no such event that families know; what was sent before stays.
    """
    answer = find_answer(caregiver_id, season_id)
    if answer is None or not answer.topics:
        return
    known = public_events(season_id).where(Event.id == event_id)
    if event_id is not None and db.session.scalar(known) is None:
        raise LookupError
    forget_proposal(caregiver_id, season_id)
    row = EventProposal(
        season_id=season_id,
        event_id=event_id,
        text=answer.topics,
        caregiver_id=caregiver_id,
        at_utc=now_utc,
    )
    _add(row, "caregiver", caregiver_id, now_utc)


def take_family_proposal_back(caregiver_id: int, season_id: int, now_utc: datetime) -> None:
    """Those who plan see it no more; it stays in the caregiver's answer."""
    if forget_proposal(caregiver_id, season_id):
        record_audit("caregiver", caregiver_id, "take_proposal_back", "season", season_id, now_utc)
    db.session.commit()


def forget_proposal(caregiver_id: int, season_id: int) -> bool:
    """In the caller's transaction; False where there was none."""
    mine = EventProposal.caregiver_id == caregiver_id, EventProposal.season_id == season_id
    rows = db.session.scalars(select(EventProposal.id).where(*mine)).all()
    db.session.execute(delete(EventProposal).where(*mine))
    return bool(rows)


def take_proposal_back(proposal_id: int, user_id: int, now_utc: datetime) -> None:
    """Whoever made it takes it back.

    Raises:
        LookupError: there is no such proposal, or it is somebody else's.
    """
    row = db.session.get(EventProposal, proposal_id)
    if row is None or row.user_id != user_id:
        raise LookupError
    db.session.delete(row)
    record_audit("user", user_id, "take_proposal_back", "event_proposal", proposal_id, now_utc)
    db.session.commit()


def answer_proposal(
    proposal_id: int, outcome: Literal["taken_up", "declined"], answer: str, user_id: int, now_utc: datetime
) -> None:
    """Say what becomes of it; a later answer takes the place of the one before.

    Raises:
        LookupError: there is no such proposal, or an event was made of it.
    """
    row = db.session.get(EventProposal, proposal_id)
    if row is None or row.made_event_id is not None:
        raise LookupError
    row.outcome, row.answer, row.answered_by_id, row.answered_utc = outcome, answer, user_id, now_utc
    record_audit("user", user_id, f"proposal_{outcome}", "event_proposal", proposal_id, now_utc)
    tell_proposer(row, now_utc)
    db.session.commit()


def open_again(proposal_id: int, user_id: int, now_utc: datetime) -> None:
    """Take the answer back: the proposal waits for one again. A letter that was not sent yet is not sent.

    Raises:
        LookupError: there is no such answer, or an event was made of the proposal.
    """
    row = db.session.get(EventProposal, proposal_id)
    if row is None or row.outcome is None or row.made_event_id is not None:
        raise LookupError
    forget_answer(row)
    record_audit("user", user_id, "proposal_opened_again", "event_proposal", proposal_id, now_utc)
    db.session.commit()


def forget_answer(proposal: EventProposal) -> None:
    """The proposal waits for an answer again, in the caller's transaction."""
    proposal.outcome, proposal.answer, proposal.made_event_id = None, "", None
    proposal.answered_by_id = proposal.answered_utc = None


def _add(row: EventProposal, actor: str, actor_id: int, now_utc: datetime) -> None:
    db.session.add(row)
    db.session.flush()
    record_audit(actor, actor_id, "propose_event", "event_proposal", row.id, now_utc)
    db.session.commit()
