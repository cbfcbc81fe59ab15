"""When one series is: as its rule says, without what was taken out, and with what was moved.

`recurring_ical_events` reads it the same way from the same `dateutil`, but from its beginning and a hundred
times slower: a calendar holds hundreds of series, most of which began years ago.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import UTC, datetime

from scheduler.calendars.ics_mending import Entry
from scheduler.calendars.moments import Moment
from scheduler.calendars.rule_starts import rule_starts
from scheduler.calendars.spans import Span

Times = tuple[datetime, datetime]
_OF_SEVERAL = ("RDATE", "EXRULE")


class NotPlainError(Exception):
    """It has several rules, lists of dates or periods, repetitions that were moved together, or a zone of
    which only its exceptions know.
    """


def plain_series(series: Sequence[Entry], near: Span) -> Iterator[tuple[Entry, list[Times]]]:
    """The entries with their repetitions that may touch `near`, each from when to when.

    Raises:
        NotPlainError: for what is no series of one rule.
        ValueError: for a rule that is none.
    """
    master, moved = _plain(series)
    gone = {at for moment in master.exceptions for at in _ids(moment)}
    replaced = _newest(moved)
    start, end = master.once()
    length = end - start
    begins = rule_starts(master.event.first("RRULE"), master.start, near, abs(length))
    left = (at.replace(tzinfo=start.tzinfo) for at in _left(begins, master, gone | replaced.keys()))
    yield master, [(at, at + length) for at in left]
    for entry in {id(entry): entry for entry in replaced.values()}.values():
        if gone.isdisjoint(_ids(entry.replaces or entry.start)):
            yield entry, [entry.once()]


def _left(begins: Iterable[datetime], master: Entry, taken: Set[datetime]) -> Iterator[datetime]:
    """What was neither taken out nor moved."""
    days = {moment.at.date() for moment in master.exceptions if moment.whole_day}
    if not taken and not days:
        yield from begins
        return
    for at in begins:
        moment = Moment(at, master.start.whole_day, master.start.zone)
        if at.date() not in days and taken.isdisjoint(_ids(moment)):
            yield at


def _plain(series: Sequence[Entry]) -> tuple[Entry, list[Entry]]:
    """What repeats, and what was moved out of it."""
    masters = [entry for entry in series if entry.replaces is None]
    moved = [entry for entry in series if entry.replaces is not None]
    rules = [len(entry.event.properties.get("RRULE", ())) for entry in (*masters, *moved)]
    special = any(name in entry.event.properties for entry in series for name in _OF_SEVERAL)
    if len(masters) != 1 or rules[0] > 1 or any(rules[1:]) or special or any(e.with_later for e in moved):
        raise NotPlainError
    start = masters[0].start
    if start.zone is None and not start.whole_day and any(moment.zone for moment in masters[0].exceptions):
        raise NotPlainError
    return masters[0], moved


def _newest(moved: Sequence[Entry]) -> dict[datetime, Entry]:
    """The newest version of what was moved, by each way to name the repetition that it replaces."""
    newest: dict[datetime, Entry] = {}
    for entry in moved:
        for at in _ids(entry.replaces or entry.start):
            newest[at] = max(newest.get(at, entry), entry, key=lambda version: version.sequence)
    return newest


def _ids(moment: Moment) -> set[datetime]:
    """Programs name a repetition by its clock time or in UTC, whatever its zone."""
    if moment.zone is None:
        return {moment.at}
    return {moment.at, moment.instant().astimezone(UTC).replace(tzinfo=None)}
