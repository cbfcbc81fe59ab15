"""A liaison's posters: families without a link join through them, and come into the liaison's care."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.language.catalogues import gettext_for, offered_languages
from scheduler.language.locales import SOURCE, direction
from scheduler.language.negotiation import shown_language
from scheduler.printing.square_code import square_code
from scheduler.services.posters import PosterLine, list_posters, list_schools, make_poster, revoke_poster
from scheduler.services.read_district import read_district
from scheduler.web.entry import for_roles
from scheduler.web.language import written_in
from scheduler.web.liaison_links import base_url, link_key
from scheduler.web.liaison_print import pdf_answer
from scheduler.web.presenters import families_words as words

blueprint = Blueprint("liaison_posters", __name__, url_prefix="/liaison/posters")

LONGEST_PLACE = 200

Answered = str | Response | tuple[str, int]


@blueprint.before_request
def between_seasons() -> str | None:
    """Without a season there is nothing to join."""
    return render_template("liaison/no_season.html") if g.user and g.season_id is None else None


@blueprint.get("/")
@for_roles("liaison")
def show() -> Answered:
    """The open posters, how many joined through each, and a form for a new one."""
    return _page({}, {})


@blueprint.post("/")
@for_roles("liaison")
def make() -> Answered:
    """A new poster for a place."""
    place = request.form.get("place", "").replace("\0", "").strip()
    school = request.form.get("school", 0, int)
    known = {number for number, _name in list_schools()}
    errors = {}
    if not 0 < len(place) <= LONGEST_PLACE:
        errors["place"] = _("Write where it will hang, so that you know it again.")
    if school and school not in known:
        errors["school"] = _("Choose a school from the list.")
    if errors:
        return _page(request.form, errors), 422
    make_poster(g.user.id, g.season_id, place, school or None, datetime.now(UTC))
    return redirect(url_for(".show"), 303)


@blueprint.post("/<int:poster_id>/revoke")
@for_roles("liaison")
def revoke(poster_id: int) -> Answered:
    """Nobody joins through this poster any more."""
    if not revoke_poster(g.user.id, poster_id, datetime.now(UTC)):
        abort(404)
    return redirect(url_for(".show"), 303)


@blueprint.get("/<int:poster_id>.pdf")
@for_roles("liaison")
def show_poster(poster_id: int) -> Answered:
    """The poster as PDF, its question in every language that is offered."""
    poster = next((each for each in _posters() if each.id == poster_id), None)
    if poster is None:
        abort(404)
    address = base_url() + url_for("join.ask", code=poster.code)
    district = read_district()
    with written_in(shown_language(district.default_language if district else SOURCE, offered_languages())):
        html = render_template(
            "print/poster.html",
            poster=poster,
            address=address,
            typed_address=base_url() + url_for("join.ask_code"),
            code=square_code(address),
            questions=[(code, direction(code), _question(code)) for code in offered_languages()],
        )
    return pdf_answer(html)


def _question(language: str) -> str:
    return gettext_for(language).gettext("When could you come?")


def _posters() -> tuple[PosterLine, ...]:
    return list_posters(g.user.id, g.season_id, link_key())


def _page(fields: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template(
        "liaison/posters.html",
        posters=_posters(),
        base_url=base_url(),
        schools=list_schools(),
        fields=fields,
        errors=errors,
        words=words,
    )
