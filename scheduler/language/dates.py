"""Dates and times as a language writes them. Values are wall-clock times; nothing is converted."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from babel import dates as babel_dates

from scheduler.language.locales import DatePatterns, fallback_chain
from scheduler.language.words import Words


def format_date(value: date, language: str, *, year: bool = True) -> str:
    """A day with its weekday: "Thursday, September 3, 2026", or without the year."""
    babel, patterns, words = _way_of_writing(language)
    pattern = patterns.date if year else patterns.day
    return babel_dates.format_date(value, _with_own_words(pattern, value, words), locale=babel)


def weekday_name(day: int, language: str) -> str:
    """The name of a weekday (0 = Monday) as it stands alone: "Monday"."""
    babel, _, words = _way_of_writing(language)
    if words:
        return words.weekdays[day]
    # Babel keeps names of the "stand-alone" context where every later language finds them (its issue 1234)
    return str(babel_dates.get_day_names("wide", context="format", locale=babel)[day])


def format_time(value: time | datetime, language: str) -> str:
    """A time of day to the minute: "6:05 PM"."""
    babel, patterns, _ = _way_of_writing(language)
    return babel_dates.format_time(value.replace(tzinfo=None), patterns.time, locale=babel)


def format_datetime(value: datetime, language: str, *, year: bool = True) -> str:
    """A day and a time, joined as the language joins them."""
    return _joined(format_date(value, language, year=year), format_time(value, language), language)


def format_span(start: datetime, end: datetime, language: str, *, year: bool = True) -> str:
    """From `start` to `end`; the day is written once when both are on it."""
    if start.date() != end.date():
        first, last = (format_datetime(each, language, year=year) for each in (start, end))
        return f"{first} – {last}"
    times = f"{format_time(start, language)} – {format_time(end, language)}"
    return _joined(format_date(start, language, year=year), times, language)


def format_ago(passed: timedelta, language: str) -> str:
    """How long ago something was, roughly: "9 hours ago"."""
    babel, _, _ = _way_of_writing(language)
    return babel_dates.format_timedelta(-passed, add_direction=True, locale=babel)


def _way_of_writing(language: str) -> tuple[str, DatePatterns, Words | None]:
    for row in fallback_chain(language):
        if row.babel and row.patterns:
            return row.babel, row.patterns, row.words
    raise LookupError(f"no fallback of {language!r} has date patterns")


def _with_own_words(pattern: str, value: date, words: Words | None) -> str:
    """The pattern with the names of weekday and month quoted into it, where Babel's are wrong."""
    if words:
        pattern = pattern.replace("EEEE", _quoted(words.weekdays[value.weekday()]))
        pattern = pattern.replace("MMMM", _quoted(words.months[value.month - 1]))
    return pattern


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def _joined(day: str, times: str, language: str) -> str:
    babel, _, _ = _way_of_writing(language)
    joiner = str(babel_dates.get_datetime_format("medium", locale=babel))
    return joiner.replace("{1}", day).replace("{0}", times)
