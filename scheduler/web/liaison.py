"""A liaison's pages: who has not been heard yet, and the links of each caregiver."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, current_app, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.services.caregiver_links import CaregiverLinks, renew_paper_link, show_links
from scheduler.services.view_caseload import view_caseload
from scheduler.web.entry import for_roles
from scheduler.web.presenters import liaison_words as words
from scheduler.web.presenters.liaison_letter import letter_text

blueprint = Blueprint("liaison", __name__, url_prefix="/liaison")


@blueprint.get("/")
@for_roles("liaison")
def show() -> str:
    """The caseload: families nobody has heard first, by the language they speak."""
    if g.season_id is None:
        return render_template("liaison/no_season.html")
    return render_template(
        "liaison/caseload.html", caseload=view_caseload(g.user.id, g.season_id), words=words
    )


@blueprint.get("/caregivers/<int:caregiver_id>")
@for_roles("liaison")
def show_caregiver(caregiver_id: int) -> str:
    """One caregiver's links, to open together, to send, or to write on paper."""
    if g.season_id is None:
        return render_template("liaison/no_season.html")
    return render_template(
        "liaison/caregiver.html", links=_links_or_404(caregiver_id), base_url=_base_url(), words=words
    )


@blueprint.get("/caregivers/<int:caregiver_id>/letter")
@for_roles("liaison")
def show_letter(caregiver_id: int) -> str:
    """The letter to print, in the language that the caregiver reads; the code is not on it."""
    if g.season_id is None:
        return render_template("liaison/no_season.html")
    links = _links_or_404(caregiver_id)
    letter = letter_text(links.caregiver, g.user.name)
    return render_template("liaison/letter.html", links=links, base_url=_base_url(), letter=letter)


@blueprint.post("/caregivers/<int:caregiver_id>/paper-link")
@for_roles("liaison")
def renew(caregiver_id: int) -> Response:
    """A new link on paper in place of one that was lost or locked."""
    if not renew_paper_link(g.user.id, caregiver_id, _link_key(), datetime.now(UTC)):
        abort(404)
    return redirect(url_for(".show_caregiver", caregiver_id=caregiver_id), 303)


def _links_or_404(caregiver_id: int) -> CaregiverLinks:
    links = show_links(g.user.id, caregiver_id, g.season_id, _link_key(), datetime.now(UTC))
    if links is None:
        abort(404)
    return links


def _base_url() -> str:
    return str(current_app.extensions["settings"].base_url)


def _link_key() -> str:
    return str(current_app.extensions["settings"].link_key)
