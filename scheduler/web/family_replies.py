"""A family says whether it will come, with one press, without any calendar; and what else it needs."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.services.choose_language import choose_language
from scheduler.services.my_sessions import my_sessions
from scheduler.services.reply_to_session import NotToReplyTo, reply_to_session
from scheduler.web.entry import by_link
from scheduler.web.language import show_language
from scheduler.web.presenters.families_rows import text_typed
from scheduler.web.presenters.families_words import session_span

blueprint = Blueprint("family_replies", __name__, url_prefix="/f/<token>/sessions")

LONGEST_WORDS = 2000


@blueprint.before_request
def elsewhere() -> Response | None:
    """Between seasons, and for whoever may not see what was saved, there is nothing to say here."""
    if g.season_id is None or not g.may_see_saved:
        return redirect(url_for("families.start", token=(request.view_args or {})["token"]))
    return None


@blueprint.post("/<uid>")
@by_link("form", "paper")
def reply(token: str, uid: str) -> Response:
    """Store what was pressed, and show the letter again where it was pressed."""
    return _said(token, uid, request.form.get("reply", ""))


@blueprint.get("/<uid>/need")
@by_link("form", "paper")
def show_need(token: str, uid: str) -> str:
    """What else somebody needs to come to this session, in own words."""
    return _need_page(token, uid)


@blueprint.post("/<uid>/need")
@by_link("form", "paper")
def need(token: str, uid: str) -> str | Response | tuple[str, int]:
    """Put the words in front of the family's liaison. Another language shows the page again, as typed."""
    if "language" in request.form:
        show_language(request.form["language"])
        choose_language(g.caregiver_id, g.language)
        return _need_page(token, uid)
    errors: dict[str, str] = {}
    words = text_typed(request.form, "words", LONGEST_WORDS, errors)
    if errors:
        return _need_page(token, uid, errors), 422
    return _said(token, uid, "needs_more", words)


def _said(token: str, uid: str, value: str, words: str | None = None) -> Response:
    try:
        reply_to_session(g.caregiver_id, g.season_id, uid, value, datetime.now(UTC), words)
    except NotToReplyTo:
        abort(404)
    return redirect(url_for("families.start", token=token, _anchor=f"session-{uid}"), 303)


def _need_page(token: str, uid: str, errors: dict[str, str] | None = None) -> str:
    mine = my_sessions(g.caregiver_id, g.season_id, g.language)
    session = next((each for each in mine.sessions if each.uid == uid and not each.cancelled), None)
    if session is None:
        abort(404)
    return render_template(
        "families/need.html",
        token=token,
        session=session,
        span=session_span(session, g.language),
        words=request.form.get("words", mine.words.get(uid, "")),
        errors=errors or {},
    )
