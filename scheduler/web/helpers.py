"""Who makes sessions possible: co-planners add and change every helper, a partner those whom it lends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from scheduler.language.names import language_name
from scheduler.services.edit_helpers import (
    HelperFacts,
    HelperIsUsed,
    add_helper,
    change_helper,
    list_helpers,
    read_helper,
    remove_helper,
)
from scheduler.web.entry import for_roles
from scheduler.web.lender import FRAMES, lender_id
from scheduler.web.presenters.helper_form import (
    FORMATS,
    KINDS,
    WORKS_IN,
    away_rows,
    format_boxes,
    helper_fields,
    helper_typed,
    kind_name,
    language_choices,
    language_rows,
)
from scheduler.web.presenters.weekly_hours import hour_rows
from scheduler.web.presenters.zone_choices import zone_choices

blueprint = Blueprint("helpers", __name__, url_prefix="/helpers")

Answered = str | Response | tuple[str, int]


@blueprint.get("/")
@for_roles("co_planner", "partner")
def show() -> str:
    """The helpers, and a way to add one of each kind."""
    return render_template(
        "helpers/helpers.html",
        frame=FRAMES[g.user.role],
        helpers=list_helpers(lender_id()),
        kinds=[(kind, kind_name(kind)) for kind in KINDS],
        kind_name=kind_name,
        spoken=lambda code: language_name(code, g.language),
    )


@blueprint.get("/new")
@for_roles("co_planner", "partner")
def ask() -> Answered:
    """The form of a new helper, with the fields of that kind."""
    kind = request.args.get("kind", "")
    if kind not in KINDS:
        return redirect(url_for(".show"), 303)
    return _form(kind, helper_fields(HelperFacts("", kind, formats=FORMATS)), {})


@blueprint.post("/new")
@for_roles("co_planner", "partner")
def add() -> Answered:
    """One more helper."""
    kind = request.form.get("kind", "")
    if kind not in KINDS:
        abort(400)
    facts, errors = helper_typed(kind, request.form)
    if facts is None:
        return _form(kind, request.form, errors), 422
    provider_id = add_helper(facts, g.user.id, lender_id(), datetime.now(UTC))
    return redirect(url_for(".show", _anchor=f"helper-{provider_id}"), 303)


@blueprint.get("/<int:provider_id>")
@for_roles("co_planner", "partner")
def edit(provider_id: int) -> str:
    """The form of one helper."""
    facts = _known(provider_id)
    return _form(facts.kind, helper_fields(facts), {}, facts.name)


@blueprint.post("/<int:provider_id>")
@for_roles("co_planner", "partner")
def change(provider_id: int) -> Answered:
    """Keep what was typed; what somebody is there for stays."""
    before = _known(provider_id)
    facts, errors = helper_typed(before.kind, request.form)
    if facts is None:
        return _form(before.kind, request.form, errors, before.name), 422
    change_helper(provider_id, facts, g.user.id, lender_id(), datetime.now(UTC))
    return redirect(url_for(".show", _anchor=f"helper-{provider_id}"), 303)


@blueprint.post("/<int:provider_id>/remove")
@for_roles("co_planner", "partner")
def remove(provider_id: int) -> Response:
    """Take a helper off whom nothing names yet."""
    try:
        remove_helper(provider_id, g.user.id, lender_id(), datetime.now(UTC))
    except LookupError:
        abort(404)
    except HelperIsUsed:
        abort(409)
    return redirect(url_for(".show"), 303)


def _known(provider_id: int) -> HelperFacts:
    try:
        return read_helper(provider_id, lender_id())
    except LookupError:
        abort(404)


def _form(kind: str, fields: MultiDict[str, str], errors: Mapping[str, str], name: str = "") -> str:
    return render_template(
        "helpers/form.html",
        frame=FRAMES[g.user.role],
        kind=kind,
        kind_name=kind_name(kind),
        name=name,
        fields=fields,
        errors=errors,
        language_rows=language_rows(kind, fields),
        languages=language_choices(g.language),
        formats=[] if kind in WORKS_IN else format_boxes(fields),
        zones=zone_choices(fields.get("zone", "")) if kind == "transport" else [],
        hour_rows=hour_rows(fields, g.language),
        away_rows=away_rows(fields),
    )
