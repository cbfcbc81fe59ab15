"""Everything that the board's page says, in the reader's language."""

from __future__ import annotations

from typing import Any

from scheduler.language.dates import weekday_name
from scheduler.services.board_views import BoardView, PlanView
from scheduler.web.presenters.board_calendar import weeks
from scheduler.web.presenters.board_check import check_text
from scheduler.web.presenters.board_faults import fault_lines
from scheduler.web.presenters.board_inclusion import inclusion_rows, small_sets
from scheduler.web.presenters.board_plan import plan_line, release_lines, season_dates
from scheduler.web.presenters.board_progress import failure_text, is_under_way, progress_text
from scheduler.web.presenters.board_proof import proofs
from scheduler.web.presenters.board_steps import step_line
from scheduler.web.presenters.board_words import objective_choices
from scheduler.web.presenters.small_numbers import shown_percent


def board_page(board: BoardView, language: str) -> dict[str, Any]:
    """What `board/board.html` is given; the parts about a plan only where there is one."""
    under_way = is_under_way(board.run)
    return {
        "season": board.season,
        "dates": season_dates(board.season, language),
        "weeks": weeks(board.season, board.plan, language),
        "weekdays": [weekday_name(day, language) for day in range(7)],
        "run": board.run,
        "under_way": under_way,
        "progress": progress_text(board.run) if board.run and under_way else None,
        "failure": failure_text(board.run) if board.run else "",
        "objectives": objective_choices(),
        "releases": release_lines(board, language),
        "undoable": None if board.undoable is None else step_line(board.undoable, board.season, language),
        **({} if board.plan is None else _plan_parts(board, board.plan, language)),
    }


def _plan_parts(board: BoardView, plan: PlanView, language: str) -> dict[str, Any]:
    return {
        "plan": plan_line(board, plan, language),
        "broken": fault_lines(plan.faults, language),
        "on_board": board.on_board,
        "inclusion": inclusion_rows(plan),
        "small_sets": small_sets(plan),
        "check": None if board.check is None else check_text(board.check),
        "proofs": proofs(plan, board.season),
        "resolution": shown_percent(round(100 * board.season.resolution)),
    }
