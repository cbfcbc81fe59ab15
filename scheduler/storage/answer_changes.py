"""Which version of an answer changed which part, and which submission brought it."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.domain.answers import InGroups, Part, Reach, Talk, Times, Ways
from scheduler.storage.models import Answer, AnswerChange

_NAMES: dict[type[Part], str] = {
    Times: "times",
    Ways: "ways",
    Talk: "talk",
    InGroups: "groups",
    Reach: "reach",
}
ALL_PARTS = tuple(_NAMES)


def changed_at(answer: Answer | None, kind: type[Part]) -> int:
    """The version that changed this part last; 0 where nothing ever did."""
    changes = answer.changes if answer else ()
    return max((change.version for change in changes if change.part == _NAMES[kind]), default=0)


def was_received(answer: Answer | None, submission: str | None) -> bool:
    """Whether what this submission says has been stored, even if something newer has replaced it since."""
    return bool(answer and submission and any(each.submission == submission for each in answer.changes))


def record_changes(answer: Answer, kinds: Iterable[type[Part]], submission: str | None = None) -> None:
    """Note that the answer's present version brought these parts."""
    for kind in kinds:
        answer.changes.append(AnswerChange(part=_NAMES[kind], version=answer.version, submission=submission))


def forget_changes(answer: Answer) -> None:
    """Keep only that every part is newer than any page from before."""
    answer.changes = []
    record_changes(answer, ALL_PARTS)
