"""The address itself: whoever comes without a link is told where to go."""

from __future__ import annotations

from flask import Blueprint, render_template

from scheduler.web.entry import public

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@public
def show() -> str:
    """What this is, for families and for staff."""
    return render_template("home/home.html")
