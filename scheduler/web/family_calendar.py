"""A family's calendar: one tap puts its sessions there; a new link ends what an old one shows."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.services.calendar_links import caregiver_calendar, renew_caregiver_calendar
from scheduler.services.choose_language import choose_language
from scheduler.services.turns import a_turn
from scheduler.web.entry import by_link
from scheduler.web.language import show_language
from scheduler.web.presenters.calendar_card import calendar_card

blueprint = Blueprint("family_calendar", __name__, url_prefix="/f/<token>/calendar")


@blueprint.before_request
def only_for_who_may_see() -> Response | None:
    """A link on paper that was found shows no sessions."""
    return None if g.may_see_saved else redirect(url_for("families.start", **(request.view_args or {})))


@blueprint.get("/")
@by_link("form", "paper")
def show(token: str) -> str:
    """The ways to put the sessions into a calendar."""
    settings, now = current_app.extensions["settings"], datetime.now(UTC)
    with a_turn():
        link = caregiver_calendar(g.caregiver_id, settings.link_key, now)
    card = calendar_card(link, settings.base_url, g.language, now)
    return render_template("families/calendar.html", token=token, card=card)


@blueprint.post("/renew")
@by_link("form", "paper")
def renew(token: str) -> Response:
    """Close the link that calendars follow, and make another."""
    link_key = current_app.extensions["settings"].link_key
    renew_caregiver_calendar(g.caregiver_id, link_key, datetime.now(UTC))
    return redirect(url_for(".show", token=token), 303)


@blueprint.post("/language")
@by_link("form", "paper")
def change_language(token: str) -> Response:
    """The same page in another language."""
    language = request.form.get("language", "")
    show_language(language)
    choose_language(g.caregiver_id, language)
    return redirect(url_for(".show", token=token), 303)
