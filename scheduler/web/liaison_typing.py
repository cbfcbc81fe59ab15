"""A liaison types in what a family wrote on paper or said by phone: the whole answer on one page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.domain.answers import Part
from scheduler.services.read_answers import read_answers
from scheduler.services.read_caregiver import read_caregiver
from scheduler.services.submit_availability import NewerAnswer
from scheduler.services.type_answer import THROUGH, Through, type_answer
from scheduler.services.view_caseload import in_caseload
from scheduler.web.entry import for_roles
from scheduler.web.families import STEPS
from scheduler.web.presenters import families_words as words
from scheduler.web.presenters import liaison_words, need_words
from scheduler.web.presenters.families_receipt import part_lines, typed_line
from scheduler.web.presenters.families_rows import row_numbers, version_typed, with_another_row
from scheduler.web.presenters.families_week import parts_of_day

blueprint = Blueprint("liaison_typing", __name__, url_prefix="/liaison/caregivers/<int:caregiver_id>")

Fields = Mapping[str, str]
Answered = str | Response | tuple[str, int]


@blueprint.get("/answer")
@for_roles("liaison")
def show(caregiver_id: int) -> Answered:
    """All questions, filled in with what was saved before."""
    _check(caregiver_id)
    saved, reader = read_answers(caregiver_id, g.season_id), read_caregiver(caregiver_id, g.season_id)
    fields = {"version": str(saved.version)}
    for step in STEPS.values():
        fields |= step.fields(step.part_of(saved), reader)
    return _page(caregiver_id, fields)


@blueprint.post("/answer")
@for_roles("liaison")
def save(caregiver_id: int) -> Answered:
    """Store the whole answer, or show again what was typed and what is missing."""
    _check(caregiver_id)
    fields = request.form.to_dict()
    if "more" in fields:
        return _page(caregiver_id, with_another_row(fields, fields["more"]))
    parts, errors = _parts_typed(caregiver_id, fields)
    through = next((each for each in THROUGH if each == fields.get("through")), None)
    if through is None:
        errors["through"] = _("Choose how the family gave you this.")
    if not fields.get("consent"):
        errors["consent"] = _("Only with the family’s consent may this be typed in.")
    if through is None or errors:
        return _page(caregiver_id, fields, errors), 422
    try:
        _store(caregiver_id, parts, through, version_typed(fields))
    except NewerAnswer as newer:
        errors["version"] = _("Meanwhile a newer answer was saved. Save again to put this one in its place.")
        return _page(caregiver_id, {**fields, "version": str(newer.version)}, errors), 409
    return redirect(url_for(".show_typed", caregiver_id=caregiver_id), 303)


@blueprint.get("/answer/typed")
@for_roles("liaison")
def show_typed(caregiver_id: int) -> Answered:
    """What was understood, to be read back to the family."""
    _check(caregiver_id)
    saved = read_answers(caregiver_id, g.season_id)
    return render_template(
        "liaison/typed.html",
        caregiver_id=caregiver_id,
        reader=read_caregiver(caregiver_id, g.season_id),
        saved=saved,
        typed=typed_line(saved.typed, g.language) if saved.typed else None,
        lines=[line for step in STEPS.values() for line in part_lines(step.part_of(saved), g.language)],
    )


def _check(caregiver_id: int) -> None:
    """A family of another liaison is not found, and neither is anything between seasons."""
    if g.season_id is None or not in_caseload(g.user.id, caregiver_id):
        abort(404)


def _parts_typed(caregiver_id: int, fields: Fields) -> tuple[list[Part], dict[str, str]]:
    reader = read_caregiver(caregiver_id, g.season_id)
    parts: list[Part] = []
    errors: dict[str, str] = {}
    for step in STEPS.values():
        part, wrong = step.typed(fields, reader, g.language)
        parts.append(part)
        errors |= wrong
    return parts, errors


def _store(caregiver_id: int, parts: list[Part], through: Through, read_version: int) -> None:
    type_answer(
        g.user.id,
        caregiver_id,
        g.season_id,
        parts,
        through=through,
        read_version=read_version,
        now_utc=datetime.now(UTC),
    )


def _page(caregiver_id: int, fields: Fields, errors: Fields | None = None) -> str:
    reader = read_caregiver(caregiver_id, g.season_id)
    return render_template(
        "liaison/typing.html",
        caregiver_id=caregiver_id,
        reader=reader,
        parts=parts_of_day(reader),
        row_numbers=row_numbers,
        fields=fields,
        errors=errors or {},
        words=words,
        need_words=need_words,
        liaison_words=liaison_words,
    )
