"""One caregiver's answer as adults of an instance: only what must be there decides.

What only one way of taking part needs (food in a room, a device for a call) splits the caregiver into two
adults with the same hours: one comes to rooms, the other takes part from afar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from scheduler.storage.instance_hours import date_rows, weekly_rows
from scheduler.storage.models import Answer, AnswerNeed, Season

ALL_FORMATS = ("in_person", "online", "phone")
NEEDED_ONLY = {"meal": "in_person", "device": "online"}
PLACE_FEATURES = {"step_free": "step_free", "hearing_loop": "hearing_loop", "sensory": "quiet_room"}


def must_haves(answer: Answer) -> list[AnswerNeed]:
    return [need for need in answer.needs if need.strength == "must"]


def needs_ride(answers: Iterable[Answer]) -> bool:
    return any(need.kind == "ride" for answer in answers for need in must_haves(answer))


def adults_of(answer: Answer, season: Season) -> list[dict[str, Any]]:
    """In the exchange format. An open question about formats is not a no: it counts for every format."""
    kinds = {need.kind for need in must_haves(answer)}
    formats_with: dict[frozenset[str], list[str]] = defaultdict(list)
    for each in answer.formats or ALL_FORMATS:
        needed = frozenset(kind for kind, only in NEEDED_ONLY.items() if only == each and kind in kinds)
        formats_with[needed].append(each)
    return [_adult(answer, season, formats, supports) for supports, formats in formats_with.items()]


def _adult(
    answer: Answer, season: Season, formats: Iterable[str], supports: frozenset[str]
) -> dict[str, Any]:
    must = must_haves(answer)
    kinds = {need.kind for need in must}
    return {
        "formats": sorted(formats),
        "features": sorted(feature for kind, feature in PLACE_FEATURES.items() if kind in kinds),
        "supports": sorted(supports | {"captions"} & kinds | _papers(must)),
        "interpreter": sorted({need.detail for need in must if need.kind == "interpreter"}),
        "children": sum(need.amount for need in must if need.kind == "childcare"),
        "weekly": weekly_rows(answer),
        "dates": date_rows(answer, season),
    }


def _papers(must: Iterable[AnswerNeed]) -> set[str]:
    """Who puts papers into a language is a support of that language: `written-so`."""
    return {f"written-{need.detail}" for need in must if need.kind == "written"}
