"""What each step of a plan trades, and the vote on a step that takes much for little."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.services.explain_plan import request_why
from scheduler.services.motions import propose
from scheduler.services.trade_rule import TRADES
from scheduler.services.view_trades import trade_motion, view_trades
from scheduler.web.entry import for_roles
from scheduler.web.presenters.board_talk import text_typed, unknown_trades
from scheduler.web.presenters.board_why import UNDER_WAY
from scheduler.web.presenters.trade_words import step_lines

blueprint = Blueprint("board_trades", __name__, url_prefix="/board/plans/<int:plan_id>/trades")


@blueprint.get("")
@for_roles("co_planner")
def show(plan_id: int) -> str:
    """What each step gives and takes."""
    return _page(plan_id, {})


@blueprint.post("")
@for_roles("co_planner")
def ask(plan_id: int) -> Response:
    """Have it worked out."""
    known = view_trades(plan_id, g.language) is not None
    if not known or request_why(plan_id, TRADES, "", g.user.id, datetime.now(UTC)) is None:
        abort(404)
    return redirect(url_for(".show", plan_id=plan_id), 303)


@blueprint.post("/<level>/vote")
@for_roles("co_planner")
def put(plan_id: int, level: str) -> Response | tuple[str, int]:
    """Put a step that takes more than ten families for one to the vote."""
    reason, errors = text_typed(request.form, f"{level.replace(' ', '-')}-reason")
    if errors:
        return _page(plan_id, errors), 400
    try:
        season_id, proposal = trade_motion(plan_id, level, reason)
    except LookupError:
        abort(404)
    propose(season_id, proposal, g.user.id, datetime.now(UTC))
    return redirect(url_for(".show", plan_id=plan_id), 303)


def _page(plan_id: int, errors: dict[str, str]) -> str:
    view = view_trades(plan_id, g.language)
    if view is None:
        abort(404)
    return render_template(
        "board/trades.html",
        plan_id=plan_id,
        steps=step_lines(view),
        unknown=unknown_trades() if view.unknown else "",
        acceptance=view.acceptance,
        acceptance_id=view.acceptance_id,
        why={"asking": view.state in UNDER_WAY, "asked": view.state == "done"},
        typed=request.form,
        errors=errors,
    )
