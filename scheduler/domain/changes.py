"""What changed between two plans of one season, told session by session."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.domain.plan import Session


@dataclass(frozen=True, slots=True)
class Changes:
    """Sessions of a plan against those of an earlier one; pairs are (before, after).

    A kept session has the same time and place (its providers may differ); a moved one has another.
    """

    kept: tuple[tuple[Session, Session], ...]
    moved: tuple[tuple[Session, Session], ...]
    added: tuple[Session, ...]
    dropped: tuple[Session, ...]


def session_changes(before: Iterable[Session], after: Iterable[Session]) -> Changes:
    """Match sessions event by event: first the same time and place, then the rest in order of time."""
    old, new = _by_event(before), _by_event(after)
    kept: list[tuple[Session, Session]] = []
    moved: list[tuple[Session, Session]] = []
    added: list[Session] = []
    dropped: list[Session] = []
    for event in sorted({*old, *new}):
        earlier = {(s.start, s.place): s for s in old[event]}
        later = {(s.start, s.place): s for s in new[event]}
        kept += [(earlier[slot], later[slot]) for slot in earlier if slot in later]
        left = [s for slot, s in earlier.items() if slot not in later]
        come = [s for slot, s in later.items() if slot not in earlier]
        moved += zip(left, come, strict=False)
        dropped += left[len(come) :]
        added += come[len(left) :]
    return Changes(tuple(kept), tuple(moved), tuple(added), tuple(dropped))


def _by_event(sessions: Iterable[Session]) -> dict[str, list[Session]]:
    found: dict[str, list[Session]] = defaultdict(list)
    for session in sorted(sessions, key=lambda s: (s.start, s.place)):
        found[session.event].append(session)
    return found
