"""The board: co-planners see the season, ask for a plan, follow it, check it and release it."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from flask import Blueprint, abort, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.domain.plan import OBJECTIVES
from scheduler.services.accounts import LastCoPlannerError, LastVoiceError
from scheduler.services.board_live import view_live
from scheduler.services.board_steps import ChangedMeanwhileError, repeat_step, undo_step
from scheduler.services.check_plan import request_check
from scheduler.services.release_plan import (
    NotDecidedError,
    NotReleasableError,
    ReleasedMeanwhileError,
    release_plan,
)
from scheduler.services.request_plan import cancel_plan, request_plan
from scheduler.services.view_board import view_board, waiting_events
from scheduler.services.view_changes import view_changes
from scheduler.services.view_check import view_check
from scheduler.services.view_progress import view_progress
from scheduler.web.between_seasons import no_season
from scheduler.web.entry import for_roles
from scheduler.web.presenters.board_changes import change_parts, change_summary, rate_lines
from scheduler.web.presenters.board_check import check_text
from scheduler.web.presenters.board_live import live_text
from scheduler.web.presenters.board_page import board_page
from scheduler.web.presenters.board_progress import is_under_way, progress_text
from scheduler.web.presenters.board_talk import missing_lines

blueprint = Blueprint("board", __name__, url_prefix="/board")


@blueprint.get("/")
@for_roles("co_planner")
def show() -> str:
    """The season that is open, with its newest plan."""
    board = view_board(g.language)
    if board is None:
        return no_season()
    return render_template("board/board.html", **board_page(board, g.language))


@blueprint.get("/plans/<int:plan_id>")
@for_roles("co_planner")
def show_plan(plan_id: int) -> str:
    """The board with a plan of choice."""
    board = view_board(g.language, plan_id)
    if board is None:
        abort(404)
    return render_template("board/board.html", **board_page(board, g.language))


@blueprint.post("/seasons/<int:season_id>/plan")
@for_roles("co_planner")
def plan(season_id: int) -> Response:
    """Queue a planning run."""
    objective = request.form.get("objective")
    if objective not in OBJECTIVES:
        abort(400)
    around = request.form.get("around", type=int)
    if request_plan(season_id, objective, g.user.id, datetime.now(UTC), around) is None:
        abort(404)
    return redirect(url_for(".show"), 303)


@blueprint.get("/runs/<int:job_id>")
@for_roles("co_planner")
def progress(job_id: int) -> Response:
    """How far a run is. The board takes its part of this page every second, and loads anew at the end."""
    run = view_progress(job_id)
    if run is None:
        abort(404)
    if not is_under_way(run):
        return _back_to_board()
    return make_response(render_template("board/run.html", run=run, progress=progress_text(run)))


@blueprint.post("/runs/<int:job_id>/cancel")
@for_roles("co_planner")
def cancel(job_id: int) -> Response:
    """Ask a run to stop."""
    if view_progress(job_id) is None:
        abort(404)
    cancel_plan(job_id, g.user.id, datetime.now(UTC))
    return redirect(url_for(".show"), 303)


@blueprint.post("/plans/<int:plan_id>/check")
@for_roles("co_planner")
def check(plan_id: int) -> Response:
    """Queue a check of a stored plan against the data it was made from."""
    if request_check(plan_id, g.user.id, datetime.now(UTC)) is None:
        abort(404)
    return redirect(url_for(".show_plan", plan_id=plan_id), 303)


@blueprint.get("/plans/<int:plan_id>/check")
@for_roles("co_planner")
def check_result(plan_id: int) -> str:
    """How a check went. The board takes its part of this page every second until it is over."""
    found = view_check(plan_id)
    if found is None:
        abort(404)
    return render_template("board/check.html", plan_id=plan_id, check=check_text(found))


@blueprint.get("/live")
@for_roles("co_planner")
def live() -> Response:
    """Who is there and what was done last; the board asks every second, and gets 304 while nothing is new."""
    if g.season_id is None:
        abort(404)
    found = view_live(g.season_id, g.user.id, g.language, datetime.now(UTC))
    answer = make_response(render_template("board/_live.html", version=found.version, live=live_text(found)))
    answer.set_etag(sha256(answer.get_data()).hexdigest())
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)


@blueprint.post("/steps/<int:step_id>/undo")
@for_roles("co_planner")
def undo(step_id: int) -> Response:
    """Take back what was done to the board last; whoever was too late sees what is there now."""
    try:
        undo_step(step_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    except ChangedMeanwhileError:
        pass
    except (LastCoPlannerError, LastVoiceError):
        return redirect(url_for("people.show"), 303)  # where it says what would follow
    return redirect(url_for(".show"), 303)


@blueprint.post("/steps/<int:step_id>/again")
@for_roles("co_planner")
def do_again(step_id: int) -> Response:
    """Take the last undoing back; whoever was too late sees what is there now."""
    try:
        repeat_step(step_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    except ChangedMeanwhileError:
        pass
    except (LastCoPlannerError, LastVoiceError):
        return redirect(url_for("people.show"), 303)
    return redirect(url_for(".show"), 303)


@blueprint.get("/plans/<int:plan_id>/release")
@for_roles("co_planner")
def confirm_release(plan_id: int) -> str:
    """What a release would change, before it is done."""
    changes = view_changes(plan_id, g.language)
    if changes is None:
        abort(404)
    missing = changes.missing
    return render_template(
        "board/release.html",
        plan_id=plan_id,
        since=changes.since or 0,
        summary=change_summary(changes),
        parts=change_parts(changes, g.language),
        rates=rate_lines(changes),
        waiting=waiting_events(plan_id, g.language),
        missing=[] if missing is None else missing_lines(missing),
        trades_missing=missing is not None and (missing.trades > 0 or missing.trades_unknown),
    )


@blueprint.post("/plans/<int:plan_id>/release")
@for_roles("co_planner")
def release(plan_id: int) -> Response:
    """Publish a plan under the season's next number, unless its changes are others by now."""
    since = request.form.get("since", type=int, default=0)
    try:
        release_plan(plan_id, g.user.id, datetime.now(UTC), since)
    except NotReleasableError:
        abort(409)
    except (NotDecidedError, ReleasedMeanwhileError):
        return redirect(url_for(".confirm_release", plan_id=plan_id), 303)
    return redirect(url_for(".show"), 303)


def _back_to_board() -> Response:
    """The board, as a whole: htmx would put a redirect's page where the fragment was."""
    if "HX-Request" in request.headers:
        return Response(status=204, headers={"HX-Refresh": "true"}, mimetype="text/plain")
    return redirect(url_for(".show"), 303)
