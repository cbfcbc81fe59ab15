"""A liaison has seen to what a family wrote."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, url_for
from werkzeug.wrappers import Response

from scheduler.services.waiting_replies import Kind, settle_reply
from scheduler.web.entry import for_roles

blueprint = Blueprint("liaison_replies", __name__, url_prefix="/liaison/replies")


@blueprint.post("/<any(reply, mail):kind>/<int:number>/done")
@for_roles("liaison")
def done(kind: Kind, number: int) -> Response:
    """Take it off the page."""
    if not settle_reply(g.user.id, kind, number, datetime.now(UTC)):
        abort(404)
    return redirect(url_for("liaison.show", _anchor="replies"), 303)
