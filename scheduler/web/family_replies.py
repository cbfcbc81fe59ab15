"""A family says whether it will come, with one press, without any calendar."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.services.reply_to_session import NotToReplyTo, reply_to_session
from scheduler.web.entry import by_link

blueprint = Blueprint("family_replies", __name__, url_prefix="/f/<token>/sessions")


@blueprint.post("/<uid>")
@by_link("form", "paper")
def reply(token: str, uid: str) -> Response:
    """Store what was pressed, and show the letter again where it was pressed."""
    if g.season_id is None or not g.may_see_saved:
        return redirect(url_for("families.start", token=token))
    try:
        reply_to_session(g.caregiver_id, g.season_id, uid, request.form.get("reply", ""), datetime.now(UTC))
    except NotToReplyTo:
        abort(404)
    return redirect(url_for("families.start", token=token, _anchor=f"session-{uid}"), 303)
