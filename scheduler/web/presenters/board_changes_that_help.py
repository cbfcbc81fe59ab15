"""Small changes that were solved and include more, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask_babel import format_decimal, gettext

from scheduler.language.dates import format_date, weekday_name
from scheduler.language.names import language_name
from scheduler.web.presenters.board_words import feature_name
from scheduler.web.presenters.money import shown_money


class Help(NamedTuple):
    """One change, and how sure it is that nothing less does as well."""

    text: str
    proven: str


def helps(changes: Sequence[Mapping[str, Any]], names: Mapping[str, str], language: str) -> list[Help]:
    """The changes in the order in which they were found: the smallest first."""
    sure = gettext("Proven: no plan without it includes as much.")
    known = gettext("No plan without it is known that includes as much.")
    return [
        Help(_text(change["kind"], change["facts"], names, language), sure if change["proven"] else known)
        for change in changes
    ]


def _text(kind: str, facts: Mapping[str, Any], names: Mapping[str, str], language: str) -> str:
    named = {key: names.get(str(facts[key]), str(facts[key])) for key in facts}
    if kind == "hour":
        return gettext("%(name)s works up to an hour more", name=named["provider"])
    if kind == "opening":
        return gettext(
            "%(place)s stays open %(minutes)s minutes longer on %(day)s",
            place=named["place"],
            minutes=format_decimal(facts["minutes"]),
            day=weekday_name(int(facts["weekday"]), language),
        )
    if kind == "provider":
        return _provider(facts, language)
    if kind == "seats":
        words = {
            "capacity": gettext("%(place)s holds %(number)s people in the room"),
            "online_capacity": gettext("%(place)s holds %(number)s people in the call"),
        }[facts["which"]]
        return words % {"place": named["place"], "number": format_decimal(facts["after"])}
    if kind == "feature":
        return gettext("%(place)s gets: %(what)s", place=named["place"], what=feature_name(facts["feature"]))
    if kind == "session":
        return gettext(
            "%(event)s is held up to %(number)s times",
            event=named["event"],
            number=format_decimal(facts["number"]),
        )
    return gettext("%(money)s more in the budget", money=shown_money(round(100 * facts["cost"])))


def _provider(facts: Mapping[str, Any], language: str) -> str:
    day = format_date(date.fromisoformat(facts["day"]), language, year=False)
    number, cost = format_decimal(facts["number"]), shown_money(round(100 * facts["cost"]))
    if facts["provider"] == "interpreter":
        spoken = language_name(facts["detail"], language)
        words = gettext("More interpreters for %(language)s on %(day)s: %(number)s, each %(cost)s")
        return words % {"language": spoken, "day": day, "number": number, "cost": cost}
    words = {
        "childcare": gettext("More childcare on %(day)s, for %(holds)s children, %(cost)s"),
        "transport": gettext("One more bus on %(day)s, for %(holds)s people, %(cost)s"),
    }.get(facts["provider"], gettext("One more support on %(day)s, %(cost)s"))
    return words % {"day": day, "holds": format_decimal(facts["holds"]), "cost": cost}
