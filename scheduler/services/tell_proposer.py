"""Whoever proposed an event hears by mail what became of it, in their language."""

from __future__ import annotations

from datetime import datetime

from scheduler.extensions import db
from scheduler.language.dates import format_datetime
from scheduler.messaging.channels import Letter, PermanentSendError
from scheduler.messaging.letters import ProposalAnswer, proposal_letter
from scheduler.services.queue_message import queue_message
from scheduler.storage.models import Caregiver, Event, EventProposal, Message, User
from scheduler.storage.translated import translated_texts

TEMPLATE = "proposal_answered"


def tell_proposer(proposal: EventProposal, now_utc: datetime) -> None:
    """Queue the letter in the caller's transaction; a caregiver who reads no mail finds it on their page."""
    parameters = {"proposal": proposal.id}
    if proposal.user_id is not None and proposal.user_id != proposal.answered_by_id:
        user = db.session.get_one(User, proposal.user_id)
        queue_message(
            TEMPLATE, now_utc=now_utc, user_id=user.id, language=user.language, parameters=parameters
        )
    if proposal.caregiver_id is not None:
        caregiver = db.session.get_one(Caregiver, proposal.caregiver_id)
        if _reads_mail(caregiver):
            queue_message(
                TEMPLATE,
                now_utc=now_utc,
                caregiver_id=caregiver.id,
                language=caregiver.language_read,
                parameters=parameters,
            )


def write_proposal_letter(message: Message, now_utc: datetime) -> Letter:
    """The letter as the answer is by now.

    Raises:
        PermanentSendError: the proposal or its answer was taken back, or the reader takes no mail any more.
    """
    proposal = db.session.get(EventProposal, message.parameters["proposal"])
    if proposal is None or proposal.outcome is None:
        raise PermanentSendError("there is no answer any more")
    made = None if proposal.made_event_id is None else db.session.get(Event, proposal.made_event_id)
    texts = translated_texts(message.language, {"event"})
    answer = ProposalAnswer(
        proposed=_proposed(proposal, message.language),
        taken_up=proposal.outcome == "taken_up",
        event=None if made is None else texts.text(made, "title"),
        answer=proposal.answer,
    )
    return proposal_letter(_address(message), message.language, answer, now_utc)


def _proposed(proposal: EventProposal, language: str) -> str:
    """In the proposer's words; another time with the event that it is for."""
    event = None if proposal.event_id is None else db.session.get(Event, proposal.event_id)
    if event is None:
        return proposal.title or proposal.times or proposal.text
    start = "" if proposal.start_local is None else format_datetime(proposal.start_local, language)
    words = proposal.text if proposal.caregiver_id is not None else proposal.times
    lines = translated_texts(language, {"event"}).text(event, "title"), start, words
    return "\n".join(line for line in lines if line)


def _address(message: Message) -> str:
    if message.caregiver_id is None:
        return db.session.get_one(User, message.user_id).email
    caregiver = db.session.get_one(Caregiver, message.caregiver_id)
    if not _reads_mail(caregiver) or caregiver.email is None:
        raise PermanentSendError("the caregiver takes no mail")
    return caregiver.email


def _reads_mail(caregiver: Caregiver) -> bool:
    return caregiver.channel == "email" and bool(caregiver.email)
