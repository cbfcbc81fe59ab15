"""The board's words for what the program knows by short names."""

from __future__ import annotations

from typing import Final, Protocol

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from scheduler.language.names import language_name
from scheduler.services.board_views import SupportView

_EVERY_SEASONS_SETS: Final = {
    "pooled": _("Small groups together"),
    "no_group": _("Families in no group"),
    "everyone": _("Everyone"),
}


class NamedSet(Protocol):
    """A set of families; `name` where it is a group."""

    @property
    def set_key(self) -> str: ...

    @property
    def name(self) -> str | None: ...


def objective_name(objective: str) -> str:
    """What a plan was made for."""
    return {
        "leximin": gettext("Least-included first"),
        "weighted": gettext("Weighted"),
        "majority": gettext("What the majority would have"),
        "headcount": gettext("Headcount poll"),
    }[objective]


def objective_choices() -> list[tuple[str, str, str]]:
    """The objectives to choose from: value, name, and what it means."""
    meanings = {
        "leximin": gettext(
            "The group that is included least gets the most help, then the next, then everyone."
        ),
        "weighted": gettext("Families count more the more barriers they meet."),
        "majority": gettext("Every family counts the same, whatever stands in its way."),
    }
    return [(value, objective_name(value), meaning) for value, meaning in meanings.items()]


def format_name(place_format: str) -> str:
    """How a session is held."""
    return {
        "in_person": gettext("In person"),
        "online": gettext("Online"),
        "hybrid": gettext("In person and online"),
        "phone": gettext("By phone"),
    }[place_format]


def feature_name(feature: str) -> str:
    """What a place has."""
    known = {
        "step_free": gettext("Step-free"),
        "hearing_loop": gettext("Hearing loop"),
        "quiet_room": gettext("A calm room"),
    }
    return known.get(feature, feature)


def support_name(support: SupportView, language: str) -> str:
    """Who serves a session, as what."""
    if support.kind == "host":
        return gettext("Host: %(name)s", name=support.name)
    if support.kind == "interpreter":
        languages = gettext(", ").join(language_name(code, language) for code in support.languages)
        return gettext("Interpreter: %(languages)s", languages=languages)
    if support.kind == "transport":
        return gettext("Bus from %(zone)s", zone=support.zone or support.name)
    known = {
        "childcare": gettext("Childcare"),
        "captions": gettext("Captions"),
        "meal": gettext("Food you can eat"),
        "device": gettext("A device or internet"),
    }
    return known.get(support.kind, support.kind)


def set_name(rate: NamedSet) -> str:
    """A set of families: a priority group by its own name, or one of the sets that every season has."""
    return named_set(rate.set_key, rate.name)


def named_set(set_key: str, name: str | None) -> str:
    """The same, of a set's key and the name that it has as a group."""
    return name or str(_EVERY_SEASONS_SETS.get(set_key, set_key))


def support_kind_name(kind: str) -> str:
    """A kind of support, as a heading over those who give it."""
    known = {
        "host": gettext("Hosts"),
        "interpreter": gettext("Interpreters"),
        "childcare": gettext("Childcare"),
        "transport": gettext("Buses"),
        "captions": gettext("Captions"),
    }
    return known.get(kind, kind)
