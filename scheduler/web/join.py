"""A family without a link joins by a poster's code. No account; nobody has to say who they are."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.printing.square_code import square_code
from scheduler.services.join_season import CODES_FROM_AN_ADDRESS, NewFamily, join_season
from scheduler.services.limit_tries import TooManyTriesError, count_try, neighbourhood
from scheduler.services.posters import OpenPoster, find_poster, list_schools
from scheduler.services.turns import a_turn
from scheduler.web.entry import by_link, public
from scheduler.web.language import show_language
from scheduler.web.presenters import families_words as words
from scheduler.web.presenters.join_fields import new_family_typed

blueprint = Blueprint("join", __name__)

Answered = str | Response | tuple[str, int]


@blueprint.get("/join/")
@public
def ask_code() -> Answered:
    """For whoever cannot scan the square: type the code instead."""
    return render_template("join/code.html", code="", errors={})


@blueprint.post("/join/")
@public
def enter_code() -> Answered:
    """On to the poster's page, where the code is looked at."""
    code = request.form.get("code", "").strip()
    if "language" in request.form:
        show_language(request.form["language"])
        return render_template("join/code.html", code=code, errors={})
    poster = _poster(code)
    if isinstance(poster, OpenPoster):
        return redirect(url_for(".ask", code=code.replace("/", "")), 303)
    message = poster or _("That is no open code. It has 8 letters and digits, such as abcd-efgh.")
    return render_template("join/code.html", code=code, errors={"code": message}), 422


@blueprint.get("/join/<code>")
@public
def ask(code: str) -> Answered:
    """The little that is asked of a family that joins."""
    school = _poster_or_404(code).school_id
    return _page(code, {"once": secrets.token_urlsafe(16), "school": str(school or "")})


@blueprint.post("/join/<code>")
@public
def join(code: str) -> Answered:
    """Give the family a link of its own, once."""
    poster, fields = _poster_or_404(code), request.form.to_dict()
    if "language" in fields:
        show_language(fields["language"])
        return _page(code, fields)
    new, errors = new_family_typed(fields, g.language, [school for school, _name in list_schools()])
    if new is None:
        return _page(code, fields, errors), 422
    try:
        token = _join(poster, new)
    except TooManyTriesError:
        return _page(code, fields, {"join": _too_often()}), 429
    return redirect(url_for(".joined", token=token), 303)


@blueprint.get("/joined/<token>")
@by_link("form")
def joined(token: str) -> Answered:
    """The family's own link, to be kept; then the form."""
    address = str(current_app.extensions["settings"].base_url) + url_for("families.start", token=token)
    return render_template("join/joined.html", token=token, address=address, code=square_code(address))


def _join(poster: OpenPoster, new: NewFamily) -> str:
    settings = current_app.extensions["settings"]
    return join_season(
        poster,
        new,
        neighbourhood(request.remote_addr),
        secret_key=settings.secret_key,
        link_key=settings.link_key,
        now_utc=datetime.now(UTC),
    )


def _poster(code: str) -> OpenPoster | str | None:
    """The open poster with this code; None without one, or a message once too many were wrong."""
    settings = current_app.extensions["settings"]
    if poster := find_poster(code, settings.link_key):
        return poster
    whose = neighbourhood(request.remote_addr)
    try:
        with a_turn():
            count_try(CODES_FROM_AN_ADDRESS, whose, settings.secret_key, datetime.now(UTC))
    except TooManyTriesError:
        return _too_often()
    return None


def _poster_or_404(code: str) -> OpenPoster:
    poster = _poster(code)
    if isinstance(poster, str):
        abort(429)
    if poster is None:
        abort(404)
    return poster


def _page(code: str, fields: Mapping[str, str], errors: Mapping[str, str] | None = None) -> str:
    return render_template(
        "join/join.html",
        code=code,
        fields=fields,
        errors=errors or {},
        schools=list_schools(),
        words=words,
    )


def _too_often() -> str:
    return _("This was tried very often just now. Please try again in an hour.")
