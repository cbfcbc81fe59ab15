"""The page on which a co-planner begins a season, where none is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from scheduler.services.begin_season import SeasonIsOpenError, begin_season
from scheduler.services.posters import list_schools
from scheduler.services.read_district import read_district
from scheduler.web.entry import for_roles
from scheduler.web.presenters.season_form import closed_rows, season_typed, usual_fields, weekday_boxes

blueprint = Blueprint("season_begin", __name__, url_prefix="/board/season-begin")

Answered = str | Response | tuple[str, int]


@blueprint.get("/")
@for_roles("co_planner")
def show() -> Answered:
    """The form; while a season is open there is nothing to begin."""
    if g.season_id is not None:
        return redirect(url_for("board.show"), 303)
    return _page(usual_fields(_zone()), {})


@blueprint.post("/")
@for_roles("co_planner")
def begin() -> Answered:
    """Begin the season, and go on to its board."""
    if "more" in request.form:
        return _page(request.form, {})
    today = datetime.now(ZoneInfo(_zone())).date()
    new, errors = season_typed(request.form, today, g.language, ask_schools=not list_schools())
    if new is None:
        return _page(request.form, errors), 422
    try:
        begin_season(new, g.user.id, datetime.now(UTC))
    except SeasonIsOpenError:
        begun = gettext("A season is open already. You find it on the board.")
        return _page(request.form, {"name": begun}), 409
    return redirect(url_for("board.show"), 303)


def _zone() -> str:
    district = read_district()
    return district.timezone if district else "UTC"


def _page(fields: MultiDict[str, str], errors: Mapping[str, str]) -> str:
    return render_template(
        "board/season_begin.html",
        fields=fields,
        errors=errors,
        days=weekday_boxes(fields, g.language),
        closed_rows=closed_rows(fields),
        ask_schools=not list_schools(),
    )
