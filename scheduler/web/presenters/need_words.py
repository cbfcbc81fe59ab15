"""The words for what a caregiver needs and offers, for a family, a liaison and a co-planner."""

from __future__ import annotations

from flask_babel import gettext as _

from scheduler.domain.answers import FOODS, IN_OWN_WORDS, Need, Offered
from scheduler.language.names import language_name
from scheduler.services.view_preparing import ToldByCaregiver


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


def said_names() -> dict[str, str]:
    """What can be said of a group that is asked about."""
    return {"yes": _("Yes"), "no": _("No"), "private": _("I’d rather not say")}


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
    if need.kind == "childcare" and not need.detail:
        return about(need.kind, str(need.amount))
    return about(need.kind, detail_name(need.kind, need.detail, language))


def detail_name(kind: str, detail: str, language: str) -> str:
    """What was said about a need, besides that it is there."""
    if not detail:
        return ""
    if kind in ("interpreter", "written"):
        return language_name(detail, language)
    if kind == "childcare":
        return _("ages %(ages)s", ages=detail)
    return food_names()[detail] if detail in FOODS else detail


def about(kind: str, detail: str) -> str:
    """A need by its name, and what was said about it."""
    name = need_names()[kind][0]
    return f"{name}: {detail}" if detail else name


def offer_name(kind: str) -> str:
    return offer_names()[kind][0]


def offer_line(offer: Offered) -> str:
    """An offer in a line, with the caregiver's own words."""
    name = offer_name(offer.kind)
    return f"{name}: {offer.detail}" if offer.detail else name


def told_lines(told: ToldByCaregiver, language: str) -> list[tuple[str, list[str]]]:
    """What one caregiver told their liaison: what must be there, what would help, own words, offers."""
    own_words = [need.detail for need in told.needs if need.kind == IN_OWN_WORDS]
    named = [need for need in told.needs if need.kind != IN_OWN_WORDS]
    lines = [
        (_("Must be there"), [need_line(need, language) for need in named if need.strength == "must"]),
        (_("Would help"), [need_line(need, language) for need in named if need.strength == "helps"]),
        (_("In their words"), own_words),
        (_("What they offer"), [offer_line(offer) for offer in told.offers]),
    ]
    return [(name, found) for name, found in lines if found]
