"""A caregiver's answer: rows to the values of its parts, and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import bindparam, delete, insert, select

from scheduler.domain.answers import InGroups, Need, Offered, Reach, Talk, Times, Ways
from scheduler.domain.said_hours import SaidHours
from scheduler.extensions import db
from scheduler.storage.models import (
    Answer,
    AnswerDate,
    AnswerGroup,
    AnswerHours,
    AnswerNeed,
    Caregiver,
    Offer,
    PriorityGroup,
)

_FIND = select(Answer).where(
    Answer.caregiver_id == bindparam("caregiver_id"), Answer.season_id == bindparam("season_id")
)


def find_answer(caregiver_id: int, season_id: int) -> Answer | None:
    named = {"caregiver_id": caregiver_id, "season_id": season_id}
    return db.session.scalars(_FIND, named).one_or_none()


def times_of(answer: Answer) -> Times:
    return _times(answer, [(row.on_date, _hours(row)) for row in answer.dates])


def usual_times_of(answer: Answer) -> Times:
    """The weeks alone, without the dates that differ from them."""
    return _times(answer, ())


def ways_of(answer: Answer) -> Ways:
    needs = (Need(row.kind, row.strength, row.detail, row.amount) for row in answer.needs)  # type: ignore[arg-type]
    formats = None if answer.formats is None else frozenset(answer.formats)
    return Ways(formats, tuple(sorted(needs)))


def talk_of(answer: Answer) -> Talk:
    offers = (Offered(row.kind, row.detail, row.sent_utc) for row in answer.offers)
    return Talk(answer.topics, tuple(sorted(offers)))


def in_groups_of(answer: Answer) -> InGroups:
    keys = {row.id: row.key for row in db.session.scalars(select(PriorityGroup))}
    return InGroups({keys[row.group_id]: row.said for row in answer.groups})  # type: ignore[misc]


def reach_of(caregiver: Caregiver, answer: Answer | None) -> Reach:
    """How to reach a caregiver outlasts the season; whether an answer may be kept is said with it."""
    return Reach(
        caregiver.channel,  # type: ignore[arg-type]
        caregiver.email or "",
        caregiver.phone or "",
        answer is not None and answer.may_keep,
    )


def put_times(answer: Answer, times: Times) -> None:
    """A date is stored whole, the usual hours of its weekday included: its rows replace the weekly ones."""
    answer.rhythm = times.rhythm
    hours = [
        {"turn": turn, "day": day, **_columns(row)}
        for turn, week in enumerate(times.weeks)
        for day, rows in week.items()
        for row in rows
    ]
    dates = [{"on_date": on, **_columns(row)} for on, row in _whole_dates(times)]
    is_new = answer.id is None
    db.session.add(answer)
    db.session.flush()
    kinds: tuple[tuple[type[AnswerHours | AnswerDate], list[dict[str, object]]], ...]
    kinds = ((AnswerHours, hours), (AnswerDate, dates))
    for kind, rows in kinds:
        if not is_new:
            before = delete(kind).where(kind.answer_id == answer.id)
            db.session.execute(before, execution_options={"synchronize_session": False})
        if rows:  # in one statement: a whole school answers on the same evening
            db.session.execute(insert(kind), [{"answer_id": answer.id, **row} for row in rows])
    db.session.expire(answer, ["hours", "dates"])


def put_ways(answer: Answer, ways: Ways) -> None:
    answer.formats = None if ways.formats is None else sorted(ways.formats)
    answer.needs = [
        AnswerNeed(kind=need.kind, strength=need.strength, detail=need.detail, amount=need.amount)
        for need in ways.needs
    ]


def put_talk(answer: Answer, talk: Talk) -> None:
    """An offer that stays as it was written stays sent; other words are another offer."""
    answer.topics = talk.topics
    sent = {(row.kind, row.detail): row.sent_utc for row in answer.offers}
    answer.offers = [
        Offer(kind=offer.kind, detail=offer.detail, sent_utc=sent.get((offer.kind, offer.detail)))
        for offer in talk.offers
    ]


def put_in_groups(answer: Answer, in_groups: InGroups) -> None:
    """A group that is gone meanwhile is passed over."""
    ids = {row.key: row.id for row in db.session.scalars(select(PriorityGroup))}
    kept = {row.group_id: row for row in answer.groups}
    wanted = {ids[key]: said for key, said in in_groups.said.items() if key in ids}
    for group_id, said in wanted.items():
        row = kept.setdefault(group_id, AnswerGroup(group_id=group_id))
        row.said = said
    answer.groups = [row for group_id, row in kept.items() if group_id in wanted]


def put_reach(caregiver: Caregiver, answer: Answer, reach: Reach) -> None:
    caregiver.channel = reach.channel
    caregiver.email, caregiver.phone = reach.email or None, reach.phone or None
    answer.may_keep = reach.may_keep


def _times(answer: Answer, dates: Iterable[tuple[date, SaidHours]]) -> Times:
    first, second = ([(row.day, _hours(row)) for row in answer.hours if row.turn == turn] for turn in (0, 1))
    return Times.of(first, dates, answer.rhythm, second)  # type: ignore[arg-type]


def _hours(row: AnswerHours | AnswerDate) -> SaidHours:
    return SaidHours(row.start_minute, row.end_minute, row.level)  # type: ignore[arg-type]


def _columns(row: SaidHours) -> dict[str, object]:
    return {"start_minute": row.start, "end_minute": row.end, "level": row.level}


def _whole_dates(times: Times) -> Iterable[tuple[date, SaidHours]]:
    return ((on, row) for on in times.dates for row in times.on(on))
