"""What a priority group is called: by its question, in every language; what is asked has its own words."""

from __future__ import annotations

from scheduler.language.catalogues import gettext_for
from scheduler.language.names import language_name


def question_name(question: str, language: str) -> str | None:
    """The name of the group of a question that answers lead to; None for a question that is asked by itself.

    Raises `LookupError` for the language of an interpreter that the table of locales does not have.
    """
    messages = gettext_for(language)
    kind, _, detail = question.partition(":")
    names = {
        "interpreter": messages.gettext("Needs an interpreter"),
        "childcare": messages.gettext("Needs childcare to come"),
        "access": messages.gettext("Needs step-free access, a hearing loop, captions or a quiet room"),
        "ride": messages.gettext("Needs a ride"),
        "device": messages.gettext("Needs a device or internet"),
        "hours": messages.gettext("Cannot come on most weekday evenings"),
    }
    name = names.get(kind)
    return f"{name}: {language_name(detail, language)}" if name and detail else name
