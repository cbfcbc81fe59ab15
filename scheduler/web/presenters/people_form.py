"""What a co-planner typed about somebody who is to join, and what an account is for, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from flask_babel import gettext

from scheduler.domain.mail_address import is_mail_address
from scheduler.language.catalogues import offered_languages
from scheduler.services.invite_person import NewPerson
from scheduler.services.people import PersonView

LONGEST_NAME: Final = 200
PLANS_FOR: Final = {"district": None, "families": "families", "community": "community"}


def person_typed(
    fields: Mapping[str, str], partners: Collection[int]
) -> tuple[NewPerson | None, dict[str, str]]:
    """The person, or by field what is wrong with it."""
    errors: dict[str, str] = {}
    name, email = _text("name", fields, errors), fields.get("email", "").strip()
    if not name and "name" not in errors:
        errors["name"] = gettext("Write what you call them.")
    if not is_mail_address(email):
        errors["email"] = gettext("Please write the whole email address, such as name@school.org.")
    reads, does = fields.get("reads", ""), fields.get("does", "")
    if reads not in offered_languages():
        errors["reads"] = gettext("Choose a language from the list.")
    if does not in (*PLANS_FOR, "liaison", "partner"):
        errors["does"] = gettext("Choose what they do here.")
    of = _organisation(fields, partners, errors) if does == "partner" else (None, "")
    if errors:
        return None, errors
    role = "co_planner" if does in PLANS_FOR else does
    return NewPerson(name, email, reads, role, PLANS_FOR.get(does), *of), errors


def ways_to_help() -> list[tuple[str, str]]:
    """What somebody can do here: value and words."""
    return [
        ("district", gettext("Plan, for the district")),
        ("families", gettext("Plan, for families")),
        ("community", gettext("Plan, for the community")),
        ("liaison", gettext("Speak and write for families")),
        ("partner", gettext("Lend places and people")),
    ]


def for_whom(person: PersonView) -> str:
    """Whom a co-planner plans for, or the organisation that somebody is of."""
    if person.role != "co_planner":
        return person.partner
    return dict(ways_to_help())[person.represents or "district"]


def only_planner_text() -> str:
    """Why somebody cannot be taken off."""
    return gettext("This is the only co-planner. Add another one first.")


def _organisation(
    fields: Mapping[str, str], partners: Collection[int], errors: dict[str, str]
) -> tuple[int | None, str]:
    chosen, new = fields.get("partner", ""), _text("organisation", fields, errors)
    if chosen in {str(number) for number in partners}:
        return int(chosen), ""
    if not new and "organisation" not in errors:
        errors["organisation"] = gettext("Choose their organisation, or write the name of a new one.")
    return None, new


def _text(name: str, fields: Mapping[str, str], errors: dict[str, str]) -> str:
    text = " ".join(fields.get(name, "").replace("\0", "").split())
    if len(text) > LONGEST_NAME:
        errors[name] = gettext("Make this shorter: %(longest)s letters at most.", longest=LONGEST_NAME)
    return text
