"""Why a plan is as it is, in words: every number in them was solved or measured, then made coarse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import format_decimal, gettext, ngettext

from scheduler.domain.shown_counts import FEWEST_SHOWN, rounded_count
from scheduler.language.dates import format_datetime, weekday_name
from scheduler.language.names import language_name
from scheduler.services.board_views import SessionRef
from scheduler.services.view_why import OnlyOneView, WhySessionView, WhySetView
from scheduler.web.presenters.board_changes_that_help import Help, helps
from scheduler.web.presenters.board_words import feature_name, named_set
from scheduler.web.presenters.small_numbers import rounded_rate, shown_percent

UNDER_WAY = ("queued", "running")
EVERYTHING = 100


class WhySessionText(NamedTuple):
    """`reasons` come first, `proven` is what solving found; `asking` says whether that is still to come."""

    event: str
    where: str
    reasons: list[str]
    runner_up: str
    proven: list[str]
    asking: bool
    asked: bool
    stopping: bool


class CauseLine(NamedTuple):
    """One cause, and of how many invitations it keeps the group away."""

    text: str
    invitations: str


class WhySetText(NamedTuple):
    """What is known of a group: who is left out, how far it could go, what would help."""

    name: str
    rate: str
    causes: list[CauseLine]
    ceiling: str
    helps: list[Help]
    tried: str
    asking: bool
    asked: bool
    stopping: bool


def why_session_text(view: WhySessionView, language: str) -> WhySessionText:
    """One session's reasons."""
    return WhySessionText(
        event=view.session.event,
        where=_when_where(view.session, language),
        reasons=list(_reasons(view, language)),
        runner_up="" if view.runner_up is None else _runner_up(view, view.runner_up, language),
        proven=[] if view.asked.answer is None else _proven(view.asked.answer),
        asking=view.asked.state in UNDER_WAY,
        asked=view.asked.answer is not None,
        stopping=view.asked.stopping,
    )


def why_set_text(view: WhySetView, language: str) -> WhySetText:
    """One group's state; a set of fewer than 10 families has no numbers of its own."""
    answer = view.asked.answer if view.families >= FEWEST_SHOWN else None
    causes = {} if answer is None else _by_words(answer["causes"], language)
    rate = rounded_rate(view.rate, view.families)
    return WhySetText(
        name=named_set(view.set_key, view.name),
        rate="–" if rate is None else rate.text,
        causes=_cause_lines(causes),
        ceiling=_ceiling(view),
        helps=[] if answer is None else helps(answer["changes"], view.asked.names, language),
        tried="" if answer is None else _tried(answer["tried"]),
        asking=view.asked.state in UNDER_WAY,
        asked=answer is not None,
        stopping=view.asked.stopping,
    )


def _reasons(view: WhySessionView, language: str) -> list[str]:
    found = [_only(one, language) for one in view.only]
    if view.pinned:
        found.insert(0, gettext("It is pinned here."))
    if view.sites == 0:
        found.append(gettext("While all else stands, no other time or place keeps every rule."))
    else:
        found.append(
            ngettext(
                "While all else stands, %(shown)s other time and place keeps every rule.",
                "While all else stands, %(shown)s other times and places keep every rule.",
                view.sites,
                shown=format_decimal(view.sites),
            )
        )
    return found


def _only(one: OnlyOneView, language: str) -> str:
    days = gettext(", ").join(weekday_name(day, language) for day in one.weekdays)
    if one.kind == "interpreter":
        spoken = language_name(one.detail, language) if one.detail else ""
        return gettext(
            "%(name)s is the only interpreter for %(language)s, and works on: %(days)s.",
            name=one.name,
            language=spoken,
            days=days,
        )
    if one.kind == "childcare":
        return gettext("%(name)s gives the only childcare, and works on: %(days)s.", name=one.name, days=days)
    return gettext(
        "%(name)s is the only bus from %(zone)s, and runs on: %(days)s.",
        name=one.name,
        zone=one.detail,
        days=days,
    )


