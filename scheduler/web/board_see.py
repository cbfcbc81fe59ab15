"""Other ways to see a plan: by place, event or format, week by week, and beside it when families can come."""

from __future__ import annotations

from flask import Blueprint, abort, g, render_template, request

from scheduler.language.locales import direction
from scheduler.services.board_views import BoardView, PlanView
from scheduler.services.view_board import view_board
from scheduler.services.view_hours import view_hours
from scheduler.web.entry import for_roles
from scheduler.web.presenters.board_grid import GROUPINGS, grouping_names, season_grid, week_grid
from scheduler.web.presenters.board_hours import hours_page

blueprint = Blueprint("board_see", __name__, url_prefix="/board/plans/<int:plan_id>")


@blueprint.get("/season")
@for_roles("co_planner")
def season(plan_id: int) -> str:
    """All weeks side by side, a row for each place, event or format."""
    board, plan = _found(plan_id)
    grid = season_grid(board.season, plan, _grouping(), g.language)
    return render_template("board/season.html", plan_id=plan_id, grid=grid, groupings=grouping_names())


@blueprint.get("/weeks/<int:number>")
@for_roles("co_planner")
def week(plan_id: int, number: int) -> str:
    """One week day by day, a row for each place, event or format."""
    board, plan = _found(plan_id)
    if not 1 <= number <= board.season.weeks:
        abort(404)
    grid = week_grid(board.season, plan, number, _grouping(), g.language)
    return render_template(
        "board/week.html",
        plan_id=plan_id,
        grid=grid,
        groupings=grouping_names(),
        number=number,
        weeks=board.season.weeks,
    )


@blueprint.get("/hours")
@for_roles("co_planner")
def hours(plan_id: int) -> str:
    """When the families of each group can come, as pictures with their tables."""
    view = view_hours(plan_id, g.language)
    if view is None:
        abort(404)
    page = hours_page(view, g.language, from_right=direction(g.language) == "rtl")
    return render_template("board/hours.html", plan_id=plan_id, page=page)


def _found(plan_id: int) -> tuple[BoardView, PlanView]:
    board = view_board(g.language, plan_id)
    if board is None or board.plan is None:
        abort(404)
    return board, board.plan


def _grouping() -> str:
    by = request.args.get("by", GROUPINGS[0])
    if by not in GROUPINGS:
        abort(404)
    return by
