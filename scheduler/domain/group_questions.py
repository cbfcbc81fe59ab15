"""The questions that a priority group can be built from, and which answers lead into it.

A group names one question: a kind of need, `access` for any need of the place, of captions or of the senses,
`interpreter:so` for one language, `hours` for evenings that are always taken, or `asked`, which is put to the
family by itself. Nothing else can be a question: a group is a barrier in common, never a people, and food
would tell a religion.
"""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.domain.answers import Need, Times

ACCESS = frozenset({"step_free", "hearing_loop", "captions", "sensory"})
OF_NEEDS = ("interpreter", "childcare", "access", "ride", "device")
HOURS = "hours"
ASKED = "asked"
QUESTIONS = (*OF_NEEDS, HOURS, ASKED)

WEEKDAYS = range(5)
EVENING = (17 * 60, 20 * 60)
MOST = 3


def is_derived(question: str) -> bool:
    """Whether membership follows from the answers alone."""
    kind = question.partition(":")[0]
    return kind in OF_NEEDS or kind == HOURS


def is_allowed(question: str) -> bool:
    """Whether a group may be built from this; a language only where it is one to interpret."""
    kind, colon, detail = question.partition(":")
    return kind in QUESTIONS and (not colon or (kind == "interpreter" and detail != ""))


def follows(question: str, needs: Iterable[Need], times: Times) -> bool:
    """Whether one caregiver's answers lead into the group of this question.

    What would only help does not, and an evening that was not answered is not a taken one.
    """
    kind, _, detail = question.partition(":")
    if kind == HOURS:
        return sum(_evening_is_taken(times, day) for day in WEEKDAYS) >= MOST
    return any(
        need.strength == "must"
        and (need.kind == kind or (kind == "access" and need.kind in ACCESS))
        and detail in ("", need.detail)
        for need in needs
    )


def _evening_is_taken(times: Times, day: int) -> bool:
    """A no to some of the evening, and neither a yes nor a maybe to any of it."""
    start, end = EVENING
    said = {row.level for row in times.weekly.get(day, ()) if row.start < end and row.end > start}
    return said == {"no"}
