"""What a family that joins typed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask_babel import gettext as _

from scheduler.language.locales import LOCALES
from scheduler.services.join_season import NewFamily

LONGEST_NAME = 200
LONGEST_ONCE = 100


def new_family_typed(
    fields: Mapping[str, str], language: str, schools: Collection[int]
) -> tuple[NewFamily | None, dict[str, str]]:
    """The family, or by field what is wrong; `language` is what the page was read in."""
    errors: dict[str, str] = {}
    name = fields.get("name", "").replace("\0", "").strip()
    spoken, school, once = fields.get("spoken", ""), fields.get("school", ""), fields.get("once", "")
    if len(name) > LONGEST_NAME:
        errors["name"] = _("Make this shorter: %(longest)s letters at most.", longest=LONGEST_NAME)
    if spoken not in LOCALES:
        errors["spoken"] = _("Choose the language that you speak.")
    if school and school not in {str(number) for number in schools}:
        errors["school"] = _("Choose a school from the list.")
    if not once or len(once) > LONGEST_ONCE:
        errors["join"] = _("Please open this page again from the poster.")
    if errors:
        return None, errors
    return NewFamily(name, spoken, language, int(school) if school else None, once), errors
