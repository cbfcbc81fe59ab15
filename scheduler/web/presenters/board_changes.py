"""What a release would change, in words."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_decimal, gettext

from scheduler.language.dates import format_datetime
from scheduler.services.view_changes import ChangesView, SessionLine
from scheduler.web.presenters.board_words import set_name
from scheduler.web.presenters.small_numbers import rounded_rate, shown_difference


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One session, and what happens to it."""

    event: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangePart:
    """All changes of one kind."""

    kind: str
    title: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class RateLine:
    """One set of families in whole percents; `way` is "up", "down" or "" by what is shown."""

    name: str
    before: str
    after: str
    difference: str
    way: str


def rate_lines(changes: ChangesView) -> list[RateLine]:
    """Whose inclusion changes, the greatest loss first; sets of fewer than 10 families are left out."""
    found = []
    for each in changes.rates:
        before, after = rounded_rate(*each.before), rounded_rate(*each.after)
        if before is None or after is None:
            continue
        more = after.percent - before.percent
        way = "up" if more > 0 else "down" if more < 0 else ""
        line = RateLine(
            set_name(each), before.text, after.text, shown_difference(more) or gettext("none to see"), way
        )
        found.append((more, line))
    return [line for _, line in sorted(found, key=lambda pair: pair[0])]


def change_parts(changes: ChangesView, language: str) -> list[ChangePart]:
    """Added, moved and cancelled sessions; kinds without any are left out."""

    def when_where(line: SessionLine) -> str:
        when = format_datetime(line.start_local, language, year=False)
        return gettext("%(when)s, %(place)s", when=when, place=line.place)

    moved = tuple(
        ChangeLine(
            new.event,
            gettext("from %(before)s to %(after)s", before=when_where(old), after=when_where(new)),
        )
        for old, new in changes.moved
    )
    added = tuple(ChangeLine(line.event, when_where(line)) for line in changes.added)
    cancelled = tuple(ChangeLine(line.event, when_where(line)) for line in changes.cancelled)
    parts = [
        ChangePart("moved", gettext("Moved"), moved),
        ChangePart("cancelled", gettext("Cancelled"), cancelled),
        ChangePart("added", gettext("Added"), added),
    ]
    return [part for part in parts if part.lines]


def change_summary(changes: ChangesView) -> str:
    """The changes in one sentence."""
    if changes.since is None:
        return gettext("This is the first release of the season.")
    return gettext(
        "Since release %(number)s: %(added)s added, %(moved)s moved, %(cancelled)s cancelled, %(kept)s kept.",
        number=format_decimal(changes.since),
        added=format_decimal(len(changes.added)),
        moved=format_decimal(len(changes.moved)),
        cancelled=format_decimal(len(changes.cancelled)),
        kept=format_decimal(changes.kept),
    )
