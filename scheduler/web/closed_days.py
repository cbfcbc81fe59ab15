"""The page of the days on which nothing is planned: added once they are known, taken off where wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.language.dates import format_date
from scheduler.services.closed_days import close_days, open_days, view_closed_days
from scheduler.web.between_seasons import no_season
from scheduler.web.entry import for_roles
from scheduler.web.presenters.season_form import closed_typed

blueprint = Blueprint("closed_days", __name__, url_prefix="/board/closed-days")

Answered = str | Response | tuple[str, int]


@blueprint.get("/")
@for_roles("co_planner")
def show() -> Answered:
    """What is closed, and a form for more."""
    return _page({}, {})


@blueprint.post("/")
@for_roles("co_planner")
def add() -> Answered:
    """Keep days free of events."""
    if g.season_id is None:
        abort(404)
    season = view_closed_days(g.season_id)
    errors: dict[str, str] = {}
    days = closed_typed(request.form, "closed-0", (season.first, season.last), g.language, errors)
    if days is None or errors:
        return _page(request.form, errors), 422
    close_days(g.season_id, days, g.user.id, datetime.now(UTC))
    return redirect(url_for(".show"), 303)


@blueprint.post("/<int:closure_id>/open")
@for_roles("co_planner")
def reopen(closure_id: int) -> Response:
    """Let there be events again."""
    try:
        open_days(g.season_id or 0, closure_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return redirect(url_for(".show"), 303)


def _page(fields: Mapping[str, str], errors: Mapping[str, str]) -> str:
    if g.season_id is None:
        return no_season()
    season = view_closed_days(g.season_id)
    return render_template(
        "board/closed_days.html",
        closed=season.closed,
        shown=lambda day: format_date(day, g.language),
        span=(season.first.isoformat(), season.last.isoformat()),
        fields=fields,
        errors=errors,
    )
