"""Which priority groups follow from what a family says it needs.

A group names the question that it is taken from: a kind of need, `access` for any need of the place or
of captions, or `interpreter:so` for one language. Groups of other questions are asked for by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.domain.answers import Need

ACCESS = frozenset({"step_free", "hearing_loop", "captions"})
DERIVED = frozenset({"interpreter", "childcare", "ride", "access"})


def is_derived(question: str) -> bool:
    """Whether membership follows from the answers alone."""
    return question.partition(":")[0] in DERIVED


def follows(question: str, needs: Iterable[Need]) -> bool:
    """Whether needs put a family into the group of this question; what would only help does not."""
    kind, _, detail = question.partition(":")
    return any(
        need.strength == "must"
        and (need.kind == kind or (kind == "access" and need.kind in ACCESS))
        and detail in ("", need.detail)
        for need in needs
    )
