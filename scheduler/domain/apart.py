"""Adults of one family who must not meet: no session is told to two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """The sessions that an adult could be told of. `answered`: the adult said so, and is not only invited."""

    answered: bool
    sessions: frozenset[str]


def told_apart(claims: Mapping[int, Claim], sessions: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The one adult who is told of each session, by its name; `sessions` come with the number of their event.

    Who said that they can come goes before who is only invited. Sessions of one event are shared out; who
    begins changes from event to event, so that nobody is always the one who stays away.
    """
    told: dict[str, int] = {}
    had: Counter[tuple[int, int]] = Counter()
    for session, event in sessions:
        open_to = [adult for adult in sorted(claims) if session in claims[adult].sessions]
        sure = [adult for adult in open_to if claims[adult].answered] or open_to
        if sure:
            begins = event % len(sure)
            adult = min(sure[begins:] + sure[:begins], key=lambda each: had[event, each])
            told[session] = adult
            had[event, adult] += 1
    return told
