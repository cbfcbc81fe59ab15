"""What families of a season need and offer, for those who prepare: counted, and caregiver by caregiver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from scheduler.domain.answers import FOODS
from scheduler.extensions import db
from scheduler.storage.models import Answer, AnswerNeed, Caregiver, Caseload, Offer, User

WANTED = ("must", "helps")
BY_LANGUAGE = ("interpreter", "written")


def family_counts(season_id: int) -> dict[tuple[str, str, str], int]:
    """How many families have a need: {(kind, detail, strength): families}.

    `detail` is a language or a food of `FOODS`; without one it is all who have such a need.
    """
    query = (
        select(Caregiver.family_id, AnswerNeed.kind, AnswerNeed.detail, AnswerNeed.strength)
        .join(Answer, Answer.caregiver_id == Caregiver.id)
        .join(AnswerNeed, AnswerNeed.answer_id == Answer.id)
        .where(Answer.season_id == season_id, AnswerNeed.strength.in_(WANTED))
    )
    families: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for family_id, kind, detail, strength in db.session.execute(query):
        known = kind in BY_LANGUAGE or (kind == "meal" and detail in FOODS)
        for counted in {"", detail} if known else {""}:
            families[kind, counted, strength].add(family_id)
    return {key: len(found) for key, found in families.items()}


def sent_offers(season_id: int) -> Sequence[tuple[Offer, str | None]]:
    """Offers that co-planners may see, the newest first, each with the name of the family's liaison."""
    query = (
        select(Offer, User.name)
        .join(Answer, Answer.id == Offer.answer_id)
        .join(Caregiver, Caregiver.id == Answer.caregiver_id)
        .outerjoin(Caseload, Caseload.family_id == Caregiver.family_id)
        .outerjoin(User, User.id == Caseload.liaison_id)
        .where(Answer.season_id == season_id, Offer.sent_utc.is_not(None))
        .order_by(Offer.sent_utc.desc(), Offer.id.desc())
    )
    return [(offer, liaison) for offer, liaison in db.session.execute(query)]


def answers_in_care(liaison_id: int, season_id: int) -> Sequence[tuple[Caregiver, Answer]]:
    """The caregivers of a liaison's families who have answered, by name."""
    query: Select[Caregiver, Answer] = (
        select(Caregiver, Answer)
        .join(Answer, Answer.caregiver_id == Caregiver.id)
        .join(Caseload, Caseload.family_id == Caregiver.family_id)
        .where(Caseload.liaison_id == liaison_id, Answer.season_id == season_id)
        .options(selectinload(Answer.needs), selectinload(Answer.offers))
        .order_by(Caregiver.name, Caregiver.id)
    )
    return [(caregiver, answer) for caregiver, answer in db.session.execute(query)]
