"""The sessions of a plan by week and day, as the calendar and the tables show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask_babel import format_decimal

from scheduler.domain.shown_counts import FEWEST_SHOWN
from scheduler.language.dates import format_date, format_time
from scheduler.services.board_views import ClosureView, PlanView, RateView, SeasonView, SessionView
from scheduler.web.presenters.board_inclusion import in_order
from scheduler.web.presenters.board_words import feature_name, format_name, set_name, support_name
from scheduler.web.presenters.small_numbers import shown_count

CROWDED, FULL = 5, 18
"""A week of more sessions is another table on paper; of still more, one in small letters."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A support in words; `icon` names the small picture that stands before them."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session in words. `reach` pairs a set's name with how many of its families can come.

    `few` names the sets of which fewer than 10 can; `counts` says both in short, for each set in order.
    """

    id: int
    event: str
    day: str
    starts: str
    ends: str
    place: str
    format: Badge
    supports: tuple[Badge, ...]
    reach: tuple[tuple[str, str], ...]
    few: tuple[str, ...]
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar; `closed` gives the reasons why nothing can lie on some of it."""

    date: str
    number: str
    name: str
    closed: tuple[str, ...]
    sessions: tuple[SessionCard, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A week from its Monday; `number` counts from 1."""

    number: str
    days: tuple[Day, ...]

    @property
    def sessions(self) -> tuple[SessionCard, ...]:
        return tuple(session for day in self.days for session in day.sessions)

    @property
    def crowded(self) -> bool:
        return len(self.sessions) > CROWDED

    @property
    def full(self) -> bool:
        return len(self.sessions) > FULL


def weeks(season: SeasonView, plan: PlanView | None, language: str) -> list[Week]:
    """All weeks of a season, with the sessions of a plan in them."""
    shown = [] if plan is None else [r for r in in_order(plan.rates) if r.families >= FEWEST_SHOWN]
    sessions = () if plan is None else plan.sessions
    mondays = [season.starts_on + timedelta(weeks=k) for k in range(season.weeks)]
    return [
        Week(
            format_decimal(number),
            tuple(
                _day(monday + timedelta(days=k), season.closures, sessions, shown, language) for k in range(7)
            ),
        )
        for number, monday in enumerate(mondays, start=1)
    ]


def _day(
    day: date,
    closures: Sequence[ClosureView],
    sessions: Sequence[SessionView],
    sets: Sequence[RateView],
    language: str,
) -> Day:
    midnight = datetime.combine(day, time())
    tomorrow = midnight + timedelta(days=1)
    return Day(
        date=day.isoformat(),
        number=format_decimal(day.day),
        name=format_date(day, language, year=False),
        closed=tuple(c.reason for c in closures if c.start_local < tomorrow and c.end_local > midnight),
        sessions=tuple(_card(s, sets, language) for s in sessions if s.start_local.date() == day),
    )


def _card(session: SessionView, sets: Sequence[RateView], language: str) -> SessionCard:
    few = [s for s in sets if session.reach.get(s.set_key, 0) < FEWEST_SHOWN]
    return SessionCard(
        id=session.id,
        event=session.event,
        day=format_date(session.start_local, language, year=False),
        starts=format_time(session.start_local, language),
        ends=format_time(session.end_local, language),
        place=session.place,
        format=Badge(session.format, format_name(session.format)),
        supports=_badges(session, language),
        reach=tuple((set_name(s), shown_count(session.reach[s.set_key])) for s in sets if s not in few),
        few=tuple(set_name(s) for s in few),
        counts=tuple(
            f"<{format_decimal(FEWEST_SHOWN)}" if s in few else shown_count(session.reach[s.set_key])
            for s in sets
        ),
    )


def _badges(session: SessionView, language: str) -> tuple[Badge, ...]:
    """Each support once: two childcare providers are one line."""
    supports = [Badge(s.kind, support_name(s, language)) for s in session.supports]
    features = [Badge(feature, feature_name(feature)) for feature in session.features]
    return tuple(dict.fromkeys(supports + features))
