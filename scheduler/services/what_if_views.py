"""What one change would do, as plain values. All numbers are exact; whoever shows them makes them coarse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from scheduler.services.board_views import FaultView, SessionRef, SupportView


@dataclass(frozen=True, slots=True)
class SetEffect:
    """One set of families before and after a change; `gaining` and `losing` count families, with those they
    stand for.
    """

    set_key: str
    name: str | None
    families: int
    takes_part: bool
    before: float | None
    after: float | None
    gaining: float
    losing: float


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """A change before it is made; `cost_per_family_cents` is what a family costs that comes to all events.

    Costs are pairs: the whole, and the part of it that grows with the families who come.
    """

    plan_id: int
    session_id: int
    before: SessionRef
    after: SessionRef
    sets: tuple[SetEffect, ...]
    cost_before_cents: tuple[int, int]
    cost_after_cents: tuple[int, int]
    cost_per_family_cents: int
    broken: tuple[FaultView, ...]


Crew = tuple[tuple[int, str | None], ...]
"""Providers by row, each with the language that an interpreter serves."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where, when and by whom a session would be held instead; None leaves what it has."""

    day: date | None = None
    at: time | None = None
    place_id: int | None = None
    crew: Crew | None = None


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place at which the event may be held."""

    id: int
    name: str
    format: str


@dataclass(frozen=True, slots=True)
class CrewChoice:
    """A provider who could serve the session; an interpreter of several languages is there once for each."""

    provider_id: int
    language: str | None
    support: SupportView
    chosen: bool


@dataclass(frozen=True, slots=True)
class MoveChoices:
    """All that can be chosen for a session: `minutes` after midnight at which it could start."""

    session: SessionRef
    place_id: int
    format: str
    first_date: date
    last_date: date
    minutes: tuple[int, ...]
    places: tuple[PlaceChoice, ...]
    crew: tuple[CrewChoice, ...]
