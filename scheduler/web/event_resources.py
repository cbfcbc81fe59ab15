"""The page on which co-planners say where an event may be held, and who may host it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.services.event_resources import (
    EventResources,
    TooFewHostsError,
    set_event_resources,
    view_event_resources,
)
from scheduler.web.entry import for_roles
from scheduler.web.presenters.event_form import Box, ids_typed, place_text

blueprint = Blueprint("event_resources", __name__, url_prefix="/board/events/<int:event_id>/resources")

Answered = str | Response | tuple[str, int]


@blueprint.get("/")
@for_roles("co_planner")
def show(event_id: int) -> str:
    """What is chosen, and what else there is."""
    known = _known(event_id)
    return _page(event_id, known, known.place_ids, known.host_ids, {})


@blueprint.post("/")
@for_roles("co_planner")
def change(event_id: int) -> Answered:
    """Choose anew."""
    known, errors = _known(event_id), dict[str, str]()
    places = ids_typed("places", request.form, errors, gettext("Choose at least one place."))
    hosts = ids_typed("hosts", request.form, errors, gettext("Choose at least one host."))
    if not errors:
        try:
            set_event_resources(g.season_id, event_id, places, hosts, g.user.id, datetime.now(UTC))
            return redirect(url_for("board_events.show", _anchor=f"event-{event_id}"), 303)
        except LookupError:
            abort(404)
        except TooFewHostsError:
            errors["hosts"] = gettext("%(event)s would not have enough hosts.", event=known.title)
    return _page(event_id, known, places, hosts, errors), 422


def _known(event_id: int) -> EventResources:
    try:
        return view_event_resources(g.season_id, event_id, g.language)
    except LookupError:
        abort(404)


def _page(
    event_id: int,
    known: EventResources,
    places: Collection[int],
    hosts: Collection[int],
    errors: Mapping[str, str],
) -> str:
    return render_template(
        "board/event_resources.html",
        event_id=event_id,
        title=known.title,
        places=[Box(str(row), place_text(name, how), row in places) for row, name, how in known.places],
        hosts=[Box(str(row), name, row in hosts) for row, name in known.hosts],
        errors=errors,
    )
