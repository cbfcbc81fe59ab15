"""What a session held elsewhere would do, before anything is saved."""

from __future__ import annotations

from sqlalchemy import select

from scheduler.domain.measure import Measure
from scheduler.domain.rows import moment_text
from scheduler.extensions import db
from scheduler.services.laid_out_boards import opened_board
from scheduler.services.moved_session import move_of, session_rows
from scheduler.services.name_things import SessionIds, fault_view, names_on
from scheduler.services.what_if_views import SetEffect, Wanted, WhatIfView
from scheduler.storage.models import PlanRate, PriorityGroup
from scheduler.storage.translated import translated_texts
from scheduler.whatif import Effect


def what_if(plan_id: int, session_id: int, wanted: Wanted, language: str) -> WhatIfView | None:
    """Who gains and who loses, what breaks and what it costs; None where the plan has no such session."""
    rows = session_rows(plan_id)
    ids = session_ids(rows, session_id)
    if ids is None:
        return None
    rates = named_rates(plan_id, language)
    with opened_board(plan_id) as board:
        move = move_of(board, ids, wanted)
        effect = board.what_if(move)
        names = names_on(board, rows, language)
        fee = sum(event.cost_per_family * event.turnout for event in board.frame.instance.events)
    set_names = {rate.set_key: name for rate, name in rates}
    return WhatIfView(
        plan_id=plan_id,
        session_id=session_id,
        before=names.session(ids),
        after=names.session((move.event, moment_text(move.start), move.place)),
        sets=tuple(_set_effect(rate, name, effect) for rate, name in rates),
        cost_before_cents=_cost_cents(effect.before),
        cost_after_cents=_cost_cents(effect.after),
        cost_per_family_cents=round(fee * 100),
        broken=tuple(fault_view(fault, names, set_names) for fault in effect.newly_broken),
    )


def _cost_cents(measured: Measure) -> tuple[int, int]:
    return round(measured.cost * 100), round(measured.families_cost * 100)


def session_ids(rows: dict[SessionIds, int], session_id: int) -> SessionIds | None:
    """Event, start and place of the session in this row."""
    return next((ids for ids, row in rows.items() if row == session_id), None)


def named_rates(plan_id: int, language: str) -> list[tuple[PlanRate, str | None]]:
    """The plan's sets of families, with the names of those that are groups."""
    texts = translated_texts(language, {"priority_group"})
    rows = db.session.execute(
        select(PlanRate, PriorityGroup)
        .outerjoin(PriorityGroup, PriorityGroup.key == PlanRate.set_key)
        .where(PlanRate.plan_id == plan_id)
        .order_by(PlanRate.id)
    )
    return [(rate, None if group is None else texts.text(group, "name")) for rate, group in rows]


def _set_effect(rate: PlanRate, name: str | None, effect: Effect) -> SetEffect:
    shift = effect.shifts[rate.set_key]
    return SetEffect(
        set_key=rate.set_key,
        name=name,
        families=rate.families,
        takes_part=rate.takes_part,
        before=effect.before.rates[rate.set_key],
        after=effect.after.rates[rate.set_key],
        gaining=shift.gaining_weight,
        losing=shift.losing_weight,
    )
