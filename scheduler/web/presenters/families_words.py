"""The words that a family reads for what the program knows by short names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta

from flask_babel import gettext as _

from scheduler.domain.answers import turn_of
from scheduler.language.dates import format_date, format_span, format_time, weekday_name
from scheduler.language.locales import LOCALES
from scheduler.language.names import language_name
from scheduler.services.reply_to_session import replies_to
from scheduler.services.told_session import ToldSession
from scheduler.web.presenters.need_words import need_names

Pairs = list[tuple[str, str]]


def row_names(language: str) -> dict[str, str]:
    """The rows of the week, by their names in the form."""
    keys = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    first, last = weekday_name(0, language), weekday_name(4, language)
    weekdays = _("%(first)s to %(last)s", first=first, last=last)
    return {"weekdays": weekdays, **{key: weekday_name(day, language) for day, key in enumerate(keys)}}


def day_choices(language: str, two_weeks: bool) -> Pairs:
    """The days for which an exact time can be given, those of a second week after those of the first."""
    rows = row_names(language)
    second = {f"second-{row}": f"{_('Second week')}: {name}" for row, name in rows.items()}
    return pairs(rows | second if two_weeks else rows)


def part_names() -> dict[str, str]:
    """The columns of the week, by their names in the form."""
    return {"morning": _("Morning"), "afternoon": _("Afternoon"), "evening": _("Evening")}


def rhythm_names() -> dict[str, str]:
    """How a caregiver's weeks go."""
    return {
        "every_week": _("All my weeks are alike"),
        "two_weeks": _("Two kinds of week take turns"),
        "ask_weekly": _("They change: ask me again each Sunday"),
    }


def turn_names(first_date: date, language: str) -> dict[str, str]:
    """The two weeks that take turns, each by its first Monday that the season reaches."""
    monday = first_date - timedelta(days=first_date.weekday())
    mondays = {turn_of(monday + timedelta(days=days)): monday + timedelta(days=days) for days in (0, 7)}
    named = [format_date(mondays[turn], language, year=False) for turn in (0, 1)]
    return {
        "week": _("First week: the one of %(monday)s, then every second", monday=named[0]),
        "second": _("Second week: the one of %(monday)s, then every second", monday=named[1]),
    }


def span_name(start: int, end: int, language: str) -> str:
    """A span of a day in minutes after midnight: "5:00 PM – 9:30 PM", broken at the dash only."""
    times = (clock_name(minutes, language).replace(" ", "\N{NO-BREAK SPACE}") for minutes in (start, end))
    return " – ".join(times)


def clock_name(minutes: int, language: str) -> str:
    return format_time(time(minutes // 60 % 24, minutes % 60), language)


def level_names() -> dict[str, str]:
    return {"yes": _("Yes"), "maybe": _("Maybe"), "no": _("No")}


def level_sentences() -> dict[str, str]:
    """How the receipt says a level."""
    return {"yes": _("You can come"), "maybe": _("Maybe, it is hard for you"), "no": _("You cannot come")}


def format_names() -> dict[str, str]:
    return {
        "in_person": _("In person"),
        "online": _("By video call"),
        "phone": _("By phone"),
    }


def channel_names() -> dict[str, str]:
    """How a caregiver can be told something; `none`, not said, is no choice of the form."""
    return {
        "email": _("Email"),
        "sms": _("Text message"),
        "call": _("Phone call"),
        "paper": _("Letter on paper"),
    }


def numbered(rows: Iterable[tuple[int, str]]) -> Pairs:
    """Rows to choose from: their ids, as a form sends them, and their names."""
    return [(str(number), name) for number, name in rows]


def language_choices(language: str) -> Pairs:
    """Every language of the table under its own name and its name in the reader's language."""
    named = [(code, row.endonym, language_name(code, language)) for code, row in LOCALES.items()]
    return [
        (code, own if own.casefold() == name.casefold() else f"{own} ({name})") for code, own, name in named
    ]


def any_typed(fields: Mapping[str, str], *prefixes: str) -> bool:
    """Whether something is filled in below one of these prefixes, so that its part of the page is open."""
    return any(value and name.startswith(prefixes) for name, value in fields.items())


def session_span(session: ToldSession, language: str) -> str:
    end = session.start_local + timedelta(minutes=session.minutes)
    return format_span(session.start_local, end, language, year=False)


def said_names() -> dict[str, str]:
    """What a caregiver says to a session."""
    return {
        "in_person": _("I will come"),
        "online": _("I will join from afar"),
        "cannot": _("I can’t come"),
        "needs_more": _("I need something else"),
    }


def reply_names(session: ToldSession) -> dict[str, str]:
    """What can be said to this session."""
    names = said_names()
    return {reply: names[reply] for reply in replies_to(session)}


def session_supports(session: ToldSession, language: str) -> list[str]:
    """What is there for whoever comes."""
    there = [language_name(code, language) for code in session.interpreted]
    names = need_names()
    offered = {"childcare": "childcare", "transport": "ride", "step_free": "step_free"}
    there += [names[need][0] for kind, need in offered.items() if kind in session.kinds]
    return [_("Everyone is welcome."), *there] if "open_to_all" in session.kinds else there


def pairs(names: Mapping[str, str]) -> Pairs:
    """As the `select` and `choices` macros take them."""
    return list(names.items())
