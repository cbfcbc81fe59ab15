"""Everything that a partner's page says, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from flask_babel import format_decimal, gettext

from scheduler.language.dates import format_date, weekday_name
from scheduler.services.view_partner import Lent, OpenHours, PartnerView, Use
from scheduler.web.presenters.board_words import format_name
from scheduler.web.presenters.families_words import span_name
from scheduler.web.presenters.small_numbers import shown_count


@dataclass(frozen=True, slots=True)
class UseLine:
    """A session in words; `families` is coarse, as for everyone but a family's liaison."""

    day: str
    hours: str
    event: str
    place: str
    families: str


@dataclass(frozen=True, slots=True)
class LentCard:
    """A place or a helper in words; `facts` are its kind and its limits."""

    name: str
    facts: tuple[str, ...]
    hours: tuple[str, ...]
    uses: tuple[UseLine, ...]


def partner_page(partner: PartnerView, language: str) -> dict[str, Any]:
    """What `partners/partner.html` is given."""
    return {
        "name": partner.name,
        "state": partner.state,
        "places": [_card(lent, _place_facts(lent), language) for lent in partner.places],
        "helpers": [_card(lent, _helper_facts(lent), language) for lent in partner.helpers],
    }


def _card(lent: Lent, facts: list[str], language: str) -> LentCard:
    uses = tuple(_use_line(use, language) for use in lent.uses)
    return LentCard(lent.name, tuple(facts), weekly_hours(lent.hours, language), uses)


def _use_line(use: Use, language: str) -> UseLine:
    return UseLine(
        day=format_date(use.start_local, language, year=False),
        hours=span_name(_minute(use.start_local), _minute(use.end_local), language),
        event=use.event,
        place=use.place,
        families=shown_count(use.families),
    )


def _minute(local: datetime) -> int:
    """Minutes after midnight."""
    return local.hour * 60 + local.minute


def _place_facts(lent: Lent) -> list[str]:
    facts = [format_name(lent.kind)]
    if lent.capacity is not None:
        facts.append(gettext("Up to %(number)s people", number=format_decimal(lent.capacity)))
    return facts


def _helper_facts(lent: Lent) -> list[str]:
    facts = [_helper_kind(lent.kind)]
    if lent.capacity is not None:
        facts.append(_helper_capacity(lent.kind, format_decimal(lent.capacity)))
    if lent.minutes_per_week is not None:
        hours = format_decimal(lent.minutes_per_week / 60)
        facts.append(gettext("Up to %(hours)s hours a week", hours=hours))
    return facts


def _helper_kind(kind: str) -> str:
    known = {
        "host": gettext("Host"),
        "interpreter": gettext("Interpreter"),
        "childcare": gettext("Childcare"),
        "transport": gettext("Bus"),
        "captions": gettext("Captions"),
    }
    return known.get(kind, kind)


def _helper_capacity(kind: str, number: str) -> str:
    if kind == "childcare":
        return gettext("Up to %(number)s children", number=number)
    return gettext("Up to %(number)s people", number=number)


def weekly_hours(hours: Sequence[OpenHours], language: str) -> tuple[str, ...]:
    """One line for each span of the day, with the days that have it: "Monday to Friday: 10 AM – 8 PM"."""
    by_span: dict[tuple[int, int], list[int]] = {}
    for row in hours:
        by_span.setdefault((row.start_minute, row.end_minute), []).append(row.day)
    return tuple(
        gettext("%(days)s: %(hours)s", days=_days(days, language), hours=span_name(*span, language))
        for span, days in by_span.items()
    )


def _days(days: Sequence[int], language: str) -> str:
    runs = groupby(enumerate(days), key=lambda pair: pair[1] - pair[0])
    return gettext(", ").join(_run([day for _, day in run], language) for _, run in runs)


def _run(days: Sequence[int], language: str) -> str:
    """Days in a row: "Monday", or "Monday to Friday"."""
    first, last = weekday_name(days[0], language), weekday_name(days[-1], language)
    return first if len(days) == 1 else gettext("%(first)s to %(last)s", first=first, last=last)
