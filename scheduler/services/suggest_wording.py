"""Readers suggest better words; staff read them and take them off the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.storage.models import WordingSuggestion
from scheduler.storage.models.wording import LONGEST_WORDS

__all__ = ["LONGEST_WORDS", "Suggestion", "TooManySuggestions", "read_suggestions", "suggest", "take_off"]

MOST_IN_AN_HOUR = 60


class TooManySuggestions(Exception):
    """So many came within the hour that somebody is playing, or a machine."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words of a page that should change, and what to say instead; `better` may be empty."""

    id: int
    language: str
    page: str
    said: str
    better: str
    received_utc: datetime


def suggest(language: str, page: str, said: str, better: str, now_utc: datetime) -> None:
    """Keep a suggestion; the same one twice is one. Nothing tells who made it.

    So the limit is one for everybody together: nobody's address is kept to count by.

    Raises:
        TooManySuggestions: after `MOST_IN_AN_HOUR`.
    """
    asked = {"language": language, "page": page, "said": said, "better": better}
    if db.session.scalar(select(WordingSuggestion.id).filter_by(**asked).limit(1)) is not None:
        return
    recent = WordingSuggestion.received_utc > now_utc - timedelta(hours=1)
    if (db.session.scalar(select(func.count()).where(recent)) or 0) >= MOST_IN_AN_HOUR:
        raise TooManySuggestions
    db.session.add(WordingSuggestion(**asked, received_utc=now_utc))
    db.session.commit()


def read_suggestions() -> Sequence[Suggestion]:
    """What still waits for somebody, by language, the oldest first."""
    order = (WordingSuggestion.language, WordingSuggestion.id)
    return [
        Suggestion(row.id, row.language, row.page, row.said, row.better, row.received_utc)
        for row in db.session.scalars(select(WordingSuggestion).order_by(*order))
    ]


def take_off(suggestion_id: int, user_id: int, now_utc: datetime) -> None:
    """Delete a suggestion that was dealt with; one that is gone already stays gone."""
    row = db.session.get(WordingSuggestion, suggestion_id)
    if row is None:
        return
    db.session.delete(row)
    record_audit("user", user_id, "wording.done", "wording", suggestion_id, now_utc)
    db.session.commit()
