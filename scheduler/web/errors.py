"""Pages for what went wrong: what happened and what to do next, in the reader's language."""

from __future__ import annotations

from flask import Flask, current_app, g, render_template, request
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from scheduler.language.locales import SOURCE, direction
from scheduler.web.entry import LinkIsClosed
from scheduler.web.security import sent_by_this_site
from scheduler.web.typed import typed_fields

_WORDS = {
    400: (
        _("We could not read that"),
        _("Please go back one page and try again."),
    ),
    403: (
        _("This page is not open to you"),
        _("Your account opens other pages. If you need this one, please ask a co-planner."),
    ),
    404: (
        _("There is no page here"),
        _("Please check the address. A letter may be missing at its end."),
    ),
    405: (
        _("There is nothing to see here"),
        _("Please go back one page and use the button there."),
    ),
    409: (
        _("This cannot be done any more"),
        _("Something changed meanwhile. Please go back one page and look again."),
    ),
    413: (
        _("That is too much at once"),
        _("Please go back one page and send less text."),
    ),
    429: (
        _("Please wait a little"),
        _("This was tried very often just now. Please try again in an hour."),
    ),
    500: (
        _("Something broke on our side"),
        _("It is not your fault. Please try again in a few minutes."),
    ),
}


def register_error_pages(app: Flask) -> None:
    """Answer every HTTP error with a page of this site."""
    app.register_error_handler(HTTPException, _error_page)
    app.register_error_handler(SecurityError, _plain_answer)
    app.register_error_handler(500, _broken_page)
    app.register_error_handler(LinkIsClosed, _closed_link_page)
    app.register_error_handler(CSRFError, _send_again_page)


def _error_page(error: HTTPException) -> tuple[str, int] | HTTPException:
    if error.code is None or error.code < 400:
        return error  # a redirect
    title, message = _WORDS.get(error.code) or _WORDS[500 if error.code >= 500 else 400]
    return render_template("errors/error.html", title=title, message=message), error.code


def _plain_answer(error: SecurityError) -> HTTPException:
    """Under a host name that is not ours no page of ours can be written: it would hold that name."""
    return error


def _broken_page(_error: HTTPException) -> tuple[str, int]:
    """Without anything from the database, which may be what broke."""
    g.setdefault("language", SOURCE)
    title, message = _WORDS[500]
    page = current_app.jinja_env.get_template("errors/error.html").render(
        title=title, message=message, page_language=g.language, page_direction=direction(g.language)
    )
    return page, 500


def _closed_link_page(_error: LinkIsClosed) -> tuple[str, int]:
    return render_template(
        "errors/error.html",
        title=_("This link is not open"),
        message=_(
            "It may have been replaced by a newer one, or a letter is missing at its end. "
            "Please ask your school for a new link. It takes them a minute."
        ),
    ), 404


def _send_again_page(_error: CSRFError) -> tuple[str, int]:
    """What a page of ours sent with a token that no longer holds is kept, to be sent with one press.

    From anywhere else it is not: the press would then do what another site wants.
    """
    ours = sent_by_this_site()
    fields = list(typed_fields()) if ours else []
    page = render_template("errors/send_again.html", ours=ours, fields=fields, action=request.full_path)
    return page, 400
