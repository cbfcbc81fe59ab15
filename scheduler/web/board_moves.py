"""What if: a co-planner moves a session and sees what that would do, before anything is saved."""

from __future__ import annotations

from flask import Blueprint, abort, g, render_template, request

from scheduler.services.ask_what_if import what_if
from scheduler.services.move_choices import move_choices
from scheduler.web.entry import for_roles
from scheduler.web.presenters.board_move_form import SOUGHT, move_form, wanted_typed
from scheduler.web.presenters.board_what_if import WhatIfText, what_if_text

blueprint = Blueprint("board_moves", __name__, url_prefix="/board/plans/<int:plan_id>")


@blueprint.get("/sessions/<int:session_id>/move")
@for_roles("co_planner")
def show(plan_id: int, session_id: int) -> str:
    """The form, and below it the answer to what was asked. A drop on the board takes the answer alone."""
    wanted, errors = wanted_typed(request.args)
    answer: WhatIfText | None = None
    if SOUGHT in request.args and not errors:
        found = what_if(plan_id, session_id, wanted, g.language)
        if found is None:
            abort(404)
        answer = what_if_text(found, g.language)
    ids = {"plan_id": plan_id, "session_id": session_id}
    if "HX-Request" in request.headers and answer is not None:
        return render_template("board/_what_if.html", answer=answer, dropped=True, asked=request.args, **ids)
    choices = move_choices(plan_id, session_id, g.language)
    if choices is None:
        abort(404)
    form = move_form(choices, request.args, g.language)
    return render_template(
        "board/move.html", form=form, errors=errors, answer=answer, event=choices.session.event, **ids
    )
