"""The page behind the Sunday letters on which a caregiver stops them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.services.ask_on_sundays import is_asked, stop_asking
from scheduler.services.submit_availability import NewerAnswer
from scheduler.web.entry import by_link

blueprint = Blueprint("sundays", __name__, url_prefix="/f/<token>/sundays")


@blueprint.get("/")
@by_link("form")
def show(token: str) -> str:
    """A button only: programs that open every link of a mail must not press it."""
    asked = g.season_id is not None and is_asked(g.caregiver_id, g.season_id)
    return render_template("families/sundays.html", token=token, asked=asked)


@blueprint.post("/")
@by_link("form")
def stop(token: str) -> Response:
    """Ask no more. Where the times changed at the same moment, the page shows what holds now."""
    if g.season_id is not None:
        with suppress(NewerAnswer):
            stop_asking(g.caregiver_id, g.season_id, datetime.now(UTC))
    return redirect(url_for(".show", token=token), 303)
