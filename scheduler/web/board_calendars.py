"""The calendars that co-planners hand out: of the season, a language, a school, whoever helps."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, current_app, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.services.calendar_links import planner_calendars, renew_planner_calendar
from scheduler.services.turns import a_turn
from scheduler.web.between_seasons import no_season
from scheduler.web.entry import for_roles
from scheduler.web.presenters.calendar_card import calendar_groups

blueprint = Blueprint("board_calendars", __name__, url_prefix="/board/calendars")


@blueprint.get("/")
@for_roles("co_planner")
def show() -> str:
    """Each calendar with its links."""
    if g.season_id is None:
        return no_season()
    settings, now = current_app.extensions["settings"], datetime.now(UTC)
    with a_turn():
        calendars = planner_calendars(g.user.id, g.season_id, g.language, settings.link_key, now)
    groups = calendar_groups(calendars, settings.base_url, g.language, now)
    return render_template("board/calendars.html", groups=groups)


@blueprint.post("/<int:link_id>/renew")
@for_roles("co_planner")
def renew(link_id: int) -> Response:
    """Close a calendar's link, and make another."""
    link_key = current_app.extensions["settings"].link_key
    if not renew_planner_calendar(g.user.id, link_id, link_key, datetime.now(UTC)):
        abort(404)
    return redirect(url_for(".show"), 303)
