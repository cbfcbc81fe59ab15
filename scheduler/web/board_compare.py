"""Plans side by side: co-planners have others made, compare them, and choose one with a reason."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.services.board_steps import ChangedMeanwhileError
from scheduler.services.choose_plan import choose_plan
from scheduler.services.compare_plans import request_comparison
from scheduler.services.request_plan import cancel_plan
from scheduler.services.view_comparison import view_comparing, view_comparison
from scheduler.web.entry import for_roles
from scheduler.web.presenters.board_progress import is_under_way, progress_text
from scheduler.web.presenters.board_talk import text_typed
from scheduler.web.presenters.comparison_chart import comparison_chart
from scheduler.web.presenters.comparison_page import MOST_LOST, part_text, plan_columns
from scheduler.web.presenters.small_numbers import shown_percent

blueprint = Blueprint("board_compare", __name__, url_prefix="/board")


@blueprint.get("/plans/<int:plan_id>/compare")
@for_roles("co_planner")
def show(plan_id: int) -> str:
    """The plan beside others that were made to compare it with."""
    return _page(plan_id)


@blueprint.post("/plans/<int:plan_id>/compare")
@for_roles("co_planner")
def ask(plan_id: int) -> Response:
    """Have other plans made."""
    if request_comparison(plan_id, g.user.id, datetime.now(UTC)) is None:
        abort(404)
    return redirect(url_for(".show", plan_id=plan_id), 303)


@blueprint.get("/comparisons/<int:job_id>")
@for_roles("co_planner")
def progress(job_id: int) -> Response:
    """How far it is. The page takes its part of this one every second, and loads anew with each plan."""
    run = view_comparing(job_id)
    if run is None:
        abort(404)
    if is_under_way(run) and run.number == request.args.get("number", run.number, type=int):
        facts = progress_text(run)
        return make_response(
            render_template("board/comparing.html", run=run, progress=facts, part=part_text(run))
        )
    if "HX-Request" in request.headers:
        return Response(status=204, headers={"HX-Refresh": "true"}, mimetype="text/plain")
    return redirect(url_for(".show", plan_id=run.plan_id), 303)


@blueprint.post("/comparisons/<int:job_id>/cancel")
@for_roles("co_planner")
def cancel(job_id: int) -> Response:
    """Make no more plans; those that were found stay."""
    run = view_comparing(job_id)
    if run is None:
        abort(404)
    cancel_plan(job_id, g.user.id, datetime.now(UTC))
    return redirect(url_for(".show", plan_id=run.plan_id), 303)


@blueprint.post("/plans/<int:plan_id>/choose")
@for_roles("co_planner")
def choose(plan_id: int) -> Response | tuple[str, int]:
    """Put the plan on the board, with the reason."""
    reason, errors = text_typed(request.form, f"reason-{plan_id}")
    if errors:
        return _page(plan_id, errors), 400
    instead_of = request.form.get("board", 0, type=int)
    try:
        choose_plan(plan_id, instead_of, reason, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    except ChangedMeanwhileError:
        return _page(plan_id, meanwhile=True), 409
    return redirect(url_for("board.show"), 303)


def _page(plan_id: int, errors: dict[str, str] | None = None, *, meanwhile: bool = False) -> str:
    view = view_comparison(plan_id, g.language)
    if view is None:
        abort(404)
    columns = plan_columns(view)
    under_way = view.run is not None and is_under_way(view.run)
    return render_template(
        "board/compare.html",
        view=view,
        run=view.run,
        under_way=under_way,
        progress=progress_text(view.run) if view.run and under_way else None,
        part=part_text(view.run) if view.run else "",
        columns=columns,
        most_lost=shown_percent(MOST_LOST),
        step=shown_percent(round(100 * view.resolution)),
        chart=comparison_chart(columns),
        typed=request.form,
        errors=errors or {},
        meanwhile=meanwhile,
    )
