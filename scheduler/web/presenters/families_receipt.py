"""What was understood, in plain words: the receipt, and either side of two answers that differ."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from scheduler.domain.answers import InGroups, Need, Part, Reach, Talk, Times, Ways, Week
from scheduler.domain.said_hours import SaidHours
from scheduler.language.dates import format_date, weekday_name
from scheduler.language.names import language_name
from scheduler.web.presenters.families_days import days_name, runs_of_days
from scheduler.web.presenters.families_words import (
    channel_names,
    format_names,
    level_sentences,
    need_names,
    offer_names,
    rhythm_names,
    span_name,
    strength_names,
)


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
    lines = [
        Line(_("How you can take part"), formats or (_("Not answered. We take it that any way is fine."),))
    ]
    for strength, about in (("must", _("You need")), ("helps", _("It would help you"))):
        needs = tuple(_need(need, language) for need in ways.needs if need.strength == strength)
        if needs:
            lines.append(Line(about, needs))
    if not ways.needs:
        lines.append(Line(_("What you need"), (strength_names()[""],)))
    return tuple(lines)


def _talk_lines(talk: Talk) -> tuple[Line, ...]:
    names = offer_names()
    offers = tuple(
        f"{names[offer.kind][0]}: {offer.detail}" if offer.detail else names[offer.kind][0]
        for offer in talk.offers
    )
    nothing = (_("Nothing yet"),)
    return (
        Line(_("What you would like to talk about"), (talk.topics,) if talk.topics else nothing),
        Line(_("What you can offer"), offers or nothing),
    )


def _reach_lines(reach: Reach) -> tuple[Line, ...]:
    contacts = {"email": reach.email, "sms": reach.phone, "call": reach.phone}
    contact, name = contacts.get(reach.channel), channel_names().get(reach.channel)
    told = f"{name}: {contact}" if contact else name or _("Not answered. You can always look here.")
    kept = _("We keep them for next time.") if reach.may_keep else _("We do not keep them for next time.")
    return (Line(_("How we tell you what was planned"), (told,)), Line(_("Your answers"), (kept,)))


def _hours(rows: tuple[SaidHours, ...], language: str) -> tuple[str, ...]:
    words = level_sentences()
    return tuple(f"{words[row.level]}: {span_name(row.start, row.end, language)}" for row in rows)


def _need(need: Need, language: str) -> str:
    name = need_names()[need.kind][0]
    if need.kind == "interpreter":
        return f"{name}: {language_name(need.detail, language)}"
    if need.kind == "childcare":
        return f"{name}: {need.amount}"
    return f"{name}: {need.detail}" if need.detail else name
