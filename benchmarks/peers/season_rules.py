"""The rules between sessions as linear rows. At each moment that a session starts, all that is busy counts.

Two rules are a little stricter than the format asks, as textbook rows tend to be: a provider keeps the travel
gap after every session, and an event that clashes with another holds one session at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from benchmarks.peers.season_model import Duty, SeasonModel
from benchmarks.peers.sites import Site
from scheduler.domain.family_sets import clashing_events
from scheduler.domain.timegrid import monday_of

NO_GAP = timedelta(0)


def add_rules(season: SeasonModel) -> None:
    """Numbers of sessions, places, clashes, providers' time and contracts."""
    _offer_often_enough(season)
    _limit_places(season)
    _keep_clashes_apart(season)
    by_provider: dict[str, list[Duty]] = defaultdict(list)
    for duty in (duty for duties in season.duties.values() for duty in duties):
        by_provider[duty.provider].append(duty)
    for name, duties in by_provider.items():
        _limit_provider(season, duties)
        _keep_contract(season, name, duties)


def _offer_often_enough(season: SeasonModel) -> None:
    for number, event in enumerate(season.instance.events):
        held = [(1, n) for site, n in season.held.items() if site.event == number]
        season.model.at_least(held, event.min_sessions)
        season.model.at_most(held, event.max_sessions)


def _limit_places(season: SeasonModel) -> None:
    by_place: dict[str, list[tuple[Site, int]]] = defaultdict(list)
    for site, held in season.held.items():
        by_place[site.place].append((site, held))
    for place, uses in by_place.items():
        _limit_at_once(season, uses, season.sites.openings.places[place].parallel, NO_GAP)


def _keep_clashes_apart(season: SeasonModel) -> None:
    numbers = {event.id: n for n, event in enumerate(season.instance.events)}
    pairs = {frozenset(numbers[name] for name in pair) for pair in clashing_events(season.instance)}
    for clique in _cliques(pairs):
        uses = [(site, held) for site, held in season.held.items() if site.event in clique]
        _limit_at_once(season, uses, 1, NO_GAP)


def _limit_provider(season: SeasonModel, duties: Sequence[Duty]) -> None:
    uses = [(duty.site, duty.variable) for duty in duties]
    _limit_at_once(season, uses, 1, timedelta(minutes=season.instance.travel_minutes))


def _keep_contract(season: SeasonModel, name: str, duties: Sequence[Duty]) -> None:
    provider = season.sites.openings.providers[name]
    by_day: dict[date, list[Duty]] = defaultdict(list)
    by_week: dict[date, list[Duty]] = defaultdict(list)
    for duty in duties:
        day = duty.site.start.date()
        by_day[day].append(duty)
        by_week[monday_of(day)].append(duty)
    for most, spans in (
        (provider.minutes_per_day, by_day.values()),
        (provider.minutes_per_week, by_week.values()),
        (provider.minutes_per_season, [duties]),
    ):
        if most is None:
            continue
        for span in spans:
            events = [season.instance.events[duty.site.event] for duty in span]
            minutes = [event.minutes + provider.extra_minutes for event in events]
            season.model.at_most([(m, d.variable) for m, d in zip(minutes, span, strict=True)], most)


def _limit_at_once(season: SeasonModel, uses: Sequence[tuple[Site, int]], most: int, gap: timedelta) -> None:
    by_day: dict[date, list[tuple[Site, int]]] = defaultdict(list)
    for site, variable in uses:
        by_day[site.start.date()].append((site, variable))
    for today in by_day.values():
        seen: set[frozenset[int]] = set()
        for moment in sorted({site.start for site, _ in today}):
            busy = frozenset(n for site, n in today if site.start <= moment < site.end + gap)
            if len(busy) > most and not any(busy <= other for other in seen):
                seen.add(busy)
                season.model.at_most([(1, n) for n in sorted(busy)], most)


def _cliques(pairs: Iterable[frozenset[int]]) -> list[set[int]]:
    """Sets of events that all clash with each other and cover every pair."""
    left = set(pairs)
    every = frozenset(left)
    cliques = []
    while left:
        clique = set(min(left, key=sorted))
        for other in sorted({n for pair in every for n in pair} - clique):
            if all(frozenset({other, one}) in every for one in clique):
                clique.add(other)
        left = {pair for pair in left if not pair <= clique}
        cliques.append(clique)
    return cliques
