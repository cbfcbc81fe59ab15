"""What if: a co-planner moves a session, sees what that would do, and keeps it or leaves it."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, g, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from scheduler.language.dates import format_datetime
from scheduler.services.ask_what_if import what_if
from scheduler.services.board_steps import ChangedMeanwhileError
from scheduler.services.keep_move import keep_move, meanwhile
from scheduler.services.move_choices import move_choices
from scheduler.services.try_proposal import TakenUp, tried_proposal
from scheduler.web.entry import for_roles
from scheduler.web.presenters.board_changes import change_parts
from scheduler.web.presenters.board_move_form import SOUGHT, fields_to_send_again, move_form, wanted_typed
from scheduler.web.presenters.board_talk import text_typed
from scheduler.web.presenters.board_what_if import WhatIfText, what_if_text

blueprint = Blueprint("board_moves", __name__, url_prefix="/board/plans/<int:plan_id>")


@blueprint.get("/sessions/<int:session_id>/move")
@for_roles("co_planner")
def show(plan_id: int, session_id: int) -> str:
    """The form, and below it the answer to what was asked. A drop on the board takes the answer alone."""
    return _page(plan_id, session_id, request.args, {})


def _page(plan_id: int, session_id: int, fields: MultiDict[str, str], wrong: dict[str, str]) -> str:
    wanted, errors = wanted_typed(fields)
    asked = {"plan_id": plan_id, "session_id": session_id, "again": fields_to_send_again(fields)}
    answer: WhatIfText | None = None
    if SOUGHT in fields and not errors:
        found = what_if(plan_id, session_id, wanted, g.language)
        if found is None:
            abort(404)
        answer = what_if_text(found, g.language)
        if "HX-Request" in request.headers:
            return render_template("board/_what_if.html", answer=answer, dropped=True, **asked)
    choices = move_choices(plan_id, session_id, g.language)
    if choices is None:
        abort(404)
    return render_template(
        "board/move.html",
        form=move_form(choices, fields, g.language),
        errors=errors | wrong,
        answer=answer,
        event=choices.session.event,
        proposal=tried_proposal(fields.get("proposal", 0, type=int), plan_id, session_id),
        told=fields.get("answer", ""),
        when=lambda moment: format_datetime(moment, g.language, year=False),
        **asked,
    )


@blueprint.post("/sessions/<int:session_id>/move")
@for_roles("co_planner")
def keep(plan_id: int, session_id: int) -> Response:
    """Put the changed plan on the board, unless somebody else changed the board meanwhile."""
    wanted, errors = wanted_typed(request.form)
    if errors:
        abort(400)
    told, wrong = text_typed(request.form, "answer", optional=True)
    if wrong:
        return make_response(_page(plan_id, session_id, request.form, wrong), 400)
    over, proposal_id = "over" in request.form, request.form.get("proposal", type=int)
    taken = None if proposal_id is None else TakenUp(proposal_id, told)
    try:
        keep_move(plan_id, session_id, wanted, g.user.id, datetime.now(UTC), over=over, takes_up=taken)
    except LookupError:
        abort(404)
    except ChangedMeanwhileError:
        return _changed_meanwhile(plan_id, session_id)
    return redirect(url_for("board.show"), 303)


def _changed_meanwhile(plan_id: int, session_id: int) -> Response:
    """What the others did, and the choice: the same move on their board, or the moved plan instead of it."""
    found = meanwhile(plan_id, session_id, g.language)
    page = render_template(
        "board/meanwhile.html",
        plan_id=plan_id,
        session_id=session_id,
        now=found,
        parts=change_parts(found.difference, g.language),
        again=fields_to_send_again(request.form),
    )
    return make_response(page, 409)
