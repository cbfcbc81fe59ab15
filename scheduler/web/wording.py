"""Words that could be better: every page lets its reader suggest some, staff read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.language.catalogues import is_reviewed, offered_languages
from scheduler.language.dates import format_date
from scheduler.language.locales import endonym
from scheduler.services.suggest_wording import (
    LONGEST_WORDS,
    TooManySuggestions,
    read_suggestions,
    suggest,
    take_off,
)
from scheduler.web.entry import for_roles, public
from scheduler.web.language import show_language

blueprint = Blueprint("wording", __name__, url_prefix="/wording")

Answered = str | Response | tuple[str, int]


@blueprint.get("/")
@public
def ask() -> Answered:
    """An empty form, in the language of the page that the reader comes from."""
    if request.args.get("language") in offered_languages():
        g.language = request.args["language"]
    return _form({}, {})


@blueprint.post("/")
@public
def send() -> Answered:
    """Keep what was suggested. Another language only shows the form again, as typed."""
    fields = {name: request.form.get(name, "").strip() for name in ("said", "better")}
    if "language" in request.form:
        show_language(request.form["language"])
        return _form(fields, {})
    g.language = _offered(request.args.get("language"))
    if errors := _errors(fields):
        return _form(fields, errors), 422
    try:
        suggest(g.language, _page(), fields["said"], fields["better"], datetime.now(UTC))
    except TooManySuggestions:
        return _form(
            fields, {"said": _("Very many suggestions came in just now. Please try again in an hour.")}
        ), 429
    return redirect(url_for(".thanks", language=g.language), 303)


@blueprint.get("/thanks")
@public
def thanks() -> Answered:
    """That somebody will read it."""
    g.language = _offered(request.args.get("language"))
    return render_template("wording/thanks.html")


@blueprint.get("/suggestions")
@for_roles("co_planner", "liaison")
def show() -> Answered:
    """What readers suggested, and which languages nobody has reviewed."""
    return render_template(
        "wording/suggestions.html",
        suggestions=[
            (each, endonym(each.language), format_date(each.received_utc.date(), g.language))
            for each in read_suggestions()
        ],
        unreviewed=[endonym(code) for code in offered_languages() if not is_reviewed(code)],
    )


@blueprint.post("/suggestions/<int:suggestion_id>/done")
@for_roles("co_planner", "liaison")
def done(suggestion_id: int) -> Answered:
    """Take one off the list."""
    take_off(suggestion_id, g.user.id, datetime.now(UTC))
    return redirect(url_for(".show"), 303)


def _offered(language: str | None) -> str:
    return language if language in offered_languages() else g.language


def _page() -> str:
    """The view whose words are meant, or nothing, if the address was made up."""
    page = request.args.get("page", "")
    return page if page in current_app.view_functions else ""


def _errors(fields: Mapping[str, str]) -> dict[str, str]:
    longest = _("Make this shorter: %(longest)s letters at most.", longest=LONGEST_WORDS)
    errors = {name: longest for name, typed in fields.items() if len(typed) > LONGEST_WORDS}
    if not fields["said"]:
        errors["said"] = _("Please write which words you mean.")
    return errors


def _form(fields: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template("wording/suggest.html", fields=fields, errors=errors, page=_page())
