"""The page on which co-planners close a season, and open it again if that was a mistake."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.language.dates import format_date, format_datetime
from scheduler.services.close_season import (
    KEPT_FOR,
    SeasonHasChangedError,
    close_season,
    reopen_season,
    view_season_end,
)
from scheduler.web.between_seasons import no_season
from scheduler.web.entry import for_roles

blueprint = Blueprint("season_end", __name__, url_prefix="/board/season-end")


@blueprint.get("/")
@for_roles("co_planner")
def show() -> str:
    """What closing does; after it, until when it can be taken back."""
    return _page({})


@blueprint.post("/<int:season_id>/close")
@for_roles("co_planner")
def close(season_id: int) -> Response | tuple[str, int]:
    """Close the season, once its box is ticked."""
    if "sure" not in request.form:
        return _page({"sure": _("Tick this box if you want to close the season.")}), 422
    try:
        close_season(season_id, g.user.id, datetime.now(UTC))
    except SeasonHasChangedError:
        abort(409)
    return redirect(url_for(".show"), 303)


@blueprint.post("/<int:season_id>/reopen")
@for_roles("co_planner")
def reopen(season_id: int) -> Response:
    """Take it back."""
    try:
        reopen_season(season_id, g.user.id, datetime.now(UTC))
    except SeasonHasChangedError:
        abort(409)
    return redirect(url_for("board.show"), 303)


def _page(errors: dict[str, str]) -> str:
    now_utc = datetime.now(UTC)
    end = view_season_end(now_utc)
    if end is None:
        return no_season()
    zone = ZoneInfo(end.zone)
    until = now_utc + KEPT_FOR if end.is_open else end.until_utc
    return render_template(
        "board/season_end.html",
        end=end,
        errors=errors,
        last_date=format_date(end.last_date, g.language)
        if now_utc.astimezone(zone).date() <= end.last_date
        else None,
        until=until and format_datetime(until.astimezone(zone), g.language),
    )
