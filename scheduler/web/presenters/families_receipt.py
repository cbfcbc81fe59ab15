"""What was understood, in plain words: the receipt, and either side of two answers that differ."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from scheduler.domain.answers import ANYTHING, IN_OWN_WORDS, InGroups, Part, Reach, Talk, Times, Ways, Week
from scheduler.domain.said_hours import SaidHours
from scheduler.language.dates import format_date, weekday_name
from scheduler.services.read_answers import TypedBy
from scheduler.web.presenters.families_days import days_name, runs_of_days
from scheduler.web.presenters.families_words import (
    channel_names,
    format_names,
    level_sentences,
    rhythm_names,
    span_name,
)
from scheduler.web.presenters.need_words import need_line, need_names, offer_line

ISOLATED = "\N{LEFT-TO-RIGHT ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"
"""A number or an address that keeps its order where words run from right to left."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said: what it is about, and what about it."""

    about: str
    said: tuple[str, ...]


def part_lines(part: Part, language: str) -> tuple[Line, ...]:
    """One part of an answer; what was not answered is said to be just that."""
    match part:
        case Times():
            return _times_lines(part, language)
        case Ways():
            return _ways_lines(part, language)
        case Talk():
            return _talk_lines(part)
        case InGroups():
            return ()
        case Reach():
            return _reach_lines(part)


def typed_line(typed: TypedBy, language: str) -> str:
    """Who typed the answer in, when, and from what."""
    facts = {
        "name": typed.name or _("Your school"),
        "day": format_date(typed.typed_utc.date(), language, year=False),
    }
    if typed.through == "paper":
        return _("%(name)s typed this in from your paper on %(day)s, with your consent.", **facts)
    return _("%(name)s typed this in while you talked on %(day)s, with your consent.", **facts)


def _times_lines(times: Times, language: str) -> tuple[Line, ...]:
    lines = [] if times.rhythm == "every_week" else [Line(_("Your weeks"), (rhythm_names()[times.rhythm],))]
    names = ("", "") if times.rhythm != "two_weeks" else (_("First week"), _("Second week"))
    for name, week in zip(names, times.weeks, strict=False):
        lines += _week_lines(week, f"{name}: " if name else "", language)
    lines += [Line(format_date(on, language), _hours(rows, language)) for on, rows in times.dates.items()]
    return tuple(lines)


def _week_lines(week: Week, name: str, language: str) -> list[Line]:
    lines = [
        Line(name + days_name(first, last, language), _hours(rows, language))
        for first, last, rows in runs_of_days(week, ())
        if rows
    ]
    silent = [weekday_name(day, language) for day in range(7) if not week.get(day)]
    if silent:
        not_answered = _("Not answered. That never counts as a no.")
        lines.append(Line(name + _(", ").join(silent), (not_answered,)))
    return lines


def _ways_lines(ways: Ways, language: str) -> tuple[Line, ...]:
    names = format_names()
    formats = tuple(names[each] for each in names if each in (ways.formats or ()))
    any_way = _("Not answered. We take it that any way is fine.")
    lines = [Line(_("How you can take part"), formats or (any_way,))]
    overall = {
        need.strength: _("Nothing special") if need.strength == "no" else _("You’d rather not say.")
        for need in ways.needs
        if need.kind == ANYTHING
    }
    if overall or not ways.needs:
        lines.append(Line(_("What you need"), tuple(overall.values()) or (_("Not answered"),)))
    for strength, about in strengths().items():
        if found := _needs_with(strength, ways, language):
            lines.append(Line(about, found))
    if words := tuple(need.detail for need in ways.needs if need.kind == IN_OWN_WORDS):
        lines.append(Line(_("In your own words"), words))
    return tuple(lines)


def strengths() -> dict[str, str]:
    """What was said of needs, before their names."""
    return {
        "must": _("You need"),
        "helps": _("It would help you"),
        "no": _("You do not need"),
        "private": _("You’d rather not say whether you need"),
    }


def _needs_with(strength: str, ways: Ways, language: str) -> tuple[str, ...]:
    names = need_names()
    return tuple(
        need_line(need, language) if strength in ("must", "helps") else names[need.kind][0]
        for need in ways.needs
        if need.strength == strength and need.kind in names
    )


def _talk_lines(talk: Talk) -> tuple[Line, ...]:
    offers = tuple(offer_line(offer) for offer in talk.offers)
    nothing = (_("Nothing yet"),)
    return (
        Line(_("What you would like to talk about"), (talk.topics,) if talk.topics else nothing),
        Line(_("What you can offer"), offers or nothing),
    )


def _reach_lines(reach: Reach) -> tuple[Line, ...]:
    contacts = {"email": reach.email, "sms": reach.phone, "call": reach.phone}
    contact, name = contacts.get(reach.channel), channel_names().get(reach.channel)
    not_answered = _("Not answered. You can always look here.")
    told = f"{name}: {ISOLATED.format(contact)}" if contact else name or not_answered
    kept = _("We keep them for next time.") if reach.may_keep else _("We do not keep them for next time.")
    return (Line(_("How we tell you what was planned"), (told,)), Line(_("Your answers"), (kept,)))


def _hours(rows: tuple[SaidHours, ...], language: str) -> tuple[str, ...]:
    words = level_sentences()
    return tuple(f"{words[row.level]}: {span_name(row.start, row.end, language)}" for row in rows)
