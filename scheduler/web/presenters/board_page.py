"""Everything that the board's page says, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from scheduler.domain.shown_counts import FEWEST_SHOWN
from scheduler.language.dates import weekday_name
from scheduler.services.board_views import BoardView, PlanView, StepView
from scheduler.web.presenters.board_calendar import weeks
from scheduler.web.presenters.board_check import check_text
from scheduler.web.presenters.board_faults import fault_lines
from scheduler.web.presenters.board_grid import grouping_names
from scheduler.web.presenters.board_inclusion import comes_first, in_order, inclusion_rows, small_sets
from scheduler.web.presenters.board_pairs import pair_lines
from scheduler.web.presenters.board_plan import plan_line, release_lines, season_dates
from scheduler.web.presenters.board_progress import failure_text, is_under_way, progress_text
from scheduler.web.presenters.board_proof import proofs
from scheduler.web.presenters.board_steps import StepLine, step_line
from scheduler.web.presenters.board_wishes import cap_hint, conflict_lines, wish_lines
from scheduler.web.presenters.board_words import objective_choices, set_name
from scheduler.web.presenters.small_numbers import shown_percent


def board_page(
    board: BoardView,
    language: str,
    typed: Mapping[str, str] = MappingProxyType({}),
    errors: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """What `board/board.html` is given; the parts about a plan only where there is one.

    `typed` and `errors` are of a form that could not be read.
    """
    under_way = is_under_way(board.run)
    return {
        "season": board.season,
        "dates": season_dates(board.season, language),
        "weeks": weeks(board.season, board.plan, language),
        "groupings": grouping_names(),
        "weekdays": [weekday_name(day, language) for day in range(7)],
        "run": board.run,
        "under_way": under_way,
        "progress": progress_text(board.run) if board.run and under_way else None,
        "version": board.version,
        "wishes": wish_lines(board, language),
        "conflict": conflict_lines(board, language),
        "each_alone": any(row.alone for row in board.conflict),
        "changed_since": board.changed_since,
        "cap_hint": cap_hint(board.season),
        "pins": _pins(board),
        "events": board.events,
        "typed": typed,
        "errors": errors,
        "failure": failure_text(board.run) if board.run else "",
        "objectives": objective_choices(),
        "releases": release_lines(board, language),
        "first_steps": board.first_steps,
        "waiting": board.waiting if board.on_board else (),
        "undoable": _step(board, board.undoable, language),
        "repeatable": _step(board, board.repeatable, language),
        **({} if board.plan is None else _plan_parts(board, board.plan, language)),
    }


def _pins(board: BoardView) -> dict[int, int]:
    """Sessions of the plan that are pinned, with the wish that pins each."""
    pinned = {(w.event_id, w.place_id, w.start_local): w.id for w in board.wishes if w.kind == "pin"}
    sessions = () if board.plan is None else board.plan.sessions
    found = {s.id: pinned.get((s.event_id, s.place_id, s.start_local)) for s in sessions}
    return {session: wish for session, wish in found.items() if wish is not None}


def _plan_parts(board: BoardView, plan: PlanView, language: str) -> dict[str, Any]:
    return {
        "plan": plan_line(board, plan, language),
        "broken": fault_lines(plan.faults, language),
        "on_board": board.on_board,
        "inclusion": inclusion_rows(plan),
        "comes_first": comes_first(plan),
        "small_sets": small_sets(plan),
        "pairs": pair_lines(plan),
        "sets": [(r.set_key, set_name(r)) for r in in_order(plan.rates) if r.families >= FEWEST_SHOWN],
        "check": None if board.check is None else check_text(board.check),
        "proofs": proofs(plan, board.season),
        "resolution": shown_percent(round(100 * board.season.resolution)),
    }


def _step(board: BoardView, step: StepView | None, language: str) -> StepLine | None:
    return None if step is None else step_line(step, board.season.timezone, language)
