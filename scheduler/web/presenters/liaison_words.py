"""The words of a liaison's pages for what the program knows by short names."""

from __future__ import annotations

from flask_babel import format_decimal, gettext, ngettext

from scheduler.language.names import language_name
from scheduler.services.view_caseload import CaregiverLine, CaseloadView, WaitingLanguage


def channel_name(channel: str) -> str:
    """How to reach a caregiver."""
    return {
        "email": gettext("Email"),
        "sms": gettext("Text message"),
        "call": gettext("Phone call"),
        "paper": gettext("Letter on paper"),
        "none": gettext("Not known yet"),
    }[channel]


def contact_address(caregiver: CaregiverLine) -> str:
    """What a press on the contact opens: the mail, message or phone program."""
    scheme = {"email": "mailto:", "sms": "sms:", "call": "tel:"}[caregiver.channel]
    return scheme + (caregiver.contact or "").replace(" ", "")


def contact_text(caregiver: CaregiverLine) -> str:
    """The address or number; a number is not broken at its spaces."""
    contact = caregiver.contact or ""
    return contact if caregiver.channel == "email" else contact.replace(" ", "\N{NO-BREAK SPACE}")


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
