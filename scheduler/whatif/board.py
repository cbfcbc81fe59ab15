"""A plan laid out so that any change to one event is valued at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from scheduler.domain.family_sets import invites
from scheduler.domain.faults import Fault
from scheduler.domain.held_session import HeldSession
from scheduler.domain.instance import Event, Family, Instance
from scheduler.domain.measure import Measure
from scheduler.domain.pairs import Alike, PairRate, pair_rates
from scheduler.domain.plan import Session
from scheduler.whatif.audience import InvitedFamilies
from scheduler.whatif.changes import Change
from scheduler.whatif.clashes import Clashes
from scheduler.whatif.effect import Effect, shifts_of
from scheduler.whatif.forecast import forecast, spread_of, worth_by_signature
from scheduler.whatif.frame import Frame, session_cost
from scheduler.whatif.households import Floats, Households, gather, invited_by
from scheduler.whatif.kinds import Bools
from scheduler.whatif.rules import Rules
from scheduler.whatif.set_rates import FamilySets, count, count_all
from scheduler.whatif.sites import Sites
from scheduler.whatif.standing import Standing


class Board:
    """An instance and the sessions of a plan, as compact arrays; the families themselves are not kept.

    A board belongs to one thread: `answer` changes it in place.
    """

    def __init__(
        self,
        frame: Frame,
        sessions: Sequence[Session],
        households: Households,
        standings: Sequence[Standing],
        clashes: Clashes,
    ) -> None:
        self.frame = frame
        self.sessions = tuple(sessions)
        self.households = households
        self.standings = list(standings)
        self.clashes = clashes
        self._rules = Rules(frame)
        self._held, self._unknown = frame.split(self.sessions)
        self._rules.remember(self._held)
        self._invited: dict[int, InvitedFamilies] = {}
        self._sites: dict[int, Sites] = {}
        self._asked = np.zeros(len(households))
        """The weight of the events that invite each family, shape (F,)."""
        for standing in self.standings:
            self._asked[standing.families] += standing.event.weight
        self._counts = count_all(households, self._asked)
        self._by_event: Floats = np.zeros((len(self.standings), len(households.signatures)))
        """Sums of weight * inclusion by event and signature, shape (events, G)."""
        self._settle(range(len(self.standings)))

    @classmethod
    def of(cls, instance: Instance, sessions: Sequence[Session]) -> Board:
        """Lay out a plan; this is the only step that reads the families."""
        frame = Frame(instance)
        households = gather(instance)
        known, _ = frame.split(sessions)
        invited = [invited_by(event, instance.families) for event in instance.events]
        standings = []
        for event, families in zip(instance.events, invited, strict=True):
            people = InvitedFamilies.of(households, families)
            found = forecast(event, people, _of_event(known, event), instance.maybe_value)
            sums = worth_by_signature(found, people, len(households.signatures))
            standings.append(Standing(event, families, found, sums))
        return cls(frame, sessions, households, standings, Clashes.of(invited, households.weight))

    @cached_property
    def measure(self) -> Measure:
        """What the plan is worth now."""
        return self._measure(self._got, self._held, self._family_cost)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """The rules that the plan breaks now."""
        return self._judge(self._held, self._unknown, self.measure)

    def sessions_after(self, change: Change) -> list[Session]:
        """The plan's sessions with the change made: those of other events, then those of the changed one."""
        return [s for s in self.sessions if s.event != change.event] + change.applied(
            [s for s in self.sessions if s.event == change.event]
        )

    def what_if(self, change: Change) -> Effect:
        """What the change would do, equal to measuring and checking the whole changed plan.

        Raises LookupError where the change names an event or a session that is not there.
        """
        number = self.frame.event_number[change.event]
        event, standing = self.frame.instance.events[number], self.standings[number]
        mine, unknown = self.frame.split(change.applied([s for s in self.sessions if s.event == event.id]))
        held = [session for session in self._held if session.event is not event] + mine
        unknown += [fault for fault in self._unknown if fault.ids[0] != event.id]
        invited = self.invited(number)
        found = forecast(event, invited, mine, self.frame.instance.maybe_value)
        included = found.inclusion()
        sums = np.bincount(
            invited.signature, invited.weight * included, minlength=len(self.households.signatures)
        )
        gained = sums - self._by_event[number]
        family_cost = self._family_cost + event.cost_per_family * event.turnout * gained.sum()
        after = self._measure(self._got + event.weight * gained, held, family_cost)
        broken = self._judge(held, unknown, after)
        known = {_named(fault) for fault in self.faults}
        return Effect(
            before=self.measure,
            after=after,
            shifts=shifts_of(self.sets, invited, standing.forecast.inclusion(), included),
            broken=broken,
            newly_broken=tuple(fault for fault in broken if _named(fault) not in known),
        )

    def after(self, change: Change) -> Board:
        """The board with the change made; it shares what did not change, so neither may be given an answer.

        Raises LookupError like `what_if`.
        """
        number = self.frame.event_number[change.event]
        event, standing = self.frame.instance.events[number], self.standings[number]
        mine, _ = self.frame.split(change.applied([s for s in self.sessions if s.event == event.id]))
        invited = self.invited(number)
        found = forecast(event, invited, mine, self.frame.instance.maybe_value)
        sums = worth_by_signature(found, invited, len(self.households.signatures))
        standings = list(self.standings)
        standings[number] = Standing(event, standing.families, found, sums)
        return Board(self.frame, self.sessions_after(change), self.households, standings, self.clashes)

    def reach(self, session: Session) -> dict[str, float]:
        """By set, the weight of the families who have a way into one session, crowding left out.

        Raises KeyError for a session with an id that the instance does not have.
        """
        held, number = self.frame.hold(session), self.frame.event_number[session.event]
        invited = self.invited(number)
        levels = invited.levels(held, invited.ways(held), self.frame.instance.maybe_value)
        can_come = np.flatnonzero(np.any(levels, axis=0))
        weight = np.bincount(
            invited.signature[can_come], invited.weight[can_come], minlength=len(self.sets.member)
        )
        return dict(zip(self.sets.names, (weight @ self.sets.member).tolist(), strict=True))

    def answer(self, family: Family) -> None:
        """What a family (known by its id) says now counts, with all that follows for crowding, sets and
        clashes.

        Raises KeyError for a family that the board does not have.
        """
        households, events = self.households, self.frame.instance.events
        number = households.find(family.id)
        signature, weight = int(households.signature_of[number]), float(households.weight[number])
        places = [standing.place_of(number) for standing in self.standings]
        for standing, place in zip(self.standings, places, strict=True):
            if place is not None:
                standing.take_out(place, signature, weight)
        was = np.array([place is not None for place in places], dtype=bool)
        sets = family.groups, family.audiences
        now: Bools = np.array([invites(event, sets) for event in events], dtype=bool)
        self.clashes.add(was, -weight)
        self.clashes.add(now, family.weight)
        households.replace(number, family, [group.id for group in self.frame.instance.groups])
        self._asked[number] = sum(event.weight for event, invited in zip(events, now, strict=True) if invited)
        self._count_signatures({signature, int(households.signature_of[number])})
        touched = [int(which) for which in np.flatnonzero(was | now)]
        for which in touched:
            self._invited.pop(which, None)
            place = places[which]
            if place is not None and not now[which]:
                self.standings[which].forget(place)
        self._count_again(number, now)
        self._settle(touched)

    def invited(self, number: int) -> InvitedFamilies:
        """The families whom an event invites."""
        if number not in self._invited:
            self._invited[number] = InvitedFamilies.of(self.households, self.standings[number].families)
        return self._invited[number]

    def held(self, event: Event | None = None) -> list[HeldSession]:
        """The sessions as they stand, of one event or of all."""
        return list(self._held) if event is None else _of_event(self._held, event)

    def sites(self, number: int) -> Sites:
        """Where and when an event may be held by the rules of one session."""
        if number not in self._sites:
            self._sites[number] = Sites.of(self.frame, self.frame.instance.events[number])
        return self._sites[number]

    def pairs(self, fewest: int) -> list[PairRate]:
        """Two barriers at once, as far as at least `fewest` families meet both."""
        groups = self.frame.instance.groups
        alike = (
            Alike(frozenset(groups[n].id for n in np.flatnonzero(mine)), people, past + got, before + asked)
            for mine, (people, asked, past, before), got in zip(
                self.households.signatures, self._counts, self._got, strict=True
            )
        )
        return pair_rates(groups, alike, fewest)

    @property
    def sums(self) -> Floats:
        """Sums of weight * event weight * inclusion by set, shape (sets,)."""
        return np.asarray(self._got @ self.sets.member)

    def sums_of(self, number: int) -> Floats:
        """Sums of weight * inclusion in one event by set, shape (sets,)."""
        return np.asarray(self._by_event[number] @ self.sets.member)

    def _count_signatures(self, changed: Iterable[int]) -> None:
        missing = len(self.households.signatures) - len(self._counts)
        self._counts = np.pad(self._counts, ((0, missing), (0, 0)))
        for signature in changed:
            self._counts[signature] = count(self.households, self._asked, signature)

    def _count_again(self, number: int, now: Bools) -> None:
        """Let a family count in the events that invite it now."""
        households = self.households
        alone = InvitedFamilies.of(households, np.array([number], dtype=np.int32))
        signature, weight = int(households.signature_of[number]), float(households.weight[number])
        for standing in self.standings:
            standing.make_room(len(households.signatures))
        for which in np.flatnonzero(now):
            standing = self.standings[which]
            sessions = self.held(standing.event)
            ways = [alone.ways(session) for session in sessions]
            _, mine = spread_of(alone, sessions, ways, self.frame.instance.maybe_value)
            if mine.takes.shape[1] == len(standing.forecast.load):
                standing.put_in(number, signature, weight, mine)
            else:
                self._forecast_anew(int(which), number)

    def _forecast_anew(self, which: int, newcomer: int) -> None:
        """A bus that nobody rode before picks the newcomer up: the event has one thing more that fills up."""
        standing = self.standings[which]
        if standing.place_of(newcomer) is None:
            place = np.searchsorted(standing.families, newcomer)
            standing.families = np.insert(standing.families, place, newcomer)
        sessions, people = self.held(standing.event), self.invited(which)
        standing.forecast = forecast(standing.event, people, sessions, self.frame.instance.maybe_value)
        standing.worth_by_signature = worth_by_signature(
            standing.forecast, people, len(self.households.signatures)
        )

    def _settle(self, changed: Iterable[int]) -> None:
        """Sums by signature, sets and clashing events, after some events changed."""
        events = self.frame.instance.events
        missing = len(self.households.signatures) - self._by_event.shape[1]
        if missing:
            self._by_event = np.pad(self._by_event, ((0, 0), (0, missing)))
        for number in changed:
            self._by_event[number] = self.standings[number].by_signature()
        self.sets = FamilySets.of(self.frame.instance, self.households.signatures, self._counts)
        self._got: Floats = np.array([event.weight for event in events]) @ self._by_event
        fees = np.array([event.cost_per_family * event.turnout for event in events])
        self._family_cost = float(fees @ self._by_event.sum(axis=1))
        self.clashing = self.clashes.pairs(self.frame.instance.clash_share)
        for settled in ("measure", "faults"):
            self.__dict__.pop(settled, None)

    def _measure(self, got: Floats, sessions: Sequence[HeldSession], family_cost: float) -> Measure:
        return self.sets.measure(got, sum(map(session_cost, sessions)), float(family_cost))

    def _judge(
        self, sessions: Sequence[HeldSession], unknown: Sequence[Fault], measured: Measure
    ) -> tuple[Fault, ...]:
        kept = self._rules.of_sessions(sessions, self.clashing)
        return (*unknown, *kept, *self._rules.of_values(measured))


def _named(fault: Fault) -> tuple[str, tuple[str, ...]]:
    """What tells faults apart, whatever order two sessions that do not go together are named in."""
    return fault.kind, tuple(sorted(fault.ids))


def _of_event(sessions: Sequence[HeldSession], event: Event) -> list[HeldSession]:
    return [session for session in sessions if session.event.id == event.id]
