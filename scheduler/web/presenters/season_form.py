"""The form that begins a season: what its fields hold at first, and what was typed into them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from scheduler.domain.zone_names import is_zone, zone_like
from scheduler.language.dates import format_date, weekday_name
from scheduler.services.begin_season import NewSeason
from scheduler.services.closed_days import ClosedDays
from scheduler.web.presenters.event_form import Box
from scheduler.web.presenters.school_form import schools_typed
from scheduler.web.presenters.typed_fields import (
    Errors,
    cents_typed,
    date_typed,
    line_typed,
    minute_typed,
)

LONGEST_NAME = 200
LONGEST_SEASON = timedelta(weeks=52)
ROWS_AT_FIRST, MORE_ROWS, MOST_ROWS = 3, 3, 60
USUAL_HOURS = {"earliest": "07:00", "latest": "21:30"}
ROW_PARTS = ("first", "last", "reason")
_ROW = re.compile(r"closed-(\d{1,2})-(?:first|last|reason)")


def usual_fields(timezone: str) -> MultiDict[str, str]:
    """What the form holds before anybody types: every day of the week, and the usual hours."""
    days = [("days", str(day)) for day in range(7)]
    return MultiDict([("timezone", timezone), *USUAL_HOURS.items(), *days])


def weekday_boxes(fields: MultiDict[str, str], language: str) -> list[Box]:
    """The days of the week, to tick."""
    ticked = fields.getlist("days")
    return [Box(str(day), weekday_name(day, language), str(day) in ticked) for day in range(7)]


def closed_rows(fields: Mapping[str, str]) -> list[str]:
    """The starts of the names of the rows for closed days: those that were sent, and more on demand."""
    sent = [int(found[1]) for name in fields if (found := _ROW.fullmatch(name))]
    rows = max([ROWS_AT_FIRST, *(number + 1 for number in sent)]) + (MORE_ROWS if "more" in fields else 0)
    return [f"closed-{number}" for number in range(min(rows, MOST_ROWS))]


def season_typed(
    fields: MultiDict[str, str], today: date, language: str, *, ask_schools: bool
) -> tuple[NewSeason | None, Errors]:
    """The season, or None and by field what is wrong."""
    errors: Errors = {}
    name = line_typed(fields, "name", LONGEST_NAME, errors)
    if not name:
        errors["name"] = gettext("Write a name.")
    first, last = _span(fields, today, errors)
    zone = line_typed(fields, "timezone", LONGEST_NAME, errors)
    if not is_zone(zone):
        errors["timezone"] = gettext("No time zone has this name. Try %(zone)s.", zone=zone_like(zone))
    weekdays = frozenset(day for day in range(7) if str(day) in fields.getlist("days"))
    if not weekdays:
        errors["days"] = gettext("Choose at least one day of the week.")
    opens, shuts = (
        minute_typed(fields, "earliest", errors),
        minute_typed(fields, "latest", errors, is_end=True),
    )
    if shuts <= opens and not {"earliest", "latest"} & errors.keys():
        errors["latest"] = gettext("The end must be later than the start.")
    new = NewSeason(
        name=name,
        first_date=first or today,
        last_date=last or today,
        timezone=zone,
        weekdays=weekdays,
        from_minute=opens,
        to_minute=shuts,
        closed=_closed(fields, (first, last), language, errors),
        budget_cents=cents_typed(fields, "budget", errors),
        schools=schools_typed(fields, errors) if ask_schools else (),
    )
    if not errors and not _has_an_open_day(new):
        errors["first"] = gettext("All days are closed. Leave at least one open.")
    return (None if errors else new), errors


def closed_typed(
    fields: Mapping[str, str], row: str, span: tuple[date | None, date | None], language: str, errors: Errors
) -> ClosedDays | None:
    """One row of closed days within the span, as far as that is known; without a last day a single one."""
    reason = line_typed(fields, f"{row}-reason", LONGEST_NAME, errors)
    first = date_typed(fields, f"{row}-first", errors)
    last = date_typed(fields, f"{row}-last", errors) if fields.get(f"{row}-last") else first
    if first is None or last is None:
        return None
    if last < first:
        errors[f"{row}-last"] = gettext("The end must be later than the start.")
    elif span[0] and span[1] and not span[0] <= first <= last <= span[1]:
        errors[f"{row}-first"] = gettext(
            "Choose a date from %(first)s to %(last)s.",
            first=format_date(span[0], language),
            last=format_date(span[1], language),
        )
    return ClosedDays(first, last, reason)


def _span(fields: Mapping[str, str], today: date, errors: Errors) -> tuple[date | None, date | None]:
    first, last = date_typed(fields, "first", errors), date_typed(fields, "last", errors)
    if first and first < today:
        errors["first"] = gettext("This day is over. Choose today or a later day.")
    if first and last and last < first:
        errors["last"] = gettext("The end must be later than the start.")
    elif first and last and last - first > LONGEST_SEASON:
        errors["last"] = gettext("A season lasts a year at most. Choose an earlier last day.")
    return first, last


def _closed(
    fields: Mapping[str, str], span: tuple[date | None, date | None], language: str, errors: Errors
) -> tuple[ClosedDays, ...]:
    typed = [row for row in closed_rows(fields) if any(fields.get(f"{row}-{part}") for part in ROW_PARTS)]
    found = [closed_typed(fields, row, span, language, errors) for row in typed]
    return tuple(row for row in found if row is not None)


def _has_an_open_day(new: NewSeason) -> bool:
    days = (new.first_date + timedelta(days=n) for n in range((new.last_date - new.first_date).days + 1))
    return any(
        day.weekday() in new.weekdays and not any(c.first <= day <= c.last for c in new.closed)
        for day in days
    )
