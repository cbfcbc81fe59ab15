"""The schools of the district: added, and called otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.services.edit_schools import (
    NameInUseError,
    add_schools,
    rename_school,
)
from scheduler.services.posters import list_schools
from scheduler.web.entry import for_roles
from scheduler.web.presenters.school_form import LONGEST_NAME, schools_typed
from scheduler.web.presenters.typed_fields import line_typed

blueprint = Blueprint("schools", __name__, url_prefix="/board/schools")

Answered = str | Response | tuple[str, int]


@blueprint.get("/")
@for_roles("co_planner")
def show() -> Answered:
    """The schools, and a field for more."""
    return _page({}, {})


@blueprint.post("/")
@for_roles("co_planner")
def add() -> Answered:
    """Schools that are not there yet."""
    errors: dict[str, str] = {}
    names = schools_typed(request.form, errors)
    if errors:
        return _page(request.form, errors), 422
    add_schools(names, g.user.id, datetime.now(UTC))
    return redirect(url_for(".show"), 303)


@blueprint.post("/<int:school_id>")
@for_roles("co_planner")
def rename(school_id: int) -> Answered:
    """Call it otherwise."""
    field, errors = f"school-{school_id}", dict[str, str]()
    name = line_typed(request.form, field, LONGEST_NAME, errors)
    if not name:
        errors[field] = gettext("Write a name.")
    if not errors:
        try:
            rename_school(school_id, name, g.user.id, datetime.now(UTC))
            return redirect(url_for(".show"), 303)
        except LookupError:
            abort(404)
        except NameInUseError:
            errors[field] = gettext("Another school has this name.")
    return _page(request.form, errors), 422


def _page(fields: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template("board/schools.html", schools=list_schools(), fields=fields, errors=errors)
