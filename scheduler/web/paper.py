"""The door behind a link on paper, which a stranger may have found: what was saved waits for a short code."""

from __future__ import annotations

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.services.check_code import CodeLockedError, check_code
from scheduler.services.choose_language import choose_language
from scheduler.web import paper_pass
from scheduler.web.entry import by_paper_link
from scheduler.web.language import show_language

blueprint = Blueprint("paper", __name__, url_prefix="/p/<token>")

Answered = str | Response | tuple[str, int]


@blueprint.get("/")
@by_paper_link
def door(token: str) -> Answered:
    """Ask for the code, or let the family begin with an empty form."""
    if g.may_see_saved:
        return redirect(url_for("families.start", token=token))
    return _door_page(token)


@blueprint.post("/")
@by_paper_link
def enter_code(token: str) -> Answered:
    """Give this browser a pass for the right code."""
    if "language" in request.form:
        show_language(request.form["language"])
        choose_language(g.caregiver_id, g.language)
        return _door_page(token)
    try:
        right = check_code(
            g.link_id, request.form.get("code", ""), current_app.extensions["settings"].link_key
        )
    except CodeLockedError:
        return _door_page(token, locked=True), 429
    if not right:
        return _door_page(token, {"code": _("That is not the code of this letter. It has 6 digits.")}), 422
    response = redirect(url_for("families.start", token=token), 303)
    paper_pass.give(response, g.link_id)
    return response


def _door_page(token: str, errors: dict[str, str] | None = None, locked: bool = False) -> str:
    return render_template(
        "account/paper.html",
        token=token,
        code=request.form.get("code", ""),
        errors=errors or {},
        locked=locked,
    )
