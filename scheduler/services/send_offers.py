"""One tap sends what a caregiver can offer to the co-planners, another takes it back."""

from __future__ import annotations

from datetime import datetime

from scheduler.extensions import db
from scheduler.services.record_audit import record_audit
from scheduler.storage.answers import find_answer


def send_offers(caregiver_id: int, season_id: int, now_utc: datetime) -> None:
    """Let co-planners see every offer of this caregiver. Sending twice is sending once."""
    _mark(caregiver_id, season_id, now_utc, "send_offers", sent_utc=now_utc)


def take_offers_back(caregiver_id: int, season_id: int, now_utc: datetime) -> None:
    """Co-planners see none of this caregiver's offers any more; they stay in the answer."""
    _mark(caregiver_id, season_id, now_utc, "take_offers_back", sent_utc=None)


def _mark(
    caregiver_id: int, season_id: int, now_utc: datetime, action: str, *, sent_utc: datetime | None
) -> None:
    answer = find_answer(caregiver_id, season_id)
    offers = (
        [each for each in answer.offers if (each.sent_utc is None) != (sent_utc is None)] if answer else []
    )
    if answer is None or not offers:
        return
    for offer in offers:
        offer.sent_utc = sent_utc
    record_audit("caregiver", caregiver_id, action, "answer", answer.id, now_utc)
    db.session.commit()
