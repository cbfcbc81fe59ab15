"""What a liaison typed about another adult of a family."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from scheduler.language.locales import LOCALES
from scheduler.services.add_adult import NewAdult

LONGEST_NAME = 200


def new_adult_typed(fields: Mapping[str, str]) -> tuple[NewAdult | None, dict[str, str]]:
    """The adult, or by field what is wrong."""
    errors: dict[str, str] = {}
    name = fields.get("name", "").replace("\0", "").strip()
    spoken, read = fields.get("spoken", ""), fields.get("read", "")
    if not name:
        errors["name"] = _("Write what you call them.")
    if len(name) > LONGEST_NAME:
        errors["name"] = _("Make this shorter: %(longest)s letters at most.", longest=LONGEST_NAME)
    for field, language in (("spoken", spoken), ("read", read)):
        if language not in LOCALES:
            errors[field] = _("Choose a language from the list.")
    return (None if errors else NewAdult(name, spoken, read)), errors
