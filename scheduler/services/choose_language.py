"""A caregiver or a user chooses the language to be written to in."""

from __future__ import annotations

from scheduler.extensions import db
from scheduler.language.catalogues import offered_languages
from scheduler.storage.models import Caregiver, User


def choose_language(caregiver_id: int, language: str) -> None:
    """Keep a caregiver's choice for every later page and message.

    Raises:
        ValueError: for a language that is not offered.
    """
    _check_offered(language)
    db.session.get_one(Caregiver, caregiver_id).language_read = language
    db.session.commit()


def choose_user_language(user_id: int, language: str) -> None:
    """The same for a user.

    Raises:
        ValueError: for a language that is not offered.
    """
    _check_offered(language)
    db.session.get_one(User, user_id).language = language
    db.session.commit()


def _check_offered(language: str) -> None:
    if language not in offered_languages():
        raise ValueError(f"{language!r} is not offered")
