"""A memo of one page on each release, to print."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, g, render_template

from scheduler.services.view_memo import view_memo
from scheduler.web.entry import for_roles
from scheduler.web.presenters.memo_page import memo_page

blueprint = Blueprint("board_memo", __name__, url_prefix="/board/releases")


@blueprint.get("/<int:number>/memo")
@for_roles("co_planner")
def show(number: int) -> str:
    """What was decided with a release of the open season, and why."""
    view = (
        None
        if g.season_id is None
        else view_memo(g.season_id, number, g.user.id, g.language, datetime.now(UTC))
    )
    if view is None:
        abort(404)
    return render_template("board/memo.html", **memo_page(view, g.language))