def _runner_up(view: WhySessionView, session: SessionRef, language: str) -> str:
    text = gettext("The next best is %(where)s.", where=_when_where(session, language))
    if view.missing:
        names = gettext(", ").join(_missing_name(what, language) for what in view.missing)
        text = gettext("%(sentence)s Nobody is free there for: %(names)s.", sentence=text, names=names)
    return text


def _missing_name(what: str, language: str) -> str:
    """A kind of support, or the language that an interpreter would serve."""
    known = {
        "childcare": gettext("Childcare"),
        "transport": gettext("Buses"),
        "captions": gettext("Captions"),
    }
    return known.get(what) or language_name(what, language)


def _proven(answer: Mapping[str, Any]) -> list[str]:
    return [_forced(forced) for forced in answer["forced"]]


def _forced(forced: Mapping[str, Any]) -> str:
    day = forced["forbidden"] == "day"
    if not forced["possible"]:
        if day:
            return gettext("Proven: no plan that keeps every rule holds it on another day.")
        return gettext("Proven: no plan that keeps every rule holds it at another place.")
    short = forced["shortfall"]
    if short is not None and short["worse"]:
        if day:
            return gettext("Proven: every plan that holds it on another day is worse for the groups.")
        return gettext("Proven: every plan that holds it at another place is worse for the groups.")
    if day:
        return gettext("Nothing is proven about plans that hold it on another day.")
    return gettext("Nothing is proven about plans that hold it at another place.")


def _by_words(causes: Sequence[tuple[str, str, float]], language: str) -> dict[str, float]:
    """Invitations by cause in words: what reads alike is one cause."""
    found: defaultdict[str, float] = defaultdict(float)
    for kind, detail, missing in causes:
        found[_cause(kind, detail, language)] += missing
    return found


def _cause_lines(causes: Mapping[str, float]) -> list[CauseLine]:
    """Those of at least 10 invitations, the most first by what is shown; a cause of a few is not named."""
    shown = [
        (rounded_count(missing) or 0, text) for text, missing in causes.items() if missing >= FEWEST_SHOWN
    ]
    ordered = sorted(shown, key=lambda each: (-each[0], each[1]))
    return [CauseLine(text, format_decimal(missing)) for missing, text in ordered]


def _cause(kind: str, detail: str, language: str) -> str:
    """Why families are left out."""
    if kind == "interpreter":
        return gettext("No interpreter for %(language)s", language=language_name(detail, language))
    if kind == "feature":
        return gettext("The place lacks: %(what)s", what=feature_name(detail))
    return {
        "childcare": gettext("No childcare"),
        "ride": gettext("No ride"),
        "support": gettext("A support that is not there"),
        "time": gettext("Nobody at home is free then"),
        "format": gettext("They cannot take part in this way"),
        "childcare_full": gettext("Childcare is full"),
        "bus_full": gettext("The bus is full"),
        "room_full": gettext("The room is full"),
        "line_full": gettext("The call is full"),
        "maybe": gettext("They said maybe"),
        "not_offered": gettext("The event is not held"),
    }[kind]


def _ceiling(view: WhySetView) -> str:
    if view.families < FEWEST_SHOWN:
        return ""
    if view.rate is None:
        return gettext("No event invites this group.")
    if view.ceiling is None:
        return ""
    reached = rounded_rate(max(view.rate, view.ceiling.reached), view.families)
    bound = rounded_rate(view.ceiling.bound, view.families)
    if reached is None or bound is None:
        return ""
    could = gettext(
        "If this group alone counted, a plan that keeps every rule could give it %(reached)s.",
        reached=reached.text,
    )
    if bound.percent >= EVERYTHING and reached.percent < EVERYTHING:
        return could
    most = shown_percent(max(reached.percent, bound.percent))
    return gettext("%(could)s Proven: no plan gives it more than %(bound)s.", could=could, bound=most)


def _tried(number: int) -> str:
    return ngettext(
        "%(num)d change was tried by planning again with it.",
        "%(num)d changes were tried, each by planning again with it.",
        number,
    )


def _when_where(session: SessionRef, language: str) -> str:
    when = format_datetime(session.start_local, language, year=False)
    return gettext("%(when)s, %(place)s", when=when, place=session.place)
