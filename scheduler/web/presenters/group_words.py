"""The words of the page on which staff say which priority groups there are."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _

from scheduler.domain.group_questions import ACCESS, ASKED, HOURS, OF_NEEDS
from scheduler.language.locales import LOCALES
from scheduler.language.refused_stems import Reason
from scheduler.services.group_names import question_name
from scheduler.web.presenters.need_words import need_names


def source_name(question: str) -> str:
    """Which question of the form a group is taken from."""
    if question == ASKED:
        return _("Asked by itself, on the last page")
    if question == HOURS:
        return _("When they can come: a no to the evening on three weekdays or more")
    kind = question.partition(":")[0]
    names = [
        name
        for need, (name, _hint) in need_names().items()
        if need == kind or (kind == "access" and need in ACCESS)
    ]
    return _("“I need this”: %(needs)s", needs=_(", ").join(names))


def derived_choices(taken: Collection[str], language: str) -> list[tuple[str, str]]:
    """The questions that answers lead to and no group is built from yet: value and the group's name."""
    spoken = [f"interpreter:{code}" for code in LOCALES if code != "en"]
    questions = [*OF_NEEDS, HOURS, *spoken]
    return [(each, question_name(each, language) or each) for each in questions if each not in taken]


def refusal_text(reason: Reason) -> str:
    """Why a group may not be called so, and what to do instead."""
    return {
        "race": _("This names a race or a people. Write what stands in the family’s way instead."),
        "religion": _("This names a faith. Write what stands in the family’s way instead."),
        "origin": _("This names where a family comes from. Write what stands in the family’s way instead."),
        "immigration": _("This asks about papers or about moving here. A school must not know that."),
        "language": _(
            "This names a language. Choose “Needs an interpreter” with that language above instead."
        ),
        "school_meals": _(
            "Who gets free school meals may not be used here. Ask whether money is tight instead."
        ),
    }[reason]
