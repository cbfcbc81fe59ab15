"""How to reach a caregiver next: from the way they chose, the known ways, and what came of each try."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Outcome = Literal["reached", "ask_later", "no_answer", "wrong_address"]
OUTCOMES: tuple[Outcome, ...] = ("reached", "ask_later", "no_answer", "wrong_address")
WAYS = ("call", "sms", "email", "paper", "visit")
"""`paper` goes home with the student, `visit` is a word at the school or at the door: both always exist."""

ALWAYS_KNOWN = ("paper", "visit")
BY_PHONE = ("call", "sms")
TRIES_BEFORE_ANOTHER_WAY = 2


@dataclass(frozen=True, slots=True)
class Contact:
    """One try. `again_on` is the day on which they asked to be asked."""

    on: date
    way: str
    outcome: Outcome
    again_on: date | None = None


@dataclass(frozen=True, slots=True)
class NextTry:
    """The way to use, and the day before which nobody should; None means any day."""

    way: str
    not_before: date | None = None


def next_try(chosen: str, known: Collection[str], contacts: Sequence[Contact]) -> NextTry:
    """What to try next, `contacts` being in the order in which they happened.

    The way that the caregiver chose comes first. A wrong address is not used again, and a way that was
    tried twice in vain gives place to another one.
    """
    if contacts and contacts[-1].outcome == "ask_later":
        return NextTry(contacts[-1].way, contacts[-1].again_on)
    ways = [way for way in (chosen, *WAYS) if way in (*known, *ALWAYS_KNOWN)]
    return NextTry(next((way for way in ways if not _used_up(way, contacts)), ALWAYS_KNOWN[-1]))


def _used_up(way: str, contacts: Sequence[Contact]) -> bool:
    same_address = BY_PHONE if way in BY_PHONE else (way,)
    newest = [contact.outcome for contact in contacts if contact.way in same_address][-1:]
    outcomes = [contact.outcome for contact in contacts if contact.way == way]
    in_vain = outcomes[-TRIES_BEFORE_ANOTHER_WAY:] == ["no_answer"] * TRIES_BEFORE_ANOTHER_WAY
    return in_vain or newest == ["wrong_address"]
