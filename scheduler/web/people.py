"""Who can sign in: co-planners add people, take them off, and put them back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.language.catalogues import offered_languages
from scheduler.language.locales import LOCALES
from scheduler.services.accounts import LastCoPlannerError, LastVoiceError
from scheduler.services.invite_person import AddressInUseError, invite_person
from scheduler.services.people import put_back, take_off, view_people
from scheduler.services.read_district import read_district
from scheduler.web.entry import for_roles
from scheduler.web.presenters.motion_words import unheard_text
from scheduler.web.presenters.people_form import for_whom, only_planner_text, person_typed, ways_to_help

blueprint = Blueprint("people", __name__, url_prefix="/board/people")

Answered = str | Response | tuple[str, int]


@blueprint.get("/")
@for_roles("co_planner")
def show() -> Answered:
    """Everybody with an account, and a form for one more."""
    return _page({}, {})


@blueprint.post("/")
@for_roles("co_planner")
def add() -> Answered:
    """Give somebody an account; a letter tells them how to sign in."""
    partners = [number for number, _name in view_people().partners]
    person, errors = person_typed(request.form, partners)
    if person is None:
        return _page(request.form, errors), 422
    try:
        person_id = invite_person(person, g.user.id, datetime.now(UTC))
    except AddressInUseError as error:
        return _page(request.form, {"email": _in_use(error)}), 422
    return redirect(url_for(".show", _anchor=f"person-{person_id}"), 303)


@blueprint.post("/<int:person_id>/off")
@for_roles("co_planner")
def off(person_id: int) -> Answered:
    """End an account; whoever takes the last voice of families away was told before what follows."""
    field = f"person-{person_id}"
    try:
        take_off(person_id, g.user.id, datetime.now(UTC), knowingly="knowingly" in request.form)
    except LookupError:
        abort(404)
    except LastCoPlannerError:
        return _page({}, {field: only_planner_text()}), 409
    except LastVoiceError:
        return _page({}, {field: unheard_text()}), 409
    return redirect(url_for(".show", _anchor=field), 303)


@blueprint.post("/<int:person_id>/back")
@for_roles("co_planner")
def back(person_id: int) -> Answered:
    """Let somebody who was taken off sign in again."""
    try:
        put_back(person_id, g.user.id, datetime.now(UTC))
    except LookupError:
        abort(404)
    return redirect(url_for(".show", _anchor=f"person-{person_id}"), 303)


def _in_use(error: AddressInUseError) -> str:
    if error.taken_off:
        return gettext(
            "%(name)s had an account of another kind with this address and was taken off. "
            "Put them back below, or write another address.",
            name=error.name,
        )
    return gettext("%(name)s has an account with this address already.", name=error.name)


def _page(fields: Mapping[str, str], errors: Mapping[str, str]) -> str:
    view, district = view_people(), read_district()
    reads = fields.get("reads") or (district.default_language if district else "en")
    return render_template(
        "board/people.html",
        people=view.people,
        partners=[("", "–"), *((str(number), name) for number, name in view.partners)],
        languages=[(code, LOCALES[code].endonym) for code in offered_languages()],
        ways=ways_to_help(),
        for_whom=for_whom,
        unheard=unheard_text(),
        only_planner=only_planner_text(),
        fields={**fields, "reads": reads},
        errors=errors,
    )
