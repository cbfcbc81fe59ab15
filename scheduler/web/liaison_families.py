"""Who belongs to a family in a liaison's care: another adult comes in, a joke from a poster goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.services.add_adult import AlreadyThere, add_adult
from scheduler.services.joined_families import joined_through, remove_joined_family
from scheduler.services.read_caregiver import CaregiverView, read_caregiver
from scheduler.services.view_caseload import in_caseload
from scheduler.web.entry import for_roles
from scheduler.web.presenters import families_words as words
from scheduler.web.presenters.adult_fields import new_adult_typed

blueprint = Blueprint("liaison_families", __name__, url_prefix="/liaison/caregivers/<int:caregiver_id>")

Answered = str | Response | tuple[str, int]


@blueprint.get("/another-adult")
@for_roles("liaison")
def ask_adult(caregiver_id: int) -> Answered:
    """Ask for a name and two languages, those of the adult who is known filled in."""
    known = _known(caregiver_id)
    return _adult_page(caregiver_id, {"spoken": known.language_spoken, "read": known.language_read})


@blueprint.post("/another-adult")
@for_roles("liaison")
def add(caregiver_id: int) -> Answered:
    """Add the adult, and show their links."""
    new, errors = new_adult_typed(request.form)
    if new is not None:
        try:
            added = add_adult(g.user.id, caregiver_id, new, datetime.now(UTC)) or abort(404)
            return redirect(url_for("liaison.show_caregiver", caregiver_id=added), 303)
        except AlreadyThere:
            errors = {"name": _("An adult of this name is in the family already.")}
    return _adult_page(caregiver_id, request.form, errors), 422


@blueprint.get("/remove")
@for_roles("liaison")
def ask_removal(caregiver_id: int) -> Answered:
    """What goes, and a button; only for a family that joined through a poster."""
    joined = joined_through(g.user.id, caregiver_id) or abort(404)
    return render_template("liaison/remove.html", caregiver_id=caregiver_id, joined=joined)


@blueprint.post("/remove")
@for_roles("liaison")
def remove(caregiver_id: int) -> Answered:
    """Delete the family for good."""
    if not remove_joined_family(g.user.id, caregiver_id, datetime.now(UTC)):
        abort(404)
    return redirect(url_for("liaison.show"), 303)


def _known(caregiver_id: int) -> CaregiverView:
    """A family of another liaison is not found, and neither is anything between seasons."""
    if g.season_id is None or not in_caseload(g.user.id, caregiver_id):
        abort(404)
    return read_caregiver(caregiver_id, g.season_id)


def _adult_page(caregiver_id: int, fields: Mapping[str, str], errors: Mapping[str, str] | None = None) -> str:
    return render_template(
        "liaison/another_adult.html",
        caregiver_id=caregiver_id,
        known=_known(caregiver_id),
        fields=fields,
        errors=errors or {},
        words=words,
    )
