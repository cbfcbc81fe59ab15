"""Where and when each event could be held, and a short list of the most promising."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from benchmarks.peers.families import Families, Floats
from benchmarks.peers.ways import Way, Ways
from scheduler.evaluation import Season
from scheduler.evaluation.openings import Openings


@dataclass(frozen=True, slots=True, order=True)
class Site:
    """A start and a place of one event (its number in the instance)."""

    event: int
    start: datetime
    end: datetime
    place: str


class Sites:
    """The sites of a season whose event finds enough hosts, and what they could be worth."""

    def __init__(self, season: Season, openings: Openings) -> None:
        self.season = season
        self.openings = openings
        self.families = Families(season.instance)
        self._weight = sum(family.weight for family in season.instance.families)
        self._ways = Ways(season.instance, self.families)
        self._into: dict[tuple[int, str], list[Way]] = {}

    def ways(self, event: int, place: str) -> list[Way]:
        key = event, place
        if key not in self._into:
            self._into[key] = self._ways.into(event, self.openings.places[place])
        return self._into[key]

    def worth_of_way(self, site: Site, way: Way) -> Floats:
        """What the way is worth to each invited kind of family at the site, shape (K,)."""
        free = self.families.worth(site.event, site.start)
        worth = np.zeros(len(free))
        worth[way.adults] = free[way.adults]
        return self.families.of_event(site.event).best(worth)

    def of_event(self, event: int) -> list[Site]:
        """Every site for which enough hosts are free."""
        known = self.season.instance.events[event]
        length = timedelta(minutes=known.minutes)
        return [
            Site(event, start, start + length, place)
            for start, place in self.openings.of_event(known)
            if sum(self.openings.serves(h, known, start, place) for h in known.hosts) >= known.hosts_needed
        ]

    def best(self, event: int, most: int) -> list[Site]:
        """Up to `most` sites: half the most promising, half the best of each day in turn, in this order."""
        sites = self.of_event(event)
        promise = dict(zip(sites, self._promise(event, sites), strict=True))
        ranked = sorted(sites, key=lambda site: (-promise[site], site))
        nth: Counter[object] = Counter()
        rank = {}
        for site in ranked:
            rank[site] = nth[site.start.date()]
            nth[site.start.date()] += 1
        by_day = sorted(ranked, key=lambda site: rank[site])
        chosen = dict.fromkeys(ranked[: most // 2])
        for site in by_day:
            if len(chosen) >= most:
                break
            chosen[site] = None
        return list(chosen)

    def _promise(self, event: int, sites: list[Site]) -> list[float]:
        """The merit of those who could come with every support there, less those whom the room turns away."""
        invited, known = self.families.of_event(event), self.season.instance.events[event]
        load = invited.everyone * known.turnout * invited.size
        merit = self._merit(event)
        able = {}
        for place in known.places:
            able[place] = np.zeros(len(invited.likeness), dtype=bool)
            for way in self.ways(event, place):
                able[place][way.adults] = True
        found = []
        for site in sites:
            reached = invited.best(self.families.worth(event, site.start) * able[site.place])
            people = float(load[reached > 0].sum())
            holds = self._holds(site.place)
            share = 1.0 if holds is None or people <= holds else holds / people
            found.append(share * float(reached @ merit))
        return found

    def _merit(self, event: int) -> Floats:
        """What including a kind of family is worth when all groups count alike, whatever their size, (K,)."""
        invited, taking_part = self.families.of_event(event), self.season.taking_part
        asked = self.season.invited[taking_part]
        of_groups = (invited.weight[:, taking_part] / np.where(asked > 0, asked, np.inf)).sum(axis=1)
        return np.asarray(of_groups + invited.everyone / max(self._weight, 1e-9))

    def _holds(self, place_id: str) -> int | None:
        """How many people the place takes; in a hybrid one, who finds no room can still call in."""
        place = self.openings.places[place_id]
        if place.format == "hybrid":
            return None
        return place.capacity if place.format == "in_person" else place.online_capacity
