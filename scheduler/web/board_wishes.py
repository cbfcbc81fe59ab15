"""What the next plan is held to: a session pinned, a time kept free, a cap, a floor or a weight tried."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.services.view_board import view_board
from scheduler.services.wish_on_board import leave_out, pin_session, wish_on_board, withdraw_wish
from scheduler.web.entry import for_roles
from scheduler.web.presenters.board_page import board_page
from scheduler.web.presenters.board_wish_form import KINDS, wish_typed

blueprint = Blueprint("board_wishes", __name__, url_prefix="/board")


@blueprint.post("/sessions/<int:session_id>/pin")
@for_roles("co_planner")
def pin(session_id: int) -> Response:
    """The next plan keeps this session where and when it is."""
    try:
        pin_session(session_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return _to_wishes()


@blueprint.post("/wishes/<kind>")
@for_roles("co_planner")
def wish(kind: str) -> Response | tuple[str, int]:
    """Any wish but a pin; what cannot be read is named on the board, with what was typed."""
    if kind not in KINDS:
        abort(404)
    if g.season_id is None:
        abort(404)
    wanted, errors = wish_typed(kind, request.form)
    if wanted is None:
        board = view_board(g.language)
        assert board is not None
        page = board_page(board, g.language, typed=request.form, errors=errors)
        return render_template("board/board.html", **page), 400
    try:
        wish_on_board(g.season_id, wanted, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return _to_wishes()


@blueprint.post("/events/<int:event_id>/leave-out")
@for_roles("co_planner")
def without(event_id: int) -> Response:
    """The next plan does without an event."""
    if g.season_id is None:
        abort(404)
    try:
        leave_out(g.season_id, event_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return _to_wishes()


@blueprint.post("/wishes/<int:wish_id>/withdraw")
@for_roles("co_planner")
def withdraw(wish_id: int) -> Response:
    """The next plan is free of it."""
    try:
        withdraw_wish(wish_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return _to_wishes()


def _to_wishes() -> Response:
    """Or to what is said of the last run, where a button of it was pressed."""
    anchor = "conflict" if "loosens" in request.form else "wishes"
    return redirect(url_for("board.show", _anchor=anchor), 303)
