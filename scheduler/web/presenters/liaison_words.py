"""The words of a liaison's pages for what the program knows by short names."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import format_decimal, gettext, ngettext

from scheduler.domain.reaching import Contact
from scheduler.language.dates import format_date
from scheduler.language.names import language_name
from scheduler.services.hand_over import OtherLiaison
from scheduler.services.view_caseload import CaregiverLine, CaseloadView, FamilyLine, WaitingLanguage


def way_names() -> dict[str, str]:
    """The ways to reach a caregiver."""
    return {
        "call": gettext("Phone call"),
        "sms": gettext("Text message"),
        "email": gettext("Email"),
        "paper": gettext("Letter on paper"),
        "visit": gettext("A word at school or at the door"),
    }


def outcome_names() -> dict[str, str]:
    """What can come of a try."""
    return {
        "reached": gettext("We spoke"),
        "ask_later": gettext("Ask again later"),
        "no_answer": gettext("No answer"),
        "wrong_address": gettext("Wrong number or address"),
    }


def last_try(contact: Contact, language: str) -> str:
    """The newest try in one line."""
    return gettext(
        "%(day)s, %(way)s: %(outcome)s",
        day=format_date(contact.on, language, year=False),
        way=way_names()[contact.way],
        outcome=outcome_names()[contact.outcome],
    )


def not_before(caregiver: CaregiverLine, language: str) -> str:
    """The day on which a caregiver asked to be asked; empty where any day will do."""
    day = caregiver.next_try.not_before
    return gettext("from %(day)s on", day=format_date(day, language, year=False)) if day else ""


def contact_address(caregiver: CaregiverLine) -> str:
    """What a press on the contact opens: the mail, message or phone program."""
    scheme = {"email": "mailto:", "sms": "sms:", "call": "tel:"}[caregiver.next_try.way]
    return scheme + (caregiver.contact or "").replace(" ", "")


def contact_text(caregiver: CaregiverLine) -> str:
    """The address or number; a number is not broken at its spaces."""
    contact = caregiver.contact or ""
    return contact if caregiver.next_try.way == "email" else contact.replace(" ", "\N{NO-BREAK SPACE}")


def spoken(row: WaitingLanguage, language: str) -> str:
    """The language to speak with these families."""
    return language_name(row.language, language) if row.language else gettext("Nobody is known to ask")


def languages_of(caregiver: CaregiverLine, language: str) -> str:
    """What a caregiver speaks, and what they read where that is another language."""
    names = {
        "spoken": language_name(caregiver.language_spoken, language),
        "read": language_name(caregiver.language_read, language),
    }
    if caregiver.language_read == caregiver.language_spoken:
        return names["spoken"]
    return gettext("%(spoken)s, reads %(read)s", **names)


def still_waiting(caseload: CaseloadView) -> str:
    """How much is left to hear."""
    if not caseload.waiting_count:
        return gettext("Every family has said when they can come.")
    return ngettext(
        "%(waiting)s of %(all)s has not said yet when they can come. That is not a no.",
        "%(waiting)s of %(all)s have not said yet when they can come. That is not a no.",
        caseload.waiting_count,
        waiting=format_decimal(caseload.waiting_count),
        all=family_count(caseload.family_count),
    )


def family_count(number: int) -> str:
    """An exact number of families: a liaison knows them all."""
    return ngettext("%(shown)s family", "%(shown)s families", number, shown=format_decimal(number))


def by_heading(caseload: CaseloadView, language: str) -> list[tuple[str, tuple[FamilyLine, ...]]]:
    """Every family of a liaison: those that wait by their language, then those that were heard."""
    waiting = [(spoken(row, language), row.families) for row in caseload.waiting]
    return [*waiting, (gettext("Heard"), caseload.heard)] if caseload.heard else waiting


def family_name(family: FamilyLine) -> str:
    """A family by its caregivers, or by its students where nobody is known."""
    names = [caregiver.name for caregiver in family.caregivers] or family.students
    return gettext(", ").join(names)


def people(others: Iterable[OtherLiaison]) -> list[tuple[str, str]]:
    """Liaisons to choose from."""
    return [(str(other.id), other.name) for other in others]


def through_names() -> dict[str, str]:
    """How a family gave an answer to its liaison."""
    return {"paper": gettext("On paper"), "phone": gettext("By phone")}
