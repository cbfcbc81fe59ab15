"""Whoever was there notes how many families came to a session: counts, never names."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.services.current_season import latest_season_id
from scheduler.services.note_who_came import forget_who_came, note_who_came
from scheduler.services.view_who_came import HeldView, sessions_to_count
from scheduler.web.entry import for_roles
from scheduler.web.presenters.who_came import counts_typed, held_lines

blueprint = Blueprint("who_came", __name__, url_prefix="/came")

FRAMES = {
    "co_planner": "board/_layout.html",
    "liaison": "liaison/frame.html",
    "partner": "partners/frame.html",
}


@blueprint.get("/")
@for_roles("co_planner", "liaison", "partner")
def show() -> str:
    """The sessions that are over; for a partner those of events that it co-leads."""
    return _page({})


@blueprint.post("/<uid>")
@for_roles("co_planner", "liaison", "partner")
def note(uid: str) -> Response | tuple[str, int]:
    """Note the counts of a session, in the place of those from before."""
    held = next((one for one in _sessions() if one.over and one.uid == uid), None)
    season_id = latest_season_id()
    if held is None or season_id is None:
        abort(404)
    families, by_support, errors = counts_typed(uid, held.kinds, request.form)
    if errors:
        return _page(errors), 400
    try:
        note_who_came(
            season_id, uid, families, by_support, g.user.id, datetime.now(UTC), partner_id=_partner_id()
        )
    except LookupError:
        abort(404)
    return redirect(url_for(".show", _anchor=f"session-{uid}"), 303)


@blueprint.post("/<uid>/take-back")
@for_roles("co_planner", "liaison", "partner")
def take_back(uid: str) -> Response:
    """As if nobody had noted the counts of the session."""
    season_id = latest_season_id()
    if season_id is None or all(one.uid != uid for one in _sessions()):
        abort(404)
    forget_who_came(season_id, uid, g.user.id, datetime.now(UTC), partner_id=_partner_id())
    return redirect(url_for(".show", _anchor=f"session-{uid}"), 303)


@blueprint.get("/<uid>/sheet")
@for_roles("co_planner", "liaison", "partner")
def sheet(uid: str) -> str:
    """A page to print and take along: the same questions, with room for a stroke a family."""
    session = next((one for one in _sessions() if one.uid == uid), None)
    if session is None:
        abort(404)
    (line,) = held_lines((session,), g.language)
    return render_template(
        "board/who_came_sheet.html",
        frame=FRAMES[g.user.role],
        session=line,
        base_url=current_app.extensions["settings"].base_url,
    )


def _sessions() -> tuple[HeldView, ...]:
    season_id = latest_season_id()
    if season_id is None or (g.user.role == "partner" and g.user.partner_id is None):
        return ()
    return sessions_to_count(season_id, g.language, datetime.now(UTC), partner_id=_partner_id())


def _partner_id() -> int | None:
    partner_id: int | None = g.user.partner_id if g.user.role == "partner" else None
    return partner_id


def _page(errors: dict[str, str]) -> str:
    sessions = _sessions()
    over = tuple(one for one in reversed(sessions) if one.over)
    to_come = tuple(one for one in sessions if not one.over)
    return render_template(
        "board/who_came.html",
        frame=FRAMES[g.user.role],
        sessions=held_lines(over, g.language),
        to_come=held_lines(to_come, g.language),
        typed=request.form,
        errors=errors,
    )
