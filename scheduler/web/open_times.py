"""The page that asks once what the times mean that were left open."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.services.open_times import open_times, settle_open_times
from scheduler.services.submit_availability import NewerAnswer
from scheduler.web.entry import by_link
from scheduler.web.presenters.families_open import open_lines
from scheduler.web.presenters.families_rows import version_typed

blueprint = Blueprint("open_times", __name__, url_prefix="/f/<token>/open-times")


@blueprint.get("/")
@by_link("form", "paper")
def show(token: str) -> str | Response:
    """Ask; who may not see what was saved is asked nothing about it."""
    if g.season_id is None or not g.may_see_saved:
        return redirect(url_for("families.start", token=token))
    found = open_times(g.caregiver_id, g.season_id)
    if found is None:
        return redirect(url_for("families.show_step", token=token, name="how"))
    lines = open_lines(found, g.language)
    return render_template(
        "families/open_times.html",
        token=token,
        version=found.version,
        lines=lines,
        spoken=g.link.language_spoken,
    )


@blueprint.post("/")
@by_link("form", "paper")
def settle(token: str) -> Response:
    """Keep what the caregiver meant. What changed meanwhile is asked about again."""
    if g.season_id is None or not g.may_see_saved:
        return redirect(url_for("families.start", token=token))
    try:
        settle_open_times(
            g.caregiver_id,
            g.season_id,
            cannot=request.form.get("open") == "no",
            read_version=version_typed(request.form),
            now_utc=datetime.now(UTC),
        )
    except NewerAnswer:
        return redirect(url_for(".show", token=token))
    return redirect(url_for("families.show_step", token=token, name="how"))
