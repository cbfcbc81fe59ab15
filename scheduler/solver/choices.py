"""What one event can choose from: its valid sites, and the crew that each site could have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import compress

import numpy as np

from scheduler.domain.instance import Event, Provider
from scheduler.domain.plan import Session
from scheduler.evaluation import Season
from scheduler.evaluation.households import Bools, Words
from scheduler.evaluation.openings import IN_ROOM, Openings
from scheduler.solver.crew import HOST, CrewOffers, Role, Staffed, named_crews
from scheduler.solver.matching import assign

Site = tuple[datetime, str]
"""A start and a place."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What the invited families ask of a crew."""

    languages: frozenset[str]
    kinds: frozenset[str]
    childcare: bool
    zones: frozenset[str | None]

    @classmethod
    def of_event(cls, season: Season, number: int) -> Demand:
        kinds = season.attendance[number].invited.adult_kinds
        stuck = np.bincount(kinds.zone[~kinds.travels], minlength=len(kinds.zones)) > 0
        return cls(
            _used(kinds.languages, kinds.interpreter),
            _used(kinds.support_words, kinds.supports),
            bool((kinds.children > 0).any()),
            frozenset(compress(kinds.zones, stuck)),
        )

    def roles(self, event: Event, providers: Iterable[Provider]) -> Iterator[Role]:
        """The roles beside the hosts that can change who takes part, each once."""
        found: dict[Role, None] = {}
        for provider in providers:
            if provider.kind == "interpreter":
                for language in provider.languages:
                    if "interpreter" in self.kinds or language in self.languages - event.languages:
                        found[Role("interpreter", language)] = None
            elif provider.kind == "childcare" and (self.childcare or "childcare" in self.kinds):
                found[Role("childcare", capacity=provider.capacity)] = None
            elif provider.kind == "transport" and (provider.zone in self.zones or "transport" in self.kinds):
                found[Role("transport", capacity=provider.capacity, zone=provider.zone)] = None
            elif provider.kind in self.kinds - {"interpreter", "childcare", "transport"}:
                found[Role(provider.kind)] = None
        return iter(found)


def _used(words: Words, wanted: Bools) -> frozenset[str]:
    """The words that some kind of adult wants: wanted (kinds, words)."""
    return frozenset(str(word) for word, column in zip(words, wanted.T, strict=True) if column.any())


