"""Stored people, with everything unimportant filled in."""

from datetime import UTC, date, datetime
from typing import Any

from scheduler.extensions import db
from scheduler.storage.models import Caregiver, Family, Season, User

NOW = datetime(2026, 2, 1, 9, tzinfo=UTC)


def add_caregiver(**facts: Any) -> Caregiver:
    """A caregiver of a family of their own, unless `family` is given."""
    usual = {"name": "Amina", "language_spoken": "so", "language_read": "en"}
    return _added(Caregiver(**{"family": Family(), **usual, **facts}))


def add_user(**facts: Any) -> User:
    usual = {"email": "pat@school.org", "name": "Pat", "role": "co_planner", "language": "en"}
    return _added(User(**{**usual, **facts}))


def add_season(**facts: Any) -> Season:
    usual = {"name": "Spring", "timezone": "America/New_York", "starts_on": date(2026, 3, 2), "weeks": 6}
    return _added(Season(**{**usual, **facts}))


def _added(row: Any) -> Any:
    db.session.add(row)
    db.session.commit()
    return row
