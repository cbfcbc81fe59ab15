"""A liaison's pages: who has not been heard yet and how to reach them, and the links of each caregiver."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.printing.square_code import square_code
from scheduler.services.caregiver_links import renew_paper_link
from scheduler.services.contact_log import note_contact, today_in_season
from scheduler.services.hand_over import hand_over, other_liaisons
from scheduler.services.joined_families import joined_through
from scheduler.services.keep_apart import keep_apart, other_adults
from scheduler.services.view_caseload import CaseloadView, view_caseload
from scheduler.services.waiting_replies import waiting_replies
from scheduler.web.entry import for_roles
from scheduler.web.liaison_links import base_url, link_key, links_or_404, paper_address
from scheduler.web.presenters import liaison_replies as reply_words
from scheduler.web.presenters import liaison_words as words
from scheduler.web.presenters.families_words import level_names, session_span
from scheduler.web.presenters.liaison_contact import contact_typed
from scheduler.web.presenters.liaison_letter import letter_text

blueprint = Blueprint("liaison", __name__, url_prefix="/liaison")

Answered = str | Response | tuple[str, int]


@blueprint.get("/")
@for_roles("liaison")
def show() -> str:
    """The caseload: families nobody has heard first, by the language they speak."""
    if g.season_id is None:
        return render_template("liaison/no_season.html")
    return render_template(
        "liaison/caseload.html",
        caseload=_caseload(),
        replies=waiting_replies(g.user.id, g.season_id, g.language, datetime.now(UTC)),
        words=words,
        reply_words=reply_words,
        session_span=session_span,
        level_names=level_names,
    )


@blueprint.get("/hand-over")
@for_roles("liaison")
def show_hand_over() -> str:
    """Choose families, and the liaison who takes them over."""
    if g.season_id is None:
        return render_template("liaison/no_season.html")
    return _hand_over_page()


@blueprint.post("/hand-over")
@for_roles("liaison")
def give_away() -> Answered:
    """Put the chosen families into another liaison's care."""
    family_ids = {int(number) for number in request.form.getlist("family") if number.isdecimal()}
    errors = {} if family_ids else {"families": _("Choose the families that you hand over.")}
    if not errors:
        try:
            hand_over(g.user.id, family_ids, request.form.get("to", 0, int), datetime.now(UTC))
        except LookupError:
            errors = {"to": _("Choose who takes them over.")}
    if errors:
        return _hand_over_page(errors), 422
    return redirect(url_for(".show"), 303)


@blueprint.get("/caregivers/<int:caregiver_id>")
@for_roles("liaison")
def show_caregiver(caregiver_id: int) -> str:
    """One caregiver's links, to open together, to send, or to write on paper."""
    if g.season_id is None:
        return render_template("liaison/no_season.html")
    return _caregiver_page(caregiver_id)


@blueprint.post("/caregivers/<int:caregiver_id>/contact")
@for_roles("liaison")
def note(caregiver_id: int) -> Answered:
    """Note what came of a try to reach a caregiver."""
    typed, errors = contact_typed(request.form, today_in_season(g.season_id, datetime.now(UTC)), g.language)
    if typed is None:
        return _caregiver_page(caregiver_id, errors), 422
    noted = note_contact(
        g.user.id,
        caregiver_id,
        g.season_id,
        typed.way,
        typed.outcome,
        again_on=typed.again_on,
        now_utc=datetime.now(UTC),
    )
    if not noted:
        abort(404)
    return redirect(url_for(".show"), 303)


@blueprint.get("/caregivers/<int:caregiver_id>/letter")
@for_roles("liaison")
def show_letter(caregiver_id: int) -> str:
    """The letter to print, in the language that the caregiver reads; the code is not on it."""
    if g.season_id is None:
        return render_template("liaison/no_season.html")
    links = links_or_404(caregiver_id)
    address = paper_address(links)
    return render_template(
        "liaison/letter.html",
        links=links,
        address=address,
        code=square_code(address),
        letter=letter_text(links.caregiver, g.user.name),
    )


@blueprint.post("/caregivers/<int:caregiver_id>/paper-link")
@for_roles("liaison")
def renew(caregiver_id: int) -> Response:
    """A new link on paper in place of one that was lost or locked."""
    if not renew_paper_link(g.user.id, caregiver_id, link_key(), datetime.now(UTC)):
        abort(404)
    return redirect(url_for(".show_caregiver", caregiver_id=caregiver_id), 303)


@blueprint.post("/caregivers/<int:caregiver_id>/apart")
@for_roles("liaison")
def set_apart(caregiver_id: int) -> Response:
    """The adults of this family must not meet, or may again."""
    if not keep_apart(g.user.id, caregiver_id, request.form.get("apart") == "yes", datetime.now(UTC)):
        abort(404)
    return redirect(url_for(".show_caregiver", caregiver_id=caregiver_id), 303)


def _caseload() -> CaseloadView:
    return view_caseload(g.user.id, g.season_id, datetime.now(UTC))


def _hand_over_page(errors: Mapping[str, str] | None = None) -> str:
    return render_template(
        "liaison/hand_over.html",
        caseload=_caseload(),
        others=other_liaisons(g.user.id),
        chosen=request.form.getlist("family"),
        to=request.form.get("to", ""),
        errors=errors or {},
        words=words,
    )


def _caregiver_page(caregiver_id: int, errors: Mapping[str, str] | None = None) -> str:
    return render_template(
        "liaison/caregiver.html",
        links=links_or_404(caregiver_id),
        others=other_adults(g.user.id, caregiver_id),
        joined=joined_through(g.user.id, caregiver_id),
        base_url=base_url(),
        fields=request.form,
        errors=errors or {},
        words=words,
    )