class EventChoices:
    """The sites of one event, its roles, and who could play them where.

    `sites` holds every valid (start, place) with enough hosts; `fixed` the sites that every plan
    must have; `possible` is False where a fixed session cannot be held at all.
    """

    def __init__(self, season: Season, openings: Openings, number: int) -> None:
        instance = season.instance
        self.number = number
        self.event: Event = instance.events[number]
        self.offers = CrewOffers(instance, self.event)
        self._openings = openings
        self._players_of: dict[Role, tuple[str, ...]] = {}
        self._players_at: dict[tuple[Role, datetime, str], tuple[str, ...]] = {}
        self._named: dict[Site, tuple[str, ...]] = {}
        for pin in instance.fixed:
            if pin.event == self.event.id:
                site = (pin.start, pin.place)
                self._named[site] = (*self._named.get(site, ()), *pin.providers)
        self._demand = Demand.of_event(season, number)
        self.roles = tuple(self._demand.roles(self.event, openings.providers.values()))
        self._shared = self._roles_that_share()
        self._tabulate()

    def _roles_that_share(self) -> frozenset[Role]:
        """Roles with a provider who plays another one too."""
        shared: set[Role] = set()
        roles_of: dict[str, list[Role]] = defaultdict(list)
        for role, names in self.players_of_roles():
            for name in names:
                roles_of[name].append(role)
        for roles in roles_of.values():
            shared.update(roles if len(roles) > 1 else ())
        return frozenset(shared)

    @property
    def fixed(self) -> tuple[Site, ...]:
        return tuple(self._named)

    def _tabulate(self) -> None:
        """Fill `sites` and, for each, how many could play every role."""
        openings = list(self._openings.of_event(self.event))
        starts = sorted({start for start, _ in openings})
        self._start_number = {start: n for n, start in enumerate(starts)}
        places = self._openings.places
        providers = list(self._openings.providers.values())
        free = self._openings.free(self.event, starts)
        serves = np.array(
            [[self._openings.fits_format(p.id, place) for place in places] for p in providers], dtype=bool
        ).reshape(len(providers), len(places))
        place_number = {place: n for n, place in enumerate(places)}
        at_start = np.array([self._start_number[start] for start, _ in openings], dtype=np.intp)
        at_place = np.array([place_number[place] for _, place in openings], dtype=np.intp)
        ready = free[:, at_start] & serves[:, at_place]
        plays = np.array(
            [[role.played_by(p, self.event) for p in providers] for role in (HOST, *self.roles)], dtype=bool
        ).reshape(1 + len(self.roles), len(providers))
        number = plays.astype(np.int32) @ ready.astype(np.int32)
        wanted = {site for site, names in self._named.items() if self._may_hold(site, names, set(openings))}
        self.possible = len(wanted) == len(self._named) <= self.event.max_sessions
        kept = [
            n for n, site in enumerate(openings) if number[0, n] >= self.event.hosts_needed or site in wanted
        ]
        self.sites: list[Site] = [openings[n] for n in kept]
        self.row = {site: n for n, site in enumerate(self.sites)}
        self.players = number[1:, kept]
        """How many providers could play each role at each site, shape (roles, sites)."""

    def _may_hold(self, site: Site, names: tuple[str, ...], openings: set[Site]) -> bool:
        if site not in openings or not all(self._openings.serves(p, self.event, *site) for p in names):
            return False
        hosts = set(self.event.hosts)
        ready = sum(self._openings.serves(h, self.event, *site) for h in hosts)
        return ready >= self.event.hosts_needed

    def bare(self, site: Site) -> list[Staffed]:
        """The site with hosts and fixed providers alone, once for each way these can interpret."""
        names = self._named.get(site, ())
        hosts = max(0, self.event.hosts_needed - sum(name in self.event.hosts for name in set(names)))
        return [
            Staffed(*site, named=way).with_role(HOST, hosts)
            for way in named_crews(names, self._openings.providers)
        ]

    def staffed(self, session: Session) -> Staffed | None:
        """A plan's session with its crew in roles; None where it cannot be held any more."""
        site = (session.start, session.place)
        if site not in self.row:
            return None
        held = next((bare for bare in self.bare(site) if _interprets_alike(bare, session)), None)
        for name in session.providers:
            if held is not None and name not in dict(held.named):
                role = self._role_of(name, session.interprets.get(name))
                held = held if role is None else held.with_role(role, held.number(role) + 1)
        return held

    def _role_of(self, name: str, language: str | None) -> Role | None:
        """The role, beside the hosts, that a provider plays; an interpreter of one language needs no word."""
        provider = self._openings.providers.get(name)
        if provider is None:
            return None
        spoken = language or next(iter(provider.languages), None)
        return next(
            (r for r in self.roles if r.played_by(provider, self.event) and r.language in (None, spoken)),
            None,
        )

    def counts(self, session: Staffed) -> Iterator[tuple[Role, tuple[int, ...]]]:
        """The roles that could help this bare session, each with the numbers worth choosing from."""
        site = (session.start, session.place)
        in_room = self._openings.places[session.place].format in IN_ROOM
        taken = {name for name, _ in session.named}
        for n, role in enumerate(self.roles):
            if (
                role.kind in ("transport", "childcare")
                and not in_room
                and role.kind not in self._demand.kinds
            ):
                continue
            busy = sum(role.played_by(self._openings.providers[name], self.event) for name in taken)
            most = int(self.players[n, self.row[site]]) - busy
            if role.language is not None:
                wanted = self._interpreter_counts(session, role.language, most)
            elif role.kind in ("childcare", "transport"):
                wanted = tuple(range(1, most + 1))
            else:
                wanted = (1,) if most > 0 else ()
            if wanted:
                yield role, wanted

    def _interpreter_counts(self, session: Staffed, language: str, most: int) -> tuple[int, ...]:
        missing = self.offers.needed(language) - sum(own == language for _, own in session.named)
        counts = {missing, 1} if "interpreter" in self._demand.kinds else {missing}
        return tuple(sorted(n for n in counts if 0 < n <= most))

    def players_at(self, role: Role, session: Staffed) -> list[str]:
        """Ids of the providers who could play the role there, those already named left out."""
        key = role, session.start, session.place
        if key not in self._players_at:
            serves = self._openings.serves
            self._players_at[key] = tuple(
                name
                for name in self.players_of(role)
                if serves(name, self.event, session.start, session.place)
            )
        taken = {name for name, _ in session.named}
        return [name for name in self._players_at[key] if name not in taken]

    def players_of(self, role: Role) -> tuple[str, ...]:
        """Ids of all who could ever play a role."""
        if role not in self._players_of:
            everyone = self._openings.providers.values()
            self._players_of[role] = tuple(p.id for p in everyone if role.played_by(p, self.event))
        return self._players_of[role]

    def players_of_roles(self) -> Iterator[tuple[Role, list[str]]]:
        """Every role, hosts first, with the ids of those who could ever play it."""
        for role in (HOST, *self.roles):
            yield role, list(self.players_of(role))

    def has_crew(self, session: Staffed) -> bool:
        """Whether the session's roles that share players can be cast at all, everybody else being free."""
        shared = [(n, self.players_at(role, session)) for role, n in session.crew if role in self._shared]
        return not shared or assign(shared) is not None


def _interprets_alike(bare: Staffed, session: Session) -> bool:
    return all(session.interprets.get(name, language) == language for name, language in bare.named)
