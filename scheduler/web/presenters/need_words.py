"""The words for what a caregiver needs and offers, for a family, a liaison and a co-planner."""

from __future__ import annotations

from flask_babel import gettext as _

from scheduler.domain.answers import FOODS, Need, Offered
from scheduler.language.names import language_name


def need_names() -> dict[str, tuple[str, str]]:
    """Each need, in the order of the form: its name and a line that explains it."""
    return {
        "interpreter": (_("An interpreter"), _("Someone who speaks or signs your language.")),
        "written": (_("Papers in my language"), _("What is handed out, in a language you read.")),
        "captions": (_("Captions"), _("What is said can be read on a screen.")),
        "childcare": (_("Childcare"), _("Someone looks after your children while you are there.")),
        "step_free": (_("No steps"), _("You can get in and around without stairs.")),
        "hearing_loop": (_("A hearing loop"), _("Sound goes straight to a hearing aid.")),
        "sensory": (_("A calm room"), _("Less noise, softer light, a place to step out.")),
        "ride": (_("A ride"), _("We bring you there and back.")),
        "device": (_("A device or internet"), _("We lend you what a video call takes.")),
        "meal": (_("Food you can eat"), _("Such as halal, kosher, or without nuts.")),
    }


def strength_names() -> dict[str, str]:
    """What can be said of one need, where it is asked."""
    return {
        "must": _("I need this"),
        "helps": _("It would help"),
        "no": _("Not needed"),
        "private": _("I’d rather not say"),
    }


def overall_names() -> dict[str, str]:
    """What can be said of all needs at once."""
    return {"no": _("No, nothing"), "yes": _("Yes"), "private": _("I’d rather not say")}


def food_names() -> dict[str, str]:
    return {"halal": _("Halal"), "kosher": _("Kosher"), "vegetarian": _("Vegetarian")}


def offer_names() -> dict[str, tuple[str, str]]:
    """Each offer: its name and what could be written beside it."""
    return {
        "language": (_("A language"), _("Which one?")),
        "childcare": (_("Looking after children"), _("When, or for how many?")),
        "food": (_("Food"), _("What would you cook or bring?")),
        "hall": (_("A room or a hall"), _("Where is it?")),
        "skill": (_("Something I am good at"), _("What is it?")),
        "co_planning": (_("Helping to plan"), _("What would you like to help with?")),
    }


def need_line(need: Need, language: str) -> str:
    """A need in a line, with what was said about it: "An interpreter: Somali"."""
    return about(need.kind, need_detail(need, language))


def need_detail(need: Need, language: str) -> str:
    """What was said about a need, besides that it is there."""
    if need.kind in ("interpreter", "written"):
        return language_name(need.detail, language)
    if need.kind == "childcare":
        return _("ages %(ages)s", ages=need.detail) if need.detail else str(need.amount)
    return food_names()[need.detail] if need.detail in FOODS else need.detail


def about(kind: str, detail: str) -> str:
    """A need by its name, and what was said about it."""
    name = need_names()[kind][0]
    return f"{name}: {detail}" if detail else name


def offer_line(offer: Offered) -> str:
    """An offer in a line, with the caregiver's own words."""
    name = offer_names()[offer.kind][0]
    return f"{name}: {offer.detail}" if offer.detail else name
