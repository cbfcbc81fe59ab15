"""Staff say which priority groups there are: each a barrier in common, built from one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.group_questions import ASKED, is_allowed, is_derived
from scheduler.extensions import db
from scheduler.language.catalogues import offered_languages
from scheduler.language.refused_stems import Reason
from scheduler.language.refused_words import refusal
from scheduler.services.clips import forget_clips, group_question
from scheduler.services.current_season import current_season_id
from scheduler.services.group_names import question_name
from scheduler.services.record_audit import record_audit
from scheduler.storage.groups import all_groups, group_of, invites, join_who_answered, member_counts, remove
from scheduler.storage.models import District, PriorityGroup, Translation
from scheduler.storage.translated import translated_texts

LONGEST_NAME = 200


class RefusedName(Exception):
    """A group may not be called so. `language` says in which language the name stands."""

    def __init__(self, language: str, reason: Reason) -> None:
        super().__init__(f"{reason} in {language}")
        self.language = language
        self.reason = reason


class GroupExists(Exception):
    """There is a group of this question already."""


class GroupIsInvited(Exception):
    """An event invites the group; without it nobody would be."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """A priority group and the question that it is built from. `families` counts exactly."""

    id: int
    key: str
    name: str
    question: str
    families: int


def view_groups(language: str) -> tuple[GroupView, ...]:
    """Every group, by its name in a language."""
    texts = translated_texts(language, ["priority_group"])
    counts = member_counts()
    return tuple(
        GroupView(row.id, row.key, texts.text(row, "name"), row.question, counts.get(row.id, 0))
        for row in all_groups()
    )


def examine_group(question: str, names: Mapping[str, str]) -> None:
    """Whether there can be such a group.

    Raises:
        ValueError: for a question that no group can be built from.
        RefusedName: for a name that tells a people, a faith, an origin, papers, or who eats for free.
        GroupExists: where answers lead to such a group already.
    """
    if not is_allowed(question):
        raise ValueError(f"no group is built from {question!r}")
    if is_derived(question):
        if group_of(question) is not None:
            raise GroupExists
        return
    for language, name in names.items():
        reason = refusal(name)
        if reason is not None:
            raise RefusedName(language, reason)


def add_group(question: str, names: Mapping[str, str], user_id: int | None, now_utc: datetime) -> int:
    """A new group, in the caller's transaction; its row id. Whom the answers of the open season lead to it
    counts from now on.

    `names` by language say what is asked, for the question `asked` only; there the district's language
    must be among them. Other groups are called by their question in every language.

    Raises what `examine_group` raises.
    """
    examine_group(question, names)
    home = db.session.scalars(select(District.default_language)).one()
    if is_derived(question):
        names = {each: question_name(question, each) or "" for each in {home, *offered_languages()}}
    group = PriorityGroup(
        key=_key(question), name=names[home][:LONGEST_NAME], question=question, within_id=_within(question)
    )
    db.session.add(group)
    db.session.flush()
    _write_names(group, {each: name for each, name in names.items() if each != home and name}, user_id)
    season_id = current_season_id()
    if season_id is not None and is_derived(question):
        join_who_answered(group, season_id)
    record_audit("user", user_id, "add_group", "group", group.id, now_utc)
    return group.id


def asked_of(group_id: int) -> tuple[str, dict[str, str]] | None:
    """The question of a group and, where families are asked it, in which words by language: what makes such a
    group again. None for an unknown one.
    """
    group = db.session.get(PriorityGroup, group_id)
    if group is None or is_derived(group.question):
        return None if group is None else (group.question, {})
    home = db.session.scalars(select(District.default_language)).one()
    written = select(Translation.language, Translation.text).where(
        Translation.subject_kind == "priority_group",
        Translation.subject_id == group_id,
        Translation.field == "name",
    )
    return group.question, {home: group.name} | {
        row.language: row.text for row in db.session.execute(written)
    }


def examine_removal(group_id: int, language: str) -> str | None:
    """The group's name, where it can be taken off; None for an unknown one.

    Raises `GroupIsInvited` while an event invites it.
    """
    group = db.session.get(PriorityGroup, group_id)
    if group is None:
        return None
    if invites(group_id):
        raise GroupIsInvited
    return translated_texts(language, ["priority_group"]).text(group, "name")


def remove_group(group_id: int, user_id: int | None, now_utc: datetime) -> bool:
    """Take a group off, in the caller's transaction: nobody is counted in it any more; its voted floor
    and its recordings go. Plans of before stay.

    False for an unknown group. Raises `GroupIsInvited` while an event invites it.
    """
    group = db.session.get(PriorityGroup, group_id)
    if group is None:
        return False
    if invites(group_id):
        raise GroupIsInvited
    forget_clips(group_question(group_id))
    remove(group)
    record_audit("user", user_id, "remove_group", "group", group_id, now_utc)
    return True


def _key(question: str) -> str:
    """Of what is asked there can be several groups: theirs are numbered on."""
    if question != ASKED:
        return question.replace(":", "-")
    taken = {row.key for row in all_groups()}
    return next(key for n in range(1, len(taken) + 2) if (key := f"asked-{n}") not in taken)


def _within(question: str) -> int | None:
    """One language's group lies within the group of all who need an interpreter."""
    kind, _, detail = question.partition(":")
    wider = group_of(kind) if detail else None
    return wider.id if wider else None


def _write_names(group: PriorityGroup, names: Mapping[str, str], user_id: int | None) -> None:
    db.session.add_all(
        Translation(
            subject_kind="priority_group",
            subject_id=group.id,
            field="name",
            language=language,
            text=name,
            author_id=user_id,
        )
        for language, name in names.items()
    )
