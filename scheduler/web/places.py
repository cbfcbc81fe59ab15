"""Where sessions can be held: co-planners add and change every place, a partner those that it lends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import format_decimal, gettext
from werkzeug.wrappers import Response

from scheduler.services.change_place import (
    ChangedAgainError,
    ReleasedSinceError,
    change_place,
    change_place_back,
    last_changes,
)
from scheduler.services.current_season import latest_season_id
from scheduler.services.edit_places import (
    PlaceFacts,
    PlaceIsUsed,
    add_place,
    list_places,
    read_place,
    released_there,
    remove_place,
)
from scheduler.web.entry import for_roles
from scheduler.web.lender import FRAMES, lender_id
from scheduler.web.presenters.board_words import feature_name, format_name
from scheduler.web.presenters.place_form import (
    FORMATS,
    change_line,
    place_changes,
    place_fields,
    place_typed,
)
from scheduler.web.presenters.weekly_hours import hour_rows
from scheduler.web.presenters.zone_choices import zone_choices

blueprint = Blueprint("places", __name__, url_prefix="/places")

Answered = str | Response | tuple[str, int]


@blueprint.get("/")
@for_roles("co_planner", "partner")
def show() -> str:
    """The places, and a form for one more."""
    return _list(place_fields(PlaceFacts("")), {})


@blueprint.post("/")
@for_roles("co_planner", "partner")
def add() -> Answered:
    """One more place."""
    facts, errors = place_typed(request.form)
    if facts is None:
        return _list(request.form, errors), 422
    place_id = add_place(facts, g.user.id, lender_id(), datetime.now(UTC))
    return redirect(url_for(".show", _anchor=f"place-{place_id}"), 303)


@blueprint.get("/<int:place_id>")
@for_roles("co_planner", "partner")
def edit(place_id: int) -> str:
    """The form of one place."""
    return _form(place_id, place_fields(_known(place_id)), {})


@blueprint.post("/<int:place_id>")
@for_roles("co_planner", "partner")
def change(place_id: int) -> Answered:
    """Show what would change, and change it once that was confirmed."""
    before = _known(place_id)
    facts, errors = place_typed(request.form)
    if facts is None:
        return _form(place_id, request.form, errors), 422
    if "back" in request.form:
        return _form(place_id, request.form, {})
    changes = place_changes(before, facts, g.language)
    if changes and "sure" not in request.form:
        return render_template(
            "places/confirm.html",
            frame=FRAMES[g.user.role],
            place_id=place_id,
            before=before,
            after=facts,
            changes=changes,
            released=released_there(latest_season_id(), place_id),
            typed={name: value for name, value in request.form.items() if name != "csrf_token"},
        )
    if changes:
        change_place(place_id, facts, g.user.id, lender_id(), datetime.now(UTC))
    return redirect(url_for(".show", _anchor=f"place-{place_id}"), 303)


@blueprint.post("/<int:place_id>/back")
@for_roles("co_planner", "partner")
def change_back(place_id: int) -> Answered:
    """Take the last change of a place back."""
    try:
        change_place_back(place_id, request.form.get("number", ""), g.user.id, lender_id(), datetime.now(UTC))
    except LookupError:
        abort(404)
    except ChangedAgainError:
        return _refused(
            place_id,
            gettext("This place was changed again, or that was taken back already. It is as you see it."),
        )
    except ReleasedSinceError as error:
        return _refused(
            place_id,
            gettext(
                "Release %(number)s was made since and holds a session there. Press “Change”: you see what "
                "changes before it does.",
                number=format_decimal(error.number),
            ),
        )
    return redirect(url_for(".show", _anchor=f"place-{place_id}"), 303)


@blueprint.post("/<int:place_id>/remove")
@for_roles("co_planner", "partner")
def remove(place_id: int) -> Response:
    """Take a place off that nothing names yet."""
    try:
        remove_place(place_id, g.user.id, lender_id(), datetime.now(UTC))
    except LookupError:
        abort(404)
    except PlaceIsUsed:
        abort(409)
    return redirect(url_for(".show"), 303)


def _known(place_id: int) -> PlaceFacts:
    try:
        return read_place(place_id, lender_id())
    except LookupError:
        abort(404)


def _refused(place_id: int, text: str) -> tuple[str, int]:
    return _list(place_fields(PlaceFacts("")), {f"place-{place_id}": text}), 409


def _list(fields: Mapping[str, str], errors: Mapping[str, str]) -> str:
    places = list_places(g.language, lender_id())
    changes = {
        place_id: change_line(change, g.language) for place_id, change in last_changes(lender_id()).items()
    }
    return _page("places/places.html", fields, errors, places=places, changes=changes)


def _form(place_id: int, fields: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return _page("places/edit.html", fields, errors, place_id=place_id, name=_known(place_id).name)


def _page(template: str, fields: Mapping[str, str], errors: Mapping[str, str], **more: object) -> str:
    return render_template(
        template,
        frame=FRAMES[g.user.role],
        fields=fields,
        errors=errors,
        formats=[(value, format_name(value)) for value in FORMATS],
        hour_rows=hour_rows(fields, g.language),
        zones=zone_choices(fields.get("zone", "")),
        feature_name=feature_name,
        format_name=format_name,
        **more,
    )
