"""Why a plan is as it is: session by session, and group by group."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.services.explain_plan import cancel_why, request_why
from scheduler.services.view_why import view_why_session, view_why_set
from scheduler.web.entry import for_roles
from scheduler.web.presenters.board_what_if import what_if_text
from scheduler.web.presenters.board_why import why_session_text, why_set_text

blueprint = Blueprint("board_why", __name__, url_prefix="/board/plans/<int:plan_id>")


@blueprint.get("/sessions/<int:session_id>/why")
@for_roles("co_planner")
def session(plan_id: int, session_id: int) -> str:
    """Why a session is when and where it is, and whom the next best would leave out."""
    view = view_why_session(plan_id, session_id, g.language)
    if view is None:
        abort(404)
    instead = None if view.instead is None else what_if_text(view.instead, g.language)
    why = why_session_text(view, g.language)
    return render_template(
        "board/why_session.html", plan_id=plan_id, session_id=session_id, why=why, answer=instead
    )


@blueprint.post("/sessions/<int:session_id>/why")
@for_roles("co_planner")
def ask_session(plan_id: int, session_id: int) -> Response:
    """Have it looked for what holding the event elsewhere would cost at least."""
    if request_why(plan_id, "session", str(session_id), g.user.id, datetime.now(UTC)) is None:
        abort(404)
    return redirect(url_for(".session", plan_id=plan_id, session_id=session_id, _anchor="asked"), 303)


@blueprint.post("/sessions/<int:session_id>/why/cancel")
@for_roles("co_planner")
def cancel_session(plan_id: int, session_id: int) -> Response:
    """Look no further."""
    if not cancel_why(plan_id, "session", str(session_id), g.user.id, datetime.now(UTC)):
        abort(404)
    return redirect(url_for(".session", plan_id=plan_id, session_id=session_id, _anchor="asked"), 303)


@blueprint.get("/groups/<set_key>/why")
@for_roles("co_planner")
def group(plan_id: int, set_key: str) -> str:
    """Who of a group is still left out, by cause, and what would include them."""
    view = view_why_set(plan_id, set_key, g.language)
    if view is None:
        abort(404)
    why = why_set_text(view, g.language)
    return render_template("board/why_group.html", plan_id=plan_id, set_key=set_key, why=why)


@blueprint.post("/groups/<set_key>/why")
@for_roles("co_planner")
def ask_group(plan_id: int, set_key: str) -> Response:
    """Have it looked for who is left out, how far the group could go, and what would help."""
    known = view_why_set(plan_id, set_key, g.language) is not None
    if not known or request_why(plan_id, "set", set_key, g.user.id, datetime.now(UTC)) is None:
        abort(404)
    return redirect(url_for(".group", plan_id=plan_id, set_key=set_key, _anchor="asked"), 303)


@blueprint.post("/groups/<set_key>/why/cancel")
@for_roles("co_planner")
def cancel_group(plan_id: int, set_key: str) -> Response:
    """Look no further."""
    if not cancel_why(plan_id, "set", set_key, g.user.id, datetime.now(UTC)):
        abort(404)
    return redirect(url_for(".group", plan_id=plan_id, set_key=set_key, _anchor="asked"), 303)
