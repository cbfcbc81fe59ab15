"""The robustness report: a plan over simulated seasons (docs/robustness.md has the mathematics)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from scheduler.domain.crowd import Crowd
from scheduler.domain.family_sets import EVERYONE, members, taking_part
from scheduler.domain.held_session import hold
from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session
from scheduler.robustness.absences import Booking, bookings
from scheduler.robustness.assumptions import Assumptions
from scheduler.robustness.event_model import EventModel
from scheduler.robustness.family_kinds import FamilyKinds, Floats, family_kinds
from scheduler.robustness.playing import Played, expect, play
from scheduler.robustness.report import Absence, Load, Report, SetRate, Spread


def robustness(
    instance: Instance,
    sessions: Sequence[Session],
    *,
    seasons: int = 1000,
    seed: int = 1,
    assumptions: Assumptions | None = None,
) -> Report:
    """Rates and loads of a plan's sessions over simulated seasons, whether they keep the rules or not.

    The rate of a set in a season is what the format's rate is expected to be after that season's draws:
    who was ill, which maybes became a yes, how many came. Without any draw it is the format's rate. Loads
    are the people who turn up. The same arguments give the same report.
    Raises KeyError for an id that the instance does not have, ValueError for fewer than one season.
    """
    if seasons < 1:
        raise ValueError("at least one season is simulated")
    assumptions = assumptions or Assumptions()
    kinds = family_kinds(instance)
    return _Simulation(instance, kinds, sessions, assumptions).report(seasons, seed)


class _Simulation:
    def __init__(
        self, instance: Instance, kinds: FamilyKinds, sessions: Sequence[Session], assumptions: Assumptions
    ) -> None:
        self._instance = instance
        self._kinds = kinds
        self._assumptions = assumptions
        self._maybe = instance.maybe_value if assumptions.maybe is None else assumptions.maybe
        held = hold(instance, sessions)
        crowd = Crowd(instance)
        self._places = [
            [n for n, s in enumerate(held) if s.event.id == event.id] for event in instance.events
        ]
        self._models = [
            EventModel(instance, crowd, kinds, event, [held[n] for n in places])
            for event, places in zip(instance.events, self._places, strict=True)
        ]
        self._bookings = [bookings(model.sessions, assumptions) for model in self._models]

    def report(self, seasons: int, seed: int) -> Report:
        planned = [expect(model, self._kinds, model.cells()).included for model in self._models]
        rates = self._kinds.rates(
            np.sum(planned, axis=0) if planned else np.zeros((len(self._kinds.names), 1))
        )
        at_plan = {name: _known(rate) for name, rate in zip(self._kinds.names, rates[:, 0], strict=True)}
        least = self._least(at_plan)
        streams = np.random.default_rng(seed).spawn(len(self._models))
        played = [self._play(n, seasons, random) for n, random in enumerate(streams)]
        return Report(
            seasons=seasons,
            seed=seed,
            assumptions=self._assumptions,
            least=least,
            rates=self._set_rates(at_plan, played, seasons),
            loads=self._loads(played),
            absences=self._absences(planned, least),
        )

    def _play(self, n: int, seasons: int, random: np.random.Generator) -> Played:
        """All seasons of an event; those in which the same providers are absent are played together."""
        model, booked = self._models[n], self._bookings[n]
        ill, healthy = random.spawn(2)
        absent = ill.random((seasons, len(booked))) < [booking.chance for booking in booked]
        states, state = np.unique(absent, axis=0, return_inverse=True)
        shape = len(model.things), seasons
        whole = Played(
            np.zeros((len(self._kinds.names), seasons)), np.zeros(shape), np.zeros(shape, dtype=bool)
        )
        for number, missed in enumerate(states):
            here = np.flatnonzero(state.ravel() == number)
            away = [booking for booking, missing in zip(booked, missed, strict=True) if missing]
            for all_seasons, some in zip(whole, self._state(model, away, len(here), healthy), strict=True):
                all_seasons[:, here] = some
        return whole

    def _state(
        self, model: EventModel, away: Sequence[Booking], seasons: int, random: np.random.Generator
    ) -> Played:
        cells = model.cells(away)
        if self._assumptions.people_vary:
            return play(model, self._kinds, cells, self._maybe, seasons, random)
        return expect(model, self._kinds, cells)

    def _least(self, planned: dict[str, float | None]) -> str | None:
        compared = taking_part(self._instance, members(self._instance))
        rated = [(rate, name) for name in compared if (rate := planned[name]) is not None]
        return min(rated)[1] if rated else None

    def _set_rates(
        self, planned: dict[str, float | None], played: Sequence[Played], seasons: int
    ) -> tuple[SetRate, ...]:
        included = sum((event.included for event in played), np.zeros((len(self._kinds.names), seasons)))
        rates = self._kinds.rates(included)
        return tuple(
            SetRate(name, rate, None if rate is None else Spread.of(row))
            for (name, rate), row in zip(planned.items(), rates, strict=True)
        )

    def _loads(self, played: Sequence[Played]) -> tuple[Load, ...]:
        """Every thing that can fill up, in the order of the plan's sessions."""
        found = []
        for model, places, season in zip(self._models, self._places, played, strict=True):
            for slot, (index, thing) in enumerate(model.things):
                session = model.sessions[index]
                load = Load(
                    session=places[index],
                    event=model.event.id,
                    start=session.start,
                    place=session.place.id,
                    thing=thing[0],
                    zone=thing[1],
                    capacity=session.capacity(thing),
                    people=Spread.of(season.loads[slot]),
                    overflow=float(season.full[slot].mean()),
                )
                found.append(load)
        return tuple(sorted(found, key=lambda load: load.session))

    def _absences(self, planned: Sequence[Floats], least: str | None) -> tuple[Absence, ...]:
        """Every provider that may be absent, the costliest first."""
        lost: dict[str, list[Floats]] = defaultdict(list)
        there: dict[str, float] = defaultdict(lambda: 1.0)
        for model, booked, included in zip(self._models, self._bookings, planned, strict=True):
            for booking in booked:
                left = expect(model, self._kinds, model.cells([booking])).included
                lost[booking.provider.id].append((included - left)[:, 0])
                there[booking.provider.id] *= 1 - booking.chance
        absences = [
            self._absence(provider, 1 - there[provider], losses, least) for provider, losses in lost.items()
        ]
        return tuple(sorted(absences, key=lambda each: (-(each.loss_least or 0), -(each.loss_everyone or 0))))

    def _absence(self, provider: str, chance: float, losses: Sequence[Floats], least: str | None) -> Absence:
        with np.errstate(invalid="ignore"):
            fall = dict(zip(self._kinds.names, np.mean(losses, axis=0) / self._kinds.asked, strict=True))
        return Absence(
            provider,
            len(losses),
            chance,
            None if least is None else _known(fall[least]),
            _known(fall[EVERYONE]),
        )


def _known(rate: float) -> float | None:
    return None if np.isnan(rate) else float(rate)
