"""In which language a page is written, and how a reader changes it.

The language of the link's or the account's owner comes first, where every choice of theirs is kept; then
this browser's own choice, what the browser asks for, and the district's default.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import Blueprint, Flask, abort, g, redirect, request, session
from flask_babel import refresh
from werkzeug.wrappers import Response

from scheduler.language.catalogues import babel_locale, offered_languages
from scheduler.language.negotiation import best_locale, shown_language
from scheduler.services.choose_language import choose_user_language
from scheduler.services.read_district import read_district
from scheduler.web import staff_session
from scheduler.web.entry import public

blueprint = Blueprint("language", __name__)


def settle_language(app: Flask) -> None:
    """Give every request `g.language`, a code of the table of locales."""
    app.register_blueprint(blueprint)
    app.before_request(_settle)


def page_language() -> str:
    """The language of this page."""
    if "language" not in g:
        g.language = _language_of_reader()
    return str(g.language)


def select_locale() -> str:
    """The Babel locale that writes the numbers of this page."""
    return babel_locale(page_language())


def show_language(language: str) -> None:
    """Write this page in `language`, and remember it in this browser; an unknown one is a bad request."""
    if language not in offered_languages():
        abort(400)
    session["language"] = g.language = language
    refresh()


@contextmanager
def written_in(language: str) -> Iterator[None]:
    """Write what is made meanwhile in another language than the page's: a letter, a form on paper."""
    of_page = page_language()
    g.language = language
    refresh()
    try:
        yield
    finally:
        g.language = of_page
        refresh()


@blueprint.post("/language")
@public
def choose() -> Response:
    """Keep the choice, and go back to the page that the address names in `back`.

    To a page that answered what was sent to it, all of that is sent `again`: status 307 keeps method and body
    (RFC 9110, section 15.4.8). A field of its form may be called language too; the pressed button comes last.
    """
    show_language(["", *request.form.getlist("language")][-1])
    user = staff_session.current_user(datetime.now(UTC))
    if user is not None:
        choose_user_language(user.id, g.language)
    if "again" in request.args:
        return redirect(_local(request.args["again"]), 307)
    return redirect(_local(request.args.get("back", "/")), 303)


def _settle() -> None:
    page_language()


def _language_of_reader() -> str:
    chosen = g.get("reader_language") or session.get("language")
    if chosen:
        return shown_language(chosen, offered_languages())
    if asked := request.headers.get("Accept-Language"):
        return best_locale(asked, offered_languages())
    district = read_district()
    return shown_language(district.default_language, offered_languages()) if district else "en"


def _local(address: str) -> str:
    """A path of this site; browsers read `//host` and `/\\host` as another one, and skip tabs in it."""
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_path and address.isprintable() else "/"
