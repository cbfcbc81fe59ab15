"""Changes to a plan at random, good ones and bad ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from scheduler.domain.instance import Instance
from scheduler.domain.plan import Session
from scheduler.whatif import Add, Change, Drop, Move, Support
from tests.builders.instances import at

MINUTES = (-1440, -60, -30, 0, 0, 15, 30, 60, 1440, 10080)


def random_change(instance: Instance, sessions: tuple[Session, ...], random: Random) -> Change | None:
    """A change of any kind to any event, whatever rules it breaks; None for an instance without events."""
    if not instance.events:
        return None
    kind = random.choice(["add", "drop", "move", "support"])
    if kind == "add" or not sessions:
        event = random.choice(instance.events).id
        crew, interprets = _crew(instance, random)
        return Add(Session(event, _start(at(18), random), _place(instance, random), crew, interprets))
    session = random.choice(sessions)
    if kind == "drop":
        return Drop(session)
    if kind == "support":
        return Support(session, *_crew(instance, random))
    moved = Move(session, _start(session.start, random), _place(instance, random))
    if random.random() < 0.5:
        return moved
    crew, interprets = _crew(instance, random)
    return replace(moved, providers=crew, interprets=interprets)


def _start(near: datetime, random: Random) -> datetime:
    return near + timedelta(minutes=random.choice(MINUTES))


def _place(instance: Instance, random: Random) -> str:
    return "nowhere" if random.random() < 0.05 else random.choice(instance.places).id


def _crew(instance: Instance, random: Random) -> tuple[tuple[str, ...], dict[str, str]]:
    """Some providers, perhaps one of them twice, and what interpreters of several languages serve."""
    crew = random.sample(instance.providers, random.randint(0, len(instance.providers)))
    languages = {p.id: random.choice(p.languages) for p in crew if p.kind == "interpreter" and p.languages}
    names = [provider.id for provider in crew]
    twice = names[:1] if random.random() < 0.1 else []
    return (*names, *twice), languages
