"""Why a session is when and where it is, and why a group is included no further, as the board shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from scheduler.domain.instance import Provider
from scheduler.domain.plan import Session
from scheduler.domain.rows import moment_text
from scheduler.extensions import db
from scheduler.services.ask_what_if import session_ids, what_if
from scheduler.services.board_views import CeilingView, SessionRef
from scheduler.services.explain_plan import latest_why
from scheduler.services.find_ceilings import found_ceilings
from scheduler.services.laid_out_boards import opened_board
from scheduler.services.moved_session import session_of, session_rows
from scheduler.services.name_things import names_in_rows, names_on
from scheduler.services.what_if_views import Wanted, WhatIfView
from scheduler.storage.instance_frame import row_id
from scheduler.storage.models import Job, Plan, PlanRate, PriorityGroup
from scheduler.storage.translated import translated_texts
from scheduler.whatif import Board, alternatives

PLAIN_KINDS = ("interpreter", "childcare", "transport")


@dataclass(frozen=True, slots=True)
class OnlyOneView:
    """A provider of the session beside whom the district has no other: what they do, on which weekdays."""

    name: str
    kind: str
    detail: str
    weekdays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AskedView:
    """A question that takes solving: the `state` of its job, None before it is asked, and its `answer`.

    `stopping`: somebody wants it ended.
    """

    state: str | None
    answer: Mapping[str, Any] | None
    names: Mapping[str, str]
    stopping: bool = False


@dataclass(frozen=True, slots=True)
class WhySessionView:
    """`sites`: other starts and places that break no rule while all else stands, `runner_up` the best of them
    and `instead` what it would do; `only` are the providers who bind the session.
    """

    plan_id: int
    session: SessionRef
    pinned: bool
    sites: int
    runner_up: SessionRef | None
    missing: tuple[str, ...]
    instead: WhatIfView | None
    only: tuple[OnlyOneView, ...]
    asked: AskedView


@dataclass(frozen=True, slots=True)
class WhySetView:
    """`families` and the set's rate in the plan. `ceiling` is the best that is known of it, asked or not."""

    plan_id: int
    set_key: str
    name: str | None
    families: int
    rate: float | None
    ceiling: CeilingView | None
    asked: AskedView


def view_why_session(plan_id: int, session_id: int, language: str) -> WhySessionView | None:
    """All about one session that needs no solving, and what was solved; None without such a session."""
    rows = session_rows(plan_id)
    ids = session_ids(rows, session_id)
    if ids is None:
        return None
    with opened_board(plan_id) as board:
        session = session_of(board, ids)
        sites, best = alternatives(board, session.event).that_break_nothing(session)
        names = names_on(board, rows, language)
        only = tuple(_only_ones(board, session))
        pinned = any((f.event, moment_text(f.start), f.place) == ids for f in board.frame.instance.fixed)
    return WhySessionView(
        plan_id=plan_id,
        session=names.session(ids),
        pinned=pinned,
        sites=sites,
        runner_up=None if best is None else names.session(_ids(best.session)),
        missing=() if best is None else best.missing,
        instead=None if best is None else what_if(plan_id, session_id, _wanted(best.session), language),
        only=only,
        asked=_asked(plan_id, "session", str(session_id), names.known),
    )


def view_why_set(plan_id: int, set_key: str, language: str) -> WhySetView | None:
    """A set of families under a plan, and what was solved about it; None without such a set."""
    rate = db.session.scalar(select(PlanRate).where(PlanRate.plan_id == plan_id, PlanRate.set_key == set_key))
    if rate is None:
        return None
    texts = translated_texts(language, {"event", "place", "priority_group"})
    group = db.session.scalar(select(PriorityGroup).where(PriorityGroup.key == set_key))
    asked = _asked(plan_id, "set", set_key, names_in_rows({}, texts).known)
    return WhySetView(
        plan_id=plan_id,
        set_key=set_key,
        name=None if group is None else texts.text(group, "name"),
        families=rate.families,
        rate=rate.rate,
        ceiling=_ceiling(plan_id, set_key, asked),
        asked=asked,
    )


def _ceiling(plan_id: int, set_key: str, asked: AskedView) -> CeilingView | None:
    """What was found after the run and what was found when it was asked: both hold."""
    known = found_ceilings(db.session.get_one(Plan, plan_id)).by_set.get(set_key)
    told = None if asked.answer is None else asked.answer["ceiling"]
    if told is None:
        return known
    if known is None:
        return CeilingView(told["reached"], told["bound"])
    reached = max(known.reached, told["reached"])
    return CeilingView(reached, max(reached, min(known.bound, told["bound"])))


def _only_ones(board: Board, session: Session) -> list[OnlyOneView]:
    """Who of the session's supports has no other of the kind, the language or the zone."""
    frame, held = board.frame, board.frame.hold(session)
    found = []
    for provider in held.crew:
        if provider.kind not in PLAIN_KINDS:
            continue
        detail = (held.language_of(provider) or "") if provider.kind == "interpreter" else provider.zone or ""
        others = [
            p for p in frame.instance.providers if p.id != provider.id and _does(p, provider.kind, detail)
        ]
        if not others:
            days = tuple(sorted({row.day for row in provider.available}))
            found.append(OnlyOneView(provider.name, provider.kind, detail, days))
    return found


def _does(provider: Provider, kind: str, detail: str) -> bool:
    if provider.kind != kind:
        return False
    return detail in provider.languages if kind == "interpreter" else (provider.zone or "") == detail


def _asked(plan_id: int, about: str, key: str, names: Mapping[str, str]) -> AskedView:
    job: Job | None = latest_why(plan_id, about, key)
    if job is None:
        return AskedView(None, None, names)
    answer = job.progress if job.state == "done" else None
    return AskedView(job.state, answer, names, stopping=job.cancel_requested)


def _wanted(session: Session) -> Wanted:
    crew = tuple((row_id(p), session.interprets.get(p)) for p in session.providers)
    return Wanted(session.start.date(), session.start.time(), row_id(session.place), crew)


def _ids(session: Session) -> tuple[str, str, str]:
    return session.event, moment_text(session.start), session.place
