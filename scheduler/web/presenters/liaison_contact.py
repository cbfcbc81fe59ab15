"""The note about a try to reach a caregiver, as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _

from scheduler.domain.reaching import OUTCOMES, WAYS, Contact
from scheduler.language.dates import format_date
from scheduler.web.presenters.families_rows import date_typed


def contact_typed(
    fields: Mapping[str, str], today: date, language: str
) -> tuple[Contact | None, dict[str, str]]:
    """The try that was typed, or by field what is wrong with it."""
    errors: dict[str, str] = {}
    way = next((each for each in WAYS if each == fields.get("way")), None)
    outcome = next((each for each in OUTCOMES if each == fields.get("outcome")), None)
    again_on = date_typed(fields.get("again_on", ""))
    if way is None:
        errors["way"] = _("Choose how you tried.")
    if outcome is None:
        errors["outcome"] = _("Choose what came of it.")
    if outcome == "ask_later" and (again_on is None or again_on < today):
        errors["again_on"] = _("Choose a day from %(today)s on.", today=format_date(today, language))
    if way is None or outcome is None or errors:
        return None, errors
    return Contact(today, way, outcome, again_on), errors
