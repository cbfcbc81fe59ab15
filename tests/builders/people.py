"""Stored people, with everything unimportant filled in."""

from datetime import UTC, date, datetime
from typing import Any

from scheduler.extensions import db
from scheduler.storage.models import Answer, AnswerHours, Caregiver, Caseload, Family, Season, User

NOW = datetime(2026, 2, 1, 9, tzinfo=UTC)


def add_caregiver(**facts: Any) -> Caregiver:
    """A caregiver of a family of their own, unless `family` is given."""
    usual = {"name": "Amina", "language_spoken": "so", "language_read": "en"}
    return _added(Caregiver(**{"family": Family(), **usual, **facts}))


def add_user(**facts: Any) -> User:
    usual = {"email": "pat@school.org", "name": "Pat", "role": "co_planner", "language": "en"}
    return _added(User(**{**usual, **facts}))


def add_to_caseload(liaison: User, *caregivers: Caregiver) -> None:
    """Make a liaison speak for the families of these caregivers."""
    for family_id in {caregiver.family_id for caregiver in caregivers}:
        _added(Caseload(family_id=family_id, liaison_id=liaison.id))


def add_answer(caregiver: Caregiver, season: Season, **facts: Any) -> Answer:
    """A yes to Monday evening, unless told otherwise."""
    monday_evening = AnswerHours(day=0, start_minute=18 * 60, end_minute=20 * 60, level="yes")
    usual = {"saved_utc": NOW, "hours": [monday_evening]}
    return _added(Answer(caregiver_id=caregiver.id, season_id=season.id, **{**usual, **facts}))


def add_season(**facts: Any) -> Season:
    usual = {"name": "Spring", "timezone": "America/New_York", "starts_on": date(2026, 3, 2), "weeks": 6}
    return _added(Season(**{**usual, **facts}))


def _added(row: Any) -> Any:
    db.session.add(row)
    db.session.commit()
    return row
